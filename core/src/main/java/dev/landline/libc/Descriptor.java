package dev.landline.libc;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A file descriptor that is closed only when nobody is using its number: a number that were closed
 * during another thread's system call could by then mean another file.
 *
 * <p>Use it between {@link #acquire} and {@link #release}, never across a wait.
 */
public final class Descriptor {

    private static final int CLOSING = Integer.MIN_VALUE;

    private final int number;
    private final @Nullable Runnable afterClose;

    /** How many threads use the number; {@link #CLOSING} is added once it is to be closed. */
    private final AtomicInteger uses = new AtomicInteger();

    /**
     * Takes an open descriptor over.
     *
     * @param number the descriptor
     */
    public Descriptor(int number) {
        this.number = number;
        this.afterClose = null;
    }

    /**
     * Takes an open descriptor over.
     *
     * @param number the descriptor
     * @param afterClose runs once, after the descriptor was really closed
     */
    public Descriptor(int number, Runnable afterClose) {
        this.number = number;
        this.afterClose = afterClose;
    }

    /**
     * The number.
     *
     * @return what system calls take; meaningless unless acquired
     */
    public int number() {
        return number;
    }

    /**
     * Begins a use.
     *
     * @return false when it is closed; there is nothing to release then
     */
    public boolean acquire() {
        int before;
        do {
            before = uses.get();
            if (before < 0) {
                return false;
            }
        } while (!uses.compareAndSet(before, before + 1));
        return true;
    }

    /** Ends a use. */
    public void release() {
        if (uses.decrementAndGet() == CLOSING) {
            closeNow();
        }
    }

    /**
     * Lets no further use begin, and closes the descriptor as soon as the last one has ended.
     * Idempotent.
     */
    public void close() {
        int before;
        do {
            before = uses.get();
            if (before < 0) {
                return;
            }
        } while (!uses.compareAndSet(before, before + CLOSING));
        if (before == 0) {
            closeNow();
        }
    }

    private void closeNow() {
        LibC.close(number);
        if (afterClose != null) {
            afterClose.run();
        }
    }
}
