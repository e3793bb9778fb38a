package dev.landline.transfer;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets no more bytes through than a rate allows: whoever has been too fast waits. A pause of the
 * other side is not made up for later. For one thread at a time.
 */
final class RateLimit {

    private final long bytesPerSecond;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition never = lock.newCondition();
    private long free = System.nanoTime();

    /**
     * Makes a limit.
     *
     * @param bytesPerSecond above 0
     */
    RateLimit(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** How many bytes are worth sending in one go: a twentieth of a second's. */
    int piece(int most) {
        return (int) Math.max(1, Math.min(most, bytesPerSecond / 20));
    }

    /** Waits until bytes that are about to be sent may be. */
    void pass(int bytes) throws InterruptedIOException {
        long now = System.nanoTime();
        long wait = free - now;
        free = Math.max(free, now) + Math.round(bytes * 1e9 / bytesPerSecond);
        lock.lock();
        try {
            while (wait > 0) {
                wait = never.awaitNanos(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while keeping to the rate");
        } finally {
            lock.unlock();
        }
    }
}
