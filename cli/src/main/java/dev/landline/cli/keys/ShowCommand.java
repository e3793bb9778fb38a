package dev.landline.cli.keys;

import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.TerminalPassphrases;
import dev.landline.client.UserFiles;
import dev.landline.identity.Fingerprint;
import dev.landline.identity.PrivateKeyFile;
import dev.landline.identity.PublicKeyLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code landline keys show}. */
@Command(
        name = "show",
        header = "Show a public key and its fingerprint.",
        customSynopsis = "landline keys show [FILE]",
        description = "")
public final class ShowCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "A private or a public key. Default: the key that landline exec comes with.")
    private @Nullable Path file;

    private final Surroundings here;
    private final PrintWriter out;

    /** The command, to be filled in by picocli. */
    public ShowCommand(Surroundings here, PrintWriter out) {
        this.here = here;
        this.out = out;
    }

    @Override
    public Integer call() throws Complaint, IOException {
        Path shown = file != null ? file : ownKey();
        PublicKeyLine line = publicKey(shown);
        String text = line.text();
        out.println("file         " + shown);
        out.println("type         " + text.substring(0, text.indexOf(' ')));
        out.println("fingerprint  " + Fingerprint.of(line.key()));
        out.println("comment      " + line.comment());
        out.println("public key   " + text);
        return 0;
    }

    private Path ownKey() throws Complaint {
        List<Path> places = UserFiles.of(here.environment()::get, here.home()).keys();
        return places.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() ->
                        new Complaint(
                                "there is no key yet; looked for "
                                        + places.stream()
                                                .map(Path::toString)
                                                .collect(Collectors.joining(", ")),
                                "landline keys generate"));
    }

    /** As ssh-keygen -l does, takes the public half from FILE.pub, which needs no passphrase. */
    private PublicKeyLine publicKey(Path shown) throws IOException {
        if (shown.toString().endsWith(".pub")) {
            return PublicKeyLine.read(shown);
        }
        Path publicFile = PrivateKeyFile.publicFile(shown);
        if (Files.exists(publicFile)) {
            return PublicKeyLine.read(publicFile);
        }
        return PrivateKeyFile.load(shown, new TerminalPassphrases(here.terminal())).publicKeyLine();
    }
}
