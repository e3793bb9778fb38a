package dev.landline.engine;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.wire.Frame;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Pings when the line is quiet, measures the round trip, and notices when the other side is gone.
 */
final class KeepAlive {

    private static final int INTERVALS = 3;

    private final Outbox outbox;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile long lastFrame;
    private volatile long pingSent;
    private volatile long pingId;
    private volatile long roundTrip;

    KeepAlive(Outbox outbox, Duration interval, LongSupplier nanoTime) {
        this.outbox = outbox;
        this.interval = interval;
        this.nanoTime = nanoTime;
        this.lastFrame = nanoTime.getAsLong();
    }

    /** Every whole frame is a sign of life. */
    void frameArrived() {
        lastFrame = nanoTime.getAsLong();
    }

    void pong(long id) {
        if (id == pingId) {
            roundTrip = Math.max(1, nanoTime.getAsLong() - pingSent);
        }
    }

    long roundTripNanos() {
        return roundTrip;
    }

    void stop() {
        stopped.countDown();
    }

    /**
     * Runs until stopped, on a thread of its own.
     *
     * @return the cause, where the other side fell silent; null after {@link #stop}
     */
    @Nullable ConnectionException run() throws InterruptedException {
        ping();
        while (!stopped.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
            long quiet = nanoTime.getAsLong() - lastFrame;
            if (quiet > INTERVALS * interval.toNanos()) {
                return new ConnectionException(
                        ErrorCode.PEER_SILENT,
                        "nothing was heard from the other side for "
                                + TimeUnit.NANOSECONDS.toMillis(quiet)
                                + " ms");
            }
            ping();
        }
        return null;
    }

    private void ping() {
        long id = pingId + 1; // only this thread writes it
        pingId = id; // first, so that a late answer to the last ping is not taken for this one's
        pingSent = nanoTime.getAsLong();
        outbox.control(new Frame.Ping(id));
    }
}
