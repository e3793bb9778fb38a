package dev.landline.client.classic;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The pause behind {@code recv_ready} where no bytes follow. A server that reads whatever is there
 * in its place would swallow a command that comes at once, and both sides would wait for ever. That
 * it has read is no event that could be seen from here, so that only time is left. Source: {@code
 * spec/CLASSIC.md}, section 4.
 */
final class Settling {

    private final Duration time;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long begin;
    private boolean begun;

    Settling(Duration time) {
        this.time = time;
    }

    /** The pause begins; what happens until the next command counts. */
    void begin() {
        begin = System.nanoTime();
        begun = true;
    }

    /** Waits for what is left of the pause, or until the conversation is closed. */
    void await() throws InterruptedIOException {
        if (!begun) {
            return;
        }
        begun = false;
        try {
            long left = time.toNanos() - (System.nanoTime() - begin);
            var _ = closed.await(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted between two commands");
        }
    }

    /** Ends the pause; for any thread. */
    void close() {
        closed.countDown();
    }
}
