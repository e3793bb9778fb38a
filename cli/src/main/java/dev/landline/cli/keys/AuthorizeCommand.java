package dev.landline.cli.keys;

import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.UserFiles;
import dev.landline.identity.AuthorizedKeys;
import dev.landline.identity.Fingerprint;
import dev.landline.identity.KeyFormatException;
import dev.landline.identity.PublicKeyLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code landline keys authorize}. */
@Command(
        name = "authorize",
        header = "Let the holder of a key run commands here, as this account.",
        customSynopsis = "landline keys authorize [OPTION]... FILE|-",
        sortOptions = false,
        description = {
            "",
            "Adds public keys to ~/.config/landline/authorized_keys, which landline serve reads"
                    + " at each connection. Nothing is added unless every line is a public key.",
            ""
        })
public final class AuthorizeCommand implements Callable<Integer> {

    private static final int MAX_SIZE = 1 << 20;

    @Parameters(paramLabel = "FILE|-", description = "Public keys, or - for standard input.")
    private String file = "";

    @Option(
            names = "--authorized-keys",
            paramLabel = "FILE",
            description = "The file to add to. Default: ~/.config/landline/authorized_keys")
    private @Nullable Path authorizedKeys;

    private final Surroundings here;
    private final Messages messages;
    private final PrintWriter out;

    /** The command, to be filled in by picocli. */
    public AuthorizeCommand(Surroundings here, Messages messages, PrintWriter out) {
        this.here = here;
        this.messages = messages;
        this.out = out;
    }

    @Override
    public Integer call() throws Complaint, IOException {
        List<PublicKeyLine> keys = parse(read());
        Path target = target();
        AuthorizedKeys authorized = new AuthorizedKeys(target);
        for (PublicKeyLine key : keys) {
            String name =
                    Fingerprint.of(key.key())
                            + (key.comment().isEmpty() ? "" : " (" + key.comment() + ")");
            out.println(
                    authorized.add(key)
                            ? "authorised " + name + " in " + target
                            : name + " was in " + target + " already");
        }
        warn(target, authorized);
        return 0;
    }

    /** Keys in a file that others can write to let nobody in. */
    private void warn(Path target, AuthorizedKeys authorized) {
        try {
            authorized.problems().forEach(problem -> messages.say(target + ": " + problem));
        } catch (IOException e) {
            messages.failure(target.toString(), e);
        }
    }

    private Path target() {
        return authorizedKeys != null
                ? authorizedKeys
                : UserFiles.of(here.environment()::get, here.home())
                        .config()
                        .resolve("authorized_keys");
    }

    private String source() {
        return file.equals("-") ? "standard input" : file;
    }

    private String read() throws Complaint, IOException {
        try (InputStream in =
                file.equals("-") ? here.stdin() : Files.newInputStream(Path.of(file))) {
            byte[] content = in.readNBytes(MAX_SIZE + 1);
            if (content.length > MAX_SIZE) {
                throw new Complaint(
                        source() + ": expected public keys, got more than " + MAX_SIZE + " bytes");
            }
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    private List<PublicKeyLine> parse(String content) throws Complaint {
        List<PublicKeyLine> keys = new ArrayList<>();
        int number = 0;
        for (String line : content.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(parse(line, number));
            }
        }
        if (keys.isEmpty()) {
            throw new Complaint(source() + ": expected a public key, got nothing");
        }
        return keys;
    }

    private PublicKeyLine parse(String line, int number) throws Complaint {
        try {
            return PublicKeyLine.parse(line);
        } catch (KeyFormatException e) {
            throw new Complaint(
                    source() + ": line " + number + ": " + e.getMessage(),
                    line.contains("=\"")
                            ? List.of("a key with options goes into the file by hand")
                            : List.of(),
                    e);
        }
    }
}
