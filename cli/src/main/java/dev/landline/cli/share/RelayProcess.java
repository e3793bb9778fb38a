package dev.landline.cli.share;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts the process that keeps a connection, detached from everything: in a session of its own,
 * with nothing to read and nowhere to write, and without waiting for it.
 */
public final class RelayProcess {

    private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final String MAIN = "dev.landline.cli.Main";

    /** A process that has not begun to listen after this time never will. */
    private static final Duration STARTING = Duration.ofSeconds(20);

    /** The shell ends at once, so that nothing of this process waits for the other. */
    private static final String DETACHED =
            "detach=; command -v setsid >/dev/null && detach=setsid; "
                    + "$detach \"$@\" </dev/null >/dev/null 2>&1 &";

    private RelayProcess() {}

    /**
     * Starts one, unless one is being started already.
     *
     * @param connection what it is to connect to, without asking anybody
     * @param idle how long it stays when nobody uses it
     * @param now the time
     * @return false where another process has just done the same
     * @throws IOException where it cannot be started
     */
    public static boolean start(
            ShareDirectory directory, SharedConnection connection, Duration idle, Instant now)
            throws IOException {
        directory.make();
        if (!claim(mark(directory, connection.name()), now)) {
            return false;
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DETACHED, "landline"));
        command.addAll(ownJava());
        command.addAll(List.of("sharing", "keep", "--idle", idle.toMillis() + "ms"));
        command.addAll(connection.words());
        new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return true;
    }

    private static Path mark(ShareDirectory directory, String name) throws IOException {
        return directory.socket(name).resolveSibling(name + ".starting");
    }

    /** Many commands may begin at once: one of them starts the process. */
    private static boolean claim(Path mark, Instant now) throws IOException {
        try {
            Instant made = Files.getLastModifiedTime(mark).toInstant();
            if (made.plus(STARTING).isAfter(now)) {
                return false;
            }
            Files.deleteIfExists(mark);
        } catch (NoSuchFileException e) {
            // Nobody has.
        }
        try {
            Files.createFile(mark);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** From now on another process may be started: this one listens, or has ended. */
    public static void started(ShareDirectory directory, String name) throws IOException {
        Files.deleteIfExists(mark(directory, name));
    }

    /** The words that started this JVM, up to the command's own. */
    private static List<String> ownJava() throws IOException {
        String line = Files.readString(OWN_COMMAND_LINE, StandardCharsets.UTF_8);
        List<String> words = Arrays.asList(line.split("\0"));
        int jar = words.indexOf("-jar");
        int main = words.indexOf(MAIN);
        if (jar < 0 && main < 0) {
            throw new IOException(
                    "expected a JVM that was started with -jar or " + MAIN + ", got another");
        }
        int end = main < 0 || (jar >= 0 && jar < main) ? jar + 2 : main + 1;
        return words.subList(0, end);
    }
}
