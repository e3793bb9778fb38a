package dev.landline.server.os;

import dev.landline.ExitStatus;
import dev.landline.TerminalSize;
import java.time.Duration;
import java.util.Optional;

/**
 * A started command, leader of its own session and process group.
 *
 * <p>After it has ended it stays a zombie until {@link #reap}, {@link #endGroup} or {@link #close}:
 * as long as it does, the system gives its number to nobody else, so that {@link #signalGroup} can
 * never hit a stranger. Thread-safe. The owner must call {@link #close} in every case.
 */
public interface ChildProcess extends AutoCloseable {

    /**
     * The process id, which is also the id of its process group and of its session.
     *
     * @return a positive number
     */
    long pid();

    /**
     * The writing end of its standard input, or of its terminal.
     *
     * @return always the same pipe
     */
    InputPipe stdin();

    /**
     * The reading end of its standard output, or of its terminal.
     *
     * @return always the same pipe
     */
    OutputPipe stdout();

    /**
     * The reading end of its standard error. On a terminal all that is written comes out of {@link
     * #stdout}, and this one is at its end from the start.
     *
     * @return always the same pipe
     */
    OutputPipe stderr();

    /**
     * Tells the child's terminal a new size; its foreground processes get {@code WINCH} where it is
     * another one than before. Does nothing for a child without a terminal, or when both ends of it
     * are closed. Never blocks.
     *
     * @param size the new size
     */
    void resize(TerminalSize size);

    /**
     * Waits until the process has ended. Its group may have more processes, and these may hold the
     * pipes open; the process itself stays a zombie.
     *
     * @return how it ended: {@code Exited} or {@code Signaled}, or {@code Lost} when other code in
     *     this JVM took the status away
     * @throws InterruptedException when the waiting thread is interrupted
     */
    ExitStatus waitFor() throws InterruptedException;

    /**
     * Waits for a limited time until the process has ended.
     *
     * @param atMost how long; zero asks without waiting
     * @return how it ended; empty when it has not
     * @throws InterruptedException when the waiting thread is interrupted
     */
    Optional<ExitStatus> waitFor(Duration atMost) throws InterruptedException;

    /**
     * Sends a signal to every process of the group, also after its leader has ended.
     *
     * @param signal what to send
     * @return what came of it; {@link Delivery#GONE} always after {@link #reap}
     */
    Delivery signalGroup(Signal signal);

    /**
     * Gives up the process group: reaps the process as soon as it has ended, at once if it has.
     * Background processes that it left behind live on. Never blocks; idempotent.
     */
    void reap();

    /**
     * Ends the whole group: {@code HUP}, {@code TERM}, {@code KILL}, each after the grace period of
     * the one before, until no process of it is left; then reaps. An interrupt cuts the grace
     * periods short and stays set. Processes that have made themselves a group of their own are not
     * found.
     *
     * <p>Does nothing after {@link #reap}. Several threads may call it; each goes at its own pace.
     *
     * @param grace how long to wait after each signal
     */
    void endGroup(GracePeriods grace);

    /**
     * Closes the three pipes, which hangs up a terminal, and ends the group with the launcher's
     * grace periods, unless it was reaped or ended before. Idempotent.
     */
    @Override
    void close();

    /** What came of a signal. */
    enum Delivery {
        /** At least one process got it. */
        SENT,
        /** The group has been given up or no process of it is left. */
        GONE,
        /** All that is left of the group belongs to another user. */
        NOT_PERMITTED
    }
}
