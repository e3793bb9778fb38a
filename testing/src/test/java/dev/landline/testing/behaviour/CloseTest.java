package dev.landline.testing.behaviour;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import dev.landline.Limits;
import dev.landline.engine.ChannelHandler;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leaving is prompt, whatever the other side does, and what was said before it is heard. */
class CloseTest {

    private static final Duration PROMPT = Duration.ofMillis(3500);

    private LeakCheck leaks;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        leaks.assertNothingLeft();
    }

    /** All kinds at once, for each of them takes the two seconds that a farewell may take. */
    @Test
    void closeIsPromptThoughTheOtherSideTakesNothing() throws Exception {
        Map<LinkKind, Background<Duration>> all = new EnumMap<>(LinkKind.class);
        for (LinkKind kind : LinkKind.values()) {
            all.put(kind, Background.of(() -> closeOnAPeerThatTakesNothing(kind)));
        }
        for (Map.Entry<LinkKind, Background<Duration>> one : all.entrySet()) {
            assertThat(one.getValue().get()).as(one.getKey().name()).isLessThan(PROMPT);
        }
    }

    private static Duration closeOnAPeerThatTakesNothing(LinkKind kind) throws Exception {
        LinkKind.Ends ends = kind.open();
        Background<ScriptedPeer> greeted = Background.of(() -> ScriptedPeer.server(ends.server()));
        Connection client = Wired.connect(ends.client(), Wired.Plan.of(Services::byName));
        try (ScriptedPeer server = greeted.get()) {
            ClientChannel channel = Wired.open(client, "x");
            int ch = server.await(Frame.Open.class).ch();
            server.send(new Frame.Opened(ch, Map.of("stdin", 1L << 40)));
            long[] written = {0};
            Background<Void> writer =
                    Background.doing(() -> {
                        while (true) {
                            channel.outgoing("stdin").write(new byte[30_000]);
                            written[0] += 30_000;
                        }
                    });
            Eventually.standsStill("a line that nobody reads", writer.thread(), () -> written[0]);
            long start = System.nanoTime();
            client.close();
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertThat(writer.failure())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_CLOSED));
            return taken;
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeIsImmediateBetweenTwoThatListen(LinkKind kind) throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            wired.open("wait");
            long start = System.nanoTime();
            wired.client.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMillis(1500));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAServerHadSaidIsHeardThoughItLeavesAtOnce(LinkKind kind) throws Exception {
        for (int i = 0; i < 30; i++) {
            CountDownLatch said = new CountDownLatch(1);
            ChannelHandler handler =
                    (channel, service, request) -> {
                        Services.accept(channel);
                        channel.outgoing("stdout").write(new byte[50_000]);
                        channel.outgoing("stdout").close();
                        channel.outgoing("stderr").close();
                        channel.exit(new ExitStatus.Exited(3), false);
                        said.countDown();
                    };
            try (Wired wired = Wired.over(kind, handler)) {
                ClientChannel channel = wired.open("x");
                said.await();
                wired.server.shutDown("the server is stopping");
                assertThat(channel.incoming("stdout").readAllBytes()).hasSize(50_000);
                assertThat(channel.exit().get(10, SECONDS).status())
                        .isEqualTo(new ExitStatus.Exited(3));
                assertThat(wired.client.closed().get(10, SECONDS).code())
                        .isEqualTo(ErrorCode.SHUTTING_DOWN);
            }
        }
    }

    /** Its writes fail before it has read the reason: the reason must win. */
    @ParameterizedTest
    @EnumSource
    void aClientInTheMiddleOfAnUploadLearnsWhyTheServerLeft(LinkKind kind) throws Exception {
        for (int i = 0; i < 10; i++) {
            CountDownLatch flowing = new CountDownLatch(1);
            ChannelHandler handler =
                    (channel, service, request) -> {
                        Services.accept(channel);
                        byte[] chunk = new byte[64 * 1024];
                        while (channel.incoming("stdin").read(chunk) >= 0) {
                            flowing.countDown();
                        }
                    };
            Wired.Plan plan = Wired.Plan.of(handler).limits(Limits.DEFAULTS.withWindow(16 << 20));
            try (Wired wired = Wired.over(kind, plan)) {
                ClientChannel channel = wired.open("x");
                Background<Void> upload =
                        Background.doing(() -> {
                            byte[] chunk = new byte[1 << 20];
                            while (true) {
                                channel.outgoing("stdin").write(chunk);
                            }
                        });
                flowing.await();
                wired.server.shutDown("the server is stopping");
                assertThat(((LandlineException) upload.failure()).code())
                        .isEqualTo(ErrorCode.SHUTTING_DOWN);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatLeavesIsNotTakenForABrokenLine(LinkKind kind) throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Wired wired = Wired.over(kind, Services::byName)) {
                ClientChannel flood = wired.open("flood");
                flood.incoming("stdout").readNBytes(1000);
                wired.client.close();
                assertThat(wired.server.closed().get(10, SECONDS))
                        .hasMessage("the other side left: no more to do");
            }
        }
    }

    @Test
    void closingTwiceFromManyThreadsIsClosingOnce() throws Exception {
        try (Wired wired = Wired.over(LinkKind.TLS, Services::byName)) {
            List<Background<Void>> all =
                    java.util.stream.Stream.generate(() -> Background.doing(wired.client::close))
                            .limit(16)
                            .toList();
            for (Background<Void> one : all) {
                one.get();
            }
            assertThat(wired.client.closed().get(10, SECONDS).code())
                    .isEqualTo(ErrorCode.CONNECTION_CLOSED);
        }
    }

    @Test
    void anInterruptedThreadCanClose() throws Exception {
        try (Wired wired = Wired.over(LinkKind.TLS, Services::byName)) {
            ClientChannel channel = wired.open("wait");
            boolean still =
                    Background.of(
                                    () -> {
                                        Thread.currentThread().interrupt();
                                        wired.client.close();
                                        return Thread.interrupted();
                                    })
                            .get();
            assertThat(still).as("the interrupt is kept").isTrue();
            channel.ended().get(10, SECONDS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
