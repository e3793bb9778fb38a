package dev.landline.flow;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far one stream may be sent. Writers wait here for the other side to grant more; the reader of
 * the connection grants. A wait ends when credit comes or the stream ends, and every connection
 * that falls silent ends its streams, so no wait lasts for ever.
 *
 * <p>Safe for use by many threads.
 */
public final class SendWindow {

    /** A limit that no stream reaches. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private final Supplier<Runnable> standstill;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock:
    private long sent;
    private long limit;
    private @Nullable Supplier<? extends IOException> end;

    /**
     * Makes a window.
     *
     * @param start the offset of the first byte that will be sent
     * @param limit bytes below this offset may be sent at first
     */
    public SendWindow(long start, long limit) {
        this(start, limit, () -> () -> {});
    }

    /**
     * The same where somebody hears of waits.
     *
     * @param start the offset of the first byte that will be sent
     * @param limit bytes below this offset may be sent at first
     * @param standstill called, without a lock, by whoever begins to wait; what it gives is run
     *     when the wait is over
     */
    public SendWindow(long start, long limit, Supplier<Runnable> standstill) {
        this.sent = start;
        this.limit = limit;
        this.standstill = standstill;
    }

    /**
     * Takes credit, waiting until there is some.
     *
     * @param wanted how many bytes the caller would like to send, 1 or more
     * @return how many it may send now, 1 to {@code wanted}
     * @throws IOException what {@link #end} was given
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public int acquire(int wanted) throws IOException, InterruptedException {
        int granted = take(wanted, false);
        if (granted > 0) {
            return granted;
        }
        Runnable over = standstill.get();
        try {
            return take(wanted, true);
        } finally {
            over.run();
        }
    }

    /** Takes credit; without waiting for it, none may be left: 0. */
    private int take(int wanted, boolean waiting) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting && end == null && sent >= limit) {
                changed.await();
            }
            if (end != null) {
                throw end.get();
            }
            int granted = Math.clamp(limit - sent, 0, wanted);
            sent += granted;
            return granted;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives back credit that was taken and not used.
     *
     * @param count bytes
     */
    public void release(int count) {
        lock.lock();
        try {
            sent -= count;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Leaves bytes out.
     *
     * @param offset of the next byte that will be sent
     */
    public void skipTo(long offset) {
        lock.lock();
        try {
            sent = Math.max(sent, offset);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Raises the limit; one that is not higher changes nothing.
     *
     * @param newLimit bytes below this offset may be sent
     */
    public void grant(long newLimit) {
        lock.lock();
        try {
            if (newLimit > limit) {
                limit = newLimit;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends every wait, now and later. The first call counts.
     *
     * @param cause makes the exception that each waiter gets
     */
    public void end(Supplier<? extends IOException> cause) {
        lock.lock();
        try {
            if (end == null) {
                end = cause;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * How much was taken so far: the offset of the next byte.
     *
     * @return bytes
     */
    public long sent() {
        lock.lock();
        try {
            return sent;
        } finally {
            lock.unlock();
        }
    }
}
