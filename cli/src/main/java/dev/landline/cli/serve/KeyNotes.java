package dev.landline.cli.serve;

import dev.landline.cli.console.Messages;
import dev.landline.identity.AuthorizedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Tells at the start of a server why nobody, or not everybody, will come in. */
final class KeyNotes {

    private final Messages messages;

    KeyNotes(Messages messages) {
        this.messages = messages;
    }

    /**
     * Looks at the files of the server's own account.
     *
     * @param root whether there are other accounts too, whose files are not looked at
     */
    void about(List<Path> files, boolean root) {
        long usable = files.stream().mapToLong(this::usable).sum();
        if (usable == 0) {
            messages.say(
                    root
                            ? "no key is authorised as root; those of other accounts come in as"
                                    + " them"
                            : "no key is authorised yet: nobody can connect over TLS");
            messages.hint(
                    "landline keys authorize FILE.pub, with the public key of who may connect");
        }
    }

    private long usable(Path file) {
        try {
            List<String> problems = new AuthorizedKeys(file).problems();
            problems.forEach(problem -> messages.detail(file + ": " + problem));
            return lines(file) - problems.size();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            messages.failure(file.toString(), e);
            return 0;
        }
    }

    private static long lines(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .count();
    }
}
