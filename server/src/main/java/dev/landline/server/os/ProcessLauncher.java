package dev.landline.server.os;

import java.io.IOException;
import java.util.Locale;

/**
 * Starts commands, each as the leader of a session and process group of its own.
 *
 * <p>Thread-safe. Closing the launcher ends what it started and is still there, and its thread.
 */
public interface ProcessLauncher extends AutoCloseable {

    /**
     * Starts a command. It gets standard input, output and error as pipes or as its controlling
     * terminal and no other descriptor, no signal blocked or ignored, and the server's umask and
     * resource limits.
     *
     * <p>A program without a slash in its name is looked up along the {@code PATH} of the command's
     * own environment, as {@code execvp} does; a file that is executable and has no known format is
     * given to {@code /bin/sh}, as {@code execvp} does.
     *
     * @param command what to start
     * @return the running child, or why there is none. In the second case nothing was started and
     *     nothing is left open
     * @throws IllegalStateException when the launcher is closed
     */
    StartOutcome start(CommandSpec command);

    /**
     * Kills the groups of all children that were not closed, closes their pipes and terminals, and
     * ends the thread that watches pipes. Starting or reading afterwards fails. Idempotent; returns
     * within seconds even when a process cannot be killed.
     */
    @Override
    void close();

    /**
     * Opens a launcher for the system that this runs on.
     *
     * @param grace how long a process group gets to end by itself when a child is closed
     * @return a new launcher; the caller closes it
     * @throws IOException when the system has no descriptors left for it
     * @throws UnsupportedOperationException on a system that Landline cannot run commands on, with
     *     a message that says what it needs
     */
    static ProcessLauncher open(GracePeriods grace) throws IOException {
        String system = System.getProperty("os.name", "");
        if (!system.toLowerCase(Locale.ROOT).equals("linux")) {
            throw new UnsupportedOperationException(
                    "commands can be run on Linux only so far, and this is " + system);
        }
        return new LinuxProcessLauncher(grace);
    }
}
