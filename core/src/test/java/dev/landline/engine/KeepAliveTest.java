package dev.landline.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * With a clock of its own: only the pauses between two looks at it are real, and they are short.
 */
class KeepAliveTest {

    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final AtomicLong now = new AtomicLong(1_000);
    private final BlockingQueue<Frame.Ping> pings = new LinkedBlockingQueue<>();
    private final Outbox outbox =
            new Outbox(
                    OutputStream.nullOutputStream(),
                    (outgoing, frame) -> pings.add((Frame.Ping) frame),
                    () -> {});
    private final CompletableFuture<@Nullable ConnectionException> end = new CompletableFuture<>();
    private KeepAlive keepAlive = new KeepAlive(outbox, INTERVAL, now::get);

    private void start() {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        outbox.run();
                    } catch (IOException e) {
                        end.completeExceptionally(e);
                    }
                });
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        end.complete(keepAlive.run());
                    } catch (InterruptedException e) {
                        end.completeExceptionally(e);
                    }
                });
    }

    @AfterEach
    void stop() {
        keepAlive.stop();
        outbox.fail(new ConnectionException(ErrorCode.CONNECTION_CLOSED, "over"));
    }

    private Frame.Ping ping() throws InterruptedException {
        Frame.Ping ping = pings.poll(10, SECONDS);
        assertThat(ping).as("a ping").isNotNull();
        return ping;
    }

    /** Returns after a look at the clock that began after this was called. */
    private void lookAtTheClock() throws InterruptedException {
        pings.clear();
        ping();
        ping();
    }

    @Test
    void theFirstPingMeasuresTheRoundTrip() throws Exception {
        keepAlive = new KeepAlive(outbox, Duration.ofHours(1), now::get);
        start();
        long id = ping().id();
        now.addAndGet(777);
        keepAlive.pong(id, Runnable::run);
        assertThat(keepAlive.roundTripNanos()).isEqualTo(777);
    }

    @Test
    void anAnswerToAnotherPingMeasuresNothing() throws Exception {
        start();
        long first = ping().id();
        long second = ping().id();
        assertThat(second).isGreaterThan(first);
        now.addAndGet(777);
        keepAlive.pong(first, Runnable::run);
        keepAlive.pong(Long.MAX_VALUE, Runnable::run);
        assertThat(keepAlive.roundTripNanos()).isZero();
    }

    @Test
    void whoeverAsksGetsTheRoundTripOfTheirOwnPing() throws Exception {
        keepAlive = new KeepAlive(outbox, Duration.ofHours(1), now::get);
        CompletableFuture<Duration> one = keepAlive.ask();
        CompletableFuture<Duration> other = keepAlive.ask();
        start();
        long first = ping().id(); // in the order of the lane: those that were asked for
        assertThat(ping().id()).isEqualTo(first + 1);
        now.addAndGet(5);
        keepAlive.pong(first + 1, Runnable::run);
        assertThat(one).isNotDone();
        now.addAndGet(7);
        keepAlive.pong(first, Runnable::run);
        keepAlive.pong(first, Runnable::run); // nobody waits for a second one
        assertThat(other.get(10, SECONDS)).isEqualTo(Duration.ofNanos(5));
        assertThat(one.get(10, SECONDS)).isEqualTo(Duration.ofNanos(12));
    }

    @Test
    void nobodyWaitsForAnAnswerBeyondTheEnd() {
        CompletableFuture<Duration> answer = keepAlive.ask();
        keepAlive.fail(
                new ConnectionException(ErrorCode.CONNECTION_LOST, "it broke"), Runnable::run);
        assertThat(answer).isCompletedExceptionally();
        assertThat(answer.exceptionNow()).hasMessage("it broke");
    }

    @Test
    void threeIntervalsWithoutAFrameAreTheEnd() throws Exception {
        start();
        ping();
        now.addAndGet(INTERVAL.toNanos() * 3);
        lookAtTheClock();
        assertThat(end).isNotDone();
        now.addAndGet(1);
        ConnectionException silent = end.get(10, SECONDS);
        assertThat(silent).isNotNull();
        assertThat(silent.code()).isEqualTo(ErrorCode.PEER_SILENT);
        assertThat(silent).hasMessageContaining("30 ms");
    }

    @Test
    void anyFrameIsASignOfLife() throws Exception {
        start();
        for (int i = 0; i < 3; i++) {
            now.addAndGet(INTERVAL.toNanos() * 2);
            keepAlive.frameArrived();
        }
        lookAtTheClock();
        assertThat(end).isNotDone();
    }

    @Test
    void stoppingIsTheEndWithoutACause() throws Exception {
        keepAlive = new KeepAlive(outbox, Duration.ofHours(1), now::get);
        start();
        ping();
        keepAlive.stop();
        keepAlive.stop();
        assertThat(end.get(10, SECONDS)).isNull();
    }
}
