package dev.landline.testing.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.json.JsonValue;
import dev.landline.server.config.HandlerSettings;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers that hang, flood, or heed nothing. */
class UnrulyHandlerTest {

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicReference<Throwable> seen = new AtomicReference<>();
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong sent = new AtomicLong();

    private LeakCheck leaks;
    private TestServer server;
    private Caller caller;

    @BeforeEach
    void start() throws IOException {
        leaks = LeakCheck.start();
        server =
                TestServer.with()
                        .handlers(new HandlerSettings(Duration.ofMinutes(1), Optional.empty()))
                        .with(builder ->
                                builder.handler(Given.json("hang", this::hang))
                                        .handler(Given.json("stubborn", this::stubborn))
                                        .handler(Given.json("spin", this::spin))
                                        .handler(Given.json("flood", this::flood))
                                        .handler(Given.raw("pour", this::pour))
                                        .handler(
                                                Given.json(
                                                        "left",
                                                        call ->
                                                                call.send(
                                                                        new JsonValue.Int(
                                                                                call.left()
                                                                                        .orElseThrow()
                                                                                        .toMillis()))))
                                        .handler(
                                                Given.json(
                                                        "ping",
                                                        call -> call.send(new JsonValue.Int(1)))))
                        .start();
        caller = Caller.on(server.link());
    }

    private void hang(dev.landline.server.handler.Call call) throws Exception {
        thread.set(Thread.currentThread());
        call.send(new JsonValue.Text("begun"));
        try {
            release.await();
        } catch (InterruptedException e) {
            cancelled.set(call.cancelled());
            seen.set(e);
            throw e;
        }
    }

    private void stubborn(dev.landline.server.handler.Call call) throws Exception {
        thread.set(Thread.currentThread());
        call.send(new JsonValue.Text("begun"));
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException e) {
                cancelled.set(true);
            }
        }
        try {
            call.send(new JsonValue.Text("too late"));
        } catch (IOException e) {
            seen.set(e);
        }
    }

    private void spin(dev.landline.server.handler.Call call) throws Exception {
        call.send(new JsonValue.Text("begun"));
        while (!stop.get()) {
            Thread.onSpinWait();
        }
    }

    private void flood(dev.landline.server.handler.Call call) throws Exception {
        thread.set(Thread.currentThread());
        JsonValue line = new JsonValue.Text("x".repeat(1000));
        while (true) {
            call.send(line);
            sent.addAndGet(1000);
        }
    }

    private void pour(dev.landline.server.handler.Call call) throws Exception {
        thread.set(Thread.currentThread());
        try (OutputStream output = call.output()) {
            byte[] block = new byte[1 << 16];
            while (true) {
                output.write(block);
                sent.addAndGet(block.length);
            }
        }
    }

    @AfterEach
    void stop() {
        release.countDown();
        stop.set(true);
        caller.close();
        server.close();
        leaks.assertNothingLeft();
    }

    private void assertServing() throws Exception {
        assertThat(caller.call("ping", "{}").text()).isEqualTo("1\n");
    }

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }

    @Test
    void aCallThatIsCancelledInterruptsItsHandler() throws Exception {
        Caller.Running call = caller.start("hang", "{}", null);
        assertThat(call.line()).isEqualTo("\"begun\"");
        call.channel().close();

        call.ended();
        Eventually.until("the handler was interrupted", () -> seen.get() != null);
        assertThat(cancelled).isTrue();
        Eventually.until("the channel is gone", () -> caller.connection().openChannels() == 0);
        assertServing();
    }

    @Test
    void aLostConnectionInterruptsItsHandlers() throws Exception {
        Caller other = Caller.on(server.link());
        Caller.Running call = other.start("hang", "{}", null);
        assertThat(call.line()).isEqualTo("\"begun\"");
        other.close();

        Eventually.until("the handler was interrupted", () -> seen.get() != null);
        assertServing();
    }

    @Test
    void aCallThatIsOverdueIsInterruptedAndItsCallerTold() throws Exception {
        Caller.Running call = caller.start("hang", "{}", millis(50));
        assertThat(call.line()).isEqualTo("\"begun\"");
        Caller.Answer answer = call.answer();

        assertThat(answer.code()).isEqualTo("timed_out");
        assertThat(answer.message())
                .isEqualTo("hang: expected to be done within 50ms, and was not");
        Eventually.until("the handler was interrupted", () -> seen.get() != null);
        assertServing();
    }

    @Test
    void theServersOwnLimitCountsWhereTheCallerAllowsMore() throws Exception {
        try (TestServer hasty =
                        TestServer.with()
                                .handlers(new HandlerSettings(millis(50), Optional.empty()))
                                .with(builder -> builder.handler(Given.json("hang", this::hang)))
                                .start();
                Caller own = Caller.on(hasty.link())) {
            Caller.Running patient = own.start("hang", "{}", Duration.ofHours(1));
            assertThat(patient.answer().message()).contains("within 50ms");
        }
    }

    @Test
    void aHandlerKnowsHowMuchTimeIsLeft() throws Exception {
        Caller.Running call = caller.start("left", "{}", Duration.ofSeconds(30));
        assertThat(Long.parseLong(call.line())).isBetween(1L, 30_000L);
        call = caller.start("left", "{}", Duration.ofDays(1));
        assertThat(Long.parseLong(call.line())).isBetween(30_001L, 60_000L);
    }

    @Test
    @Timeout(20)
    void aHandlerThatHeedsNoInterruptHoldsUpNobody() throws Exception {
        Caller.Running call = caller.start("stubborn", "{}", millis(50));
        assertThat(call.line()).isEqualTo("\"begun\"");
        assertThat(call.answer().code()).isEqualTo("timed_out");
        assertThat(thread.get().isAlive()).isTrue();
        assertThat(cancelled).isTrue();
        assertServing();

        release.countDown();
        thread.get().join();
        assertThat(seen.get()).as("what it sends when all is over").isInstanceOf(IOException.class);
        assertServing();
    }

    @Test
    @Timeout(20)
    void aCancelIsAnsweredThoughTheHandlerHeedsNone() throws Exception {
        Caller.Running call = caller.start("stubborn", "{}", null);
        assertThat(call.line()).isEqualTo("\"begun\"");
        call.channel().close();

        call.ended();
        Eventually.until(
                "the client's channel has ended", () -> caller.connection().openChannels() == 0);
        assertThat(thread.get().isAlive()).isTrue();
    }

    @Test
    @Timeout(30)
    void channelsCountUntilTheirHandlersAreGone() throws Exception {
        try (TestServer small =
                        TestServer.with()
                                .limits(dev.landline.Limits.DEFAULTS.withMaxChannels(2))
                                .with(builder ->
                                        builder.handler(Given.json("stubborn", this::stubborn)))
                                .start();
                Caller own = Caller.on(small.link())) {
            for (int i = 0; i < 2; i++) {
                assertThat(own.start("stubborn", "{}", millis(50)).answer().code())
                        .isEqualTo("timed_out");
            }
            assertThat(own.start("stubborn", "{}", null).answer().code())
                    .isEqualTo("too_many_channels");
            release.countDown();
        }
    }

    @Test
    @Timeout(30)
    void handlersThatOnlyComputeLeaveTheProcessorToOthers() throws Exception {
        List<Caller.Running> spinning = new ArrayList<>();
        int more = Runtime.getRuntime().availableProcessors() + 2;
        for (int i = 0; i < more; i++) {
            Caller.Running call = caller.start("spin", "{}", millis(300));
            assertThat(call.line()).isEqualTo("\"begun\"");
            spinning.add(call);
        }
        assertServing();
        for (Caller.Running call : spinning) {
            assertThat(call.answer().code()).isEqualTo("timed_out");
        }
        assertServing();
    }

    @Test
    void aFloodOfLinesWaitsForItsReader() throws Exception {
        Caller.Running call = caller.start("flood", "{}", null);
        Eventually.until("the flood has begun", () -> thread.get() != null && sent.get() > 0);
        Eventually.standsStill("the flood", thread.get(), sent::get);

        assertThat(sent.get()).isLessThan(1 << 20);
        long before = sent.get();
        for (int i = 0; i < 2000; i++) {
            assertThat(call.line()).hasSize(1002);
        }
        Eventually.until("it goes on", () -> sent.get() > before);
        assertServing();
        call.channel().close();
        Eventually.until("it has ended", () -> !thread.get().isAlive());
    }

    @Test
    void aFloodOfBytesWaitsForItsReaderAndEndsWithItsTime() throws Exception {
        Caller.Running call = caller.start("pour", "", millis(500));
        Eventually.until("the flood has begun", () -> thread.get() != null && sent.get() > 0);

        assertThat(call.ended()).isNotNull();
        assertThat(sent.get()).isLessThan(1 << 20);
        Eventually.until("it has ended", () -> !thread.get().isAlive());
        assertServing();
    }

    @Test
    void aCallerWhoSendsWithoutEndIsHeldUpByWhatIsRead() throws Exception {
        Caller.Running call = caller.start("ping", "", millis(300));
        call.write("{"); // and nothing more: the parameters never end

        assertThat(call.answer().code()).isEqualTo("timed_out");
        assertServing();
    }
}
