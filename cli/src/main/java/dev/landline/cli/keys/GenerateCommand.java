package dev.landline.cli.keys;

import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.Terminal;
import dev.landline.client.UserFiles;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.PrivateKeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code landline keys generate}. */
@Command(
        name = "generate",
        header = "Make a new Ed25519 key.",
        customSynopsis = "landline keys generate [OPTION]...",
        sortOptions = false,
        description = {"", "An existing file is never overwritten.", ""})
public final class GenerateCommand implements Callable<Integer> {

    private static final int ATTEMPTS = 3;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = {
                "Where the private key goes; the public one goes to FILE.pub. Default:",
                "~/.config/landline/id_ed25519"
            })
    private @Nullable Path file;

    @Option(
            names = {"-C", "--comment"},
            paramLabel = "TEXT",
            description = "A remark for people. Default: the user's name and the machine's.")
    private @Nullable String comment;

    @Option(
            names = {"-N", "--passphrase"},
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "PASSPHRASE",
            description =
                    "Protects the private key; without a value, nothing does. Others on this"
                            + " machine can see what stands on a command line. Without -N it is"
                            + " asked for where there is a terminal.")
    private @Nullable String passphrase;

    private final Surroundings here;
    private final PrintWriter out;

    /** The command, to be filled in by picocli. */
    public GenerateCommand(Surroundings here, PrintWriter out) {
        this.here = here;
        this.out = out;
    }

    @Override
    public Integer call() throws Complaint, IOException {
        Path target =
                file != null ? file : UserFiles.of(here.environment()::get, here.home()).ownKey();
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "it exists already and is not overwritten");
        }
        IdentityKey key = IdentityKey.generate(comment != null ? comment : defaultComment());
        char[] secret = secret(target);
        try {
            PrivateKeyFile.write(key, target, secret);
        } finally {
            Arrays.fill(secret, '\0');
        }
        out.println("private key  " + target);
        out.println("public key   " + PrivateKeyFile.publicFile(target));
        out.println("fingerprint  " + key.fingerprint());
        return 0;
    }

    private String defaultComment() {
        return here.environment().getOrDefault("USER", System.getProperty("user.name"))
                + "@"
                + MachineName.read();
    }

    private char[] secret(Path target) throws Complaint, IOException {
        if (passphrase != null) {
            return passphrase.toCharArray();
        }
        Terminal terminal = here.terminal();
        if (!terminal.isPresent()) {
            return new char[0];
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            char[] first = asked(terminal, "Passphrase for " + target + " (empty for none): ");
            if (first.length == 0) {
                return first;
            }
            char[] second = asked(terminal, "The same again: ");
            boolean same = Arrays.equals(first, second);
            Arrays.fill(second, '\0');
            if (same) {
                return first;
            }
            Arrays.fill(first, '\0');
        }
        throw new Complaint("the passphrases differ; no key was made");
    }

    private static char[] asked(Terminal terminal, String prompt) throws Complaint, IOException {
        char[] answer = terminal.askSecret(prompt);
        if (answer == null) {
            throw new Complaint("no passphrase was given; no key was made");
        }
        return answer;
    }
}
