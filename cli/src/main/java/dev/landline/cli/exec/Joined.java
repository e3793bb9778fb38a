package dev.landline.cli.exec;

import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import java.io.IOException;
import java.util.Optional;

/**
 * A command that runs there, and how this process stands to it.
 *
 * @param target where, as it was typed
 * @param landline the connection
 * @param command the command
 * @param name what the person calls it
 * @param started whether this process has started it, and did not only join
 * @param terminal whether it has a terminal
 * @param past the offset up to which its output was there before
 */
public record Joined(
        String target,
        Landline landline,
        RunningCommand command,
        Optional<String> name,
        boolean started,
        boolean terminal,
        long past) {

    private static final int DIGITS = 8;
    private static final byte INTERRUPT = 3;

    /** Whether it goes on when this process leaves it. */
    boolean survives() {
        return !command.session().isEmpty();
    }

    /** By which to find it again. */
    String handle() {
        String id = command.session();
        return name.orElse(id.length() > DIGITS ? id.substring(0, DIGITS) : id);
    }

    /** What to type to come back. */
    String wayBack() {
        return "landline attach " + target + " " + handle();
    }

    /** What Ctrl-C means to it: on a terminal, a character. */
    void interrupt() {
        if (!terminal) {
            command.signal("INT");
            return;
        }
        try {
            command.stdin().write(INTERRUPT);
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** Ends it; the end is told by its status. */
    void end() throws IOException {
        if (started) {
            command.cancel();
        } else {
            landline.signal(command.session(), "TERM");
        }
    }
}
