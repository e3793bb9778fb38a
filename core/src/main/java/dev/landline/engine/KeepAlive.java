package dev.landline.engine;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.wire.Frame;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, Asked> asked = new ConcurrentHashMap<>();
    private volatile long lastFrame;
    private volatile long pingSent;
    private volatile long pingId;
    private volatile long roundTrip;

    /** A ping that somebody waits for. */
    private record Asked(long sent, CompletableFuture<Duration> answer) {}

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

    /** Called by the reading thread: what depends on an answer runs elsewhere. */
    void pong(long id, Executor executor) {
        long now = nanoTime.getAsLong();
        if (id == pingId) {
            roundTrip = Math.max(1, now - pingSent);
        }
        Asked one = asked.remove(id);
        if (one != null) {
            Duration time = Duration.ofNanos(Math.max(1, now - one.sent()));
            var _ = one.answer().completeAsync(() -> time, executor);
        }
    }

    /** A ping of somebody's own. */
    CompletableFuture<Duration> ask() {
        long id = lastId.incrementAndGet();
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        asked.put(id, new Asked(nanoTime.getAsLong(), answer));
        var _ = answer.whenComplete((time, failure) -> asked.remove(id));
        outbox.control(new Frame.Ping(id));
        return answer;
    }

    /** Nobody gets an answer any more. */
    void fail(ConnectionException cause, Executor executor) {
        asked.values()
                .forEach(one ->
                        executor.execute(
                                () -> one.answer().completeExceptionally(cause.forWaiter())));
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
        long id = lastId.incrementAndGet();
        pingId = id; // first, so that a late answer to the last ping is not taken for this one's
        pingSent = nanoTime.getAsLong();
        outbox.control(new Frame.Ping(id));
    }
}
