package dev.landline.server.os;

import java.util.concurrent.TimeUnit;

/**
 * Says when to let output gather in a pipe. Whoever reads as fast as a command writes gets a few KB
 * at a time, and is woken for each: that costs several times what the bytes do, all the way to the
 * client. So where a command writes fast, its empty pipe is left alone for a moment. A command that
 * answers questions is never fast in this sense, and waits for nothing.
 *
 * <p>For one thread at a time.
 */
final class Gathering {

    /** How long the pipe is left alone: much less than anybody notices. */
    static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** A command is fast where a byte takes it less, in nanoseconds: it writes 100 MB a second. */
    static final long SLOW_NANOS = 10;

    private long read;
    private long since;

    /**
     * Begins to watch.
     *
     * @param now a time in nanoseconds, as of {@link System#nanoTime}
     */
    Gathering(long now) {
        since = now;
    }

    /** So many bytes were read. */
    void read(int count) {
        read += count;
    }

    /**
     * The pipe is empty.
     *
     * @param now a time in nanoseconds
     * @return whether to leave it alone for {@link #PAUSE_NANOS} before reading it again
     */
    boolean empty(long now) {
        boolean fast = read * SLOW_NANOS > now - since;
        read = 0;
        since = now;
        return fast;
    }
}
