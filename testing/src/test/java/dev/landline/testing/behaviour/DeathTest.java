package dev.landline.testing.behaviour;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection has one end with one cause, and nobody waits beyond it. */
@ParameterizedClass
@EnumSource(LinkKind.class)
class DeathTest {

    @Parameter LinkKind kind;

    private LeakCheck leaks;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        leaks.assertNothingLeft();
    }

    /** A client with somebody waiting at every place where one can wait. */
    private static final class Waiters {
        final List<Background<?>> blocked = new ArrayList<>();
        final List<Future<?>> futures = new ArrayList<>();
        final Future<?> ended;

        Waiters(Connection client) throws Exception {
            ClientChannel channel = Wired.open(client, "hold");
            ended = channel.ended();
            futures.add(channel.opened());
            futures.add(channel.exit());
            blocked.add(Background.of(() -> channel.incoming("stdout").read()));
            blocked.add(Background.of(() -> channel.incoming("stderr").read(new byte[10])));
            blocked.add(
                    Background.doing(() -> {
                        while (true) {
                            channel.outgoing("stdin").write(new byte[10_000]);
                        }
                    }));
            blocked.add(Background.of(() -> Wired.open(client, "hold")));
            for (Background<?> one : blocked) {
                Eventually.until(
                        "everybody waits",
                        () ->
                                one.thread().getState() == Thread.State.WAITING
                                        || one.thread().getState() == Thread.State.TIMED_WAITING);
            }
        }

        /** The exceptions of all of them. */
        List<ConnectionException> failures() throws Exception {
            List<ConnectionException> all = new ArrayList<>();
            for (Background<?> one : blocked) {
                all.add((ConnectionException) one.failure());
            }
            for (Future<?> future : futures) {
                try {
                    future.get(10, SECONDS);
                    throw new AssertionError("expected a failure");
                } catch (ExecutionException e) {
                    all.add((ConnectionException) e.getCause());
                }
            }
            ended.get(10, SECONDS);
            return all;
        }
    }

    /** A client of a server that answers nothing but the greeting and allows one channel. */
    private final class Abandoned implements AutoCloseable {
        final Connection client;
        final ScriptedPeer server;

        Abandoned() throws Exception {
            this(Limits.DEFAULTS);
        }

        Abandoned(Limits limits) throws Exception {
            LinkKind.Ends ends = kind.open();
            Background<ScriptedPeer> greeted =
                    Background.of(
                            () -> ScriptedPeer.silent(ends.server()).greet(ScriptedPeer.hello(1)));
            client = Wired.connect(ends.client(), Wired.Plan.of(Services::byName).limits(limits));
            server = greeted.get();
        }

        @Override
        public void close() {
            server.close();
            client.close();
        }
    }

    private static void assertAllHave(
            List<ConnectionException> failures, ErrorCode code, String message) {
        assertThat(failures)
                .allSatisfy(failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure).hasMessageContaining(message);
                });
    }

    /** Each waiter has an exception of its own, and all have the one cause underneath. */
    private static void assertOneCause(
            List<ConnectionException> failures, ConnectionException cause) {
        assertThat(failures)
                .allSatisfy(failure ->
                        assertThat(failure)
                                .satisfiesAnyOf(
                                        one -> assertThat(one).isSameAs(cause),
                                        one -> assertThat(one).hasCause(cause)));
    }

    @Test
    void everyWaiterGetsWhatTheOtherSideSaid() throws Exception {
        try (Abandoned abandoned = new Abandoned()) {
            Waiters waiters = new Waiters(abandoned.client);
            abandoned.server.send(
                    new Frame.Error(
                            OptionalInt.empty(), "internal", "out of order", Optional.of("wait")));
            List<ConnectionException> failures = waiters.failures();
            assertAllHave(failures, ErrorCode.INTERNAL, "out of order");
            assertOneCause(failures, abandoned.client.closed().get(10, SECONDS));
            assertThat(failures).allSatisfy(e -> assertThat(e.hint()).contains("wait"));
        }
    }

    @Test
    void everyWaiterLearnsThatTheLineWasCut() throws Exception {
        try (Abandoned abandoned = new Abandoned()) {
            Waiters waiters = new Waiters(abandoned.client);
            abandoned.server.close();
            List<ConnectionException> failures = waiters.failures();
            assertAllHave(failures, ErrorCode.CONNECTION_LOST, "connection");
            assertOneCause(failures, abandoned.client.closed().get(10, SECONDS));
        }
    }

    @Test
    void everyWaiterLearnsThatThisSideClosed() throws Exception {
        try (Abandoned abandoned = new Abandoned()) {
            Waiters waiters = new Waiters(abandoned.client);
            Background<Void> closing = Background.doing(abandoned.client::close);
            assertAllHave(waiters.failures(), ErrorCode.CONNECTION_CLOSED, "this side");
            assertThat(abandoned.server.await(Frame.Bye.class).reason()).isEqualTo("done");
            abandoned.server.close();
            closing.get();
        }
    }

    @Test
    void theFirstOfManyCausesWins() throws Exception {
        try (Abandoned abandoned = new Abandoned()) {
            Waiters waiters = new Waiters(abandoned.client);
            CountDownLatch together = new CountDownLatch(1);
            List<Background<Void>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ConnectionException cause =
                        new ConnectionException(ErrorCode.INTERNAL, "cause " + i);
                all.add(
                        Background.doing(() -> {
                            together.await();
                            abandoned.client.fail(cause);
                        }));
            }
            together.countDown();
            for (Background<Void> one : all) {
                one.get();
            }
            ConnectionException first = abandoned.client.closed().get(10, SECONDS);
            List<ConnectionException> failures = waiters.failures();
            assertAllHave(failures, ErrorCode.INTERNAL, String.valueOf(first.getMessage()));
            assertOneCause(failures, first);
        }
    }

    @Test
    void afterTheEndNothingWaitsAnyMore() throws Exception {
        try (Abandoned abandoned = new Abandoned()) {
            ClientChannel channel = Wired.open(abandoned.client, "hold");
            abandoned.client.fail(new ConnectionException(ErrorCode.INTERNAL, "over"));
            assertThatThrownBy(() -> Wired.open(abandoned.client, "hold"))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("over");
            assertThatThrownBy(() -> channel.outgoing("stdin").write(1)).hasMessage("over");
            assertThatThrownBy(() -> channel.incoming("stdout").read()).hasMessage("over");
            channel.outgoing("stdin").close();
            channel.incoming("stdout").close();
            channel.signal("INT");
            channel.close();
        }
    }

    @Test
    void whatHadArrivedIsReadBeforeTheFailure() throws Exception {
        try (Abandoned abandoned = new Abandoned()) {
            ClientChannel channel = Wired.open(abandoned.client, "x");
            int ch = abandoned.server.await(Frame.Open.class).ch();
            abandoned.server.send(
                    new Frame.Opened(ch, Map.of()),
                    new Frame.Data(
                            ch,
                            "stdout",
                            0,
                            java.nio.ByteBuffer.wrap(
                                    "last words".getBytes(StandardCharsets.UTF_8))));
            abandoned.server.send(
                    new Frame.Error(OptionalInt.empty(), "internal", "over", Optional.empty()));
            abandoned.client.closed().get(10, SECONDS);
            assertThat(channel.incoming("stdout").readNBytes(10))
                    .isEqualTo("last words".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> channel.incoming("stdout").read()).hasMessage("over");
        }
    }

    @Test
    void aPeerThatSaysNothingForThreeIntervalsIsGone() throws Exception {
        Limits limits = Limits.DEFAULTS.withPingInterval(java.time.Duration.ofMillis(40));
        try (Abandoned abandoned = new Abandoned(limits)) {
            Waiters waiters = new Waiters(abandoned.client);
            assertAllHave(waiters.failures(), ErrorCode.PEER_SILENT, "nothing was heard");
            abandoned.server.await(Frame.Ping.class);
        }
    }

    @Test
    void aPeerThatAnswersIsNotGone() throws Exception {
        Limits limits = Limits.DEFAULTS.withPingInterval(java.time.Duration.ofMillis(100));
        try (Abandoned abandoned = new Abandoned(limits)) {
            for (int i = 0; i < 8; i++) {
                Frame.Ping ping = abandoned.server.expect(Frame.Ping.class);
                abandoned.server.send(new Frame.Pong(ping.id()));
            }
            assertThat(abandoned.client.closed()).isNotDone();
        }
    }

    @Test
    void aPeerThatAsksAndReadsNothingIsClogged() throws Exception {
        LinkKind.Ends ends = kind.open();
        Background<Connection> accepted =
                Background.of(() -> Wired.accept(ends.server(), Wired.Plan.of(Services::byName)));
        try (ScriptedPeer peer = ScriptedPeer.client(ends.client());
                Connection server = accepted.get()) {
            byte[] ping = ScriptedPeer.frameOf("{\"type\":\"ping\",\"id\":1}");
            byte[] many = new byte[ping.length * 4096];
            for (int at = 0; at < many.length; at += ping.length) {
                System.arraycopy(ping, 0, many, at, ping.length);
            }
            Background<Void> flood =
                    Background.doing(() -> {
                        while (true) {
                            ends.client().output().write(many);
                        }
                    });
            assertThat(server.closed().get(30, SECONDS).code()).isEqualTo(ErrorCode.PEER_CLOGGED);
            assertThat(flood.failure()).isInstanceOf(IOException.class);
        }
    }
}
