package dev.landline.testing.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import dev.landline.Limits;
import dev.landline.engine.ChannelEvent;
import dev.landline.engine.ChannelHandler;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.FrameListener;
import dev.landline.engine.Opening;
import dev.landline.engine.Relay;
import dev.landline.engine.ServerChannel;
import dev.landline.link.Link;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import dev.landline.wire.FrameReader;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several clients on one connection: each has its own, as far as it can see. */
@Timeout(60)
class RelayTest {

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<LandlineException> ends = new LinkedBlockingQueue<>();
    private LeakCheck leaks;
    private Connection server;
    private Relay relay;

    @BeforeEach
    void nothingIsOpen() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        leaks.assertNothingLeft();
    }

    private static Connection.Settings settings(String name, Limits limits, String... features) {
        return new Connection.Settings(
                name,
                "test",
                limits,
                List.of(features),
                Optional.of("run-1"),
                FrameListener.NONE,
                Thread::ofVirtual);
    }

    private void relay(Limits limits, ChannelHandler handler) throws Exception {
        LinkKind.Ends ends = LinkKind.MEMORY.open();
        Background<Connection> accepted =
                Background.of(() ->
                        Connection.accept(
                                ends.server(),
                                settings("server", limits, "exec", Relay.LEAVE),
                                handler));
        relay =
                Relay.over(
                        ends.client(),
                        settings("relay", Limits.DEFAULTS),
                        request -> "asked: " + request.fields().size());
        server = accepted.get();
        open.add(server);
        open.add(relay);
    }

    /** A link to the relay, whose other end it has taken. */
    private Link link() throws Exception {
        LinkKind.Ends ends = LinkKind.MEMORY.open();
        open.add(ends);
        Background<Void> _ = Background.doing(() -> relay.accept(ends.server()));
        return ends.client();
    }

    private Connection client(Limits limits) throws Exception {
        Connection client = Connection.connect(link(), settings("client", limits));
        open.add(client);
        return client;
    }

    private Connection client() throws Exception {
        return client(Limits.DEFAULTS);
    }

    /** Says how its channel ended, besides what the others do. */
    private void watched(ServerChannel channel, String service)
            throws IOException, InterruptedException {
        Services.accept(channel);
        ChannelEvent event = channel.nextEvent();
        if (event instanceof ChannelEvent.End(LandlineException cause)) {
            ends.add(cause);
        }
        channel.exit(new ExitStatus.Exited(service.length()), false);
    }

    private static void assertServes(Connection client) throws Exception {
        ClientChannel channel = Wired.open(client, "exit7");
        assertThat(channel.exit().get(20, TimeUnit.SECONDS).status())
                .isEqualTo(new ExitStatus.Exited(7));
        assertThat(channel.ended()).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aClientSeesTheServersOwnGreeting() throws Exception {
        relay(Limits.DEFAULTS.withMaxChannels(9), Services::byName);

        Frame.Hello seen = client().peer();

        assertThat(seen.instance()).hasValue("run-1");
        assertThat(seen.features()).containsExactly("exec", Relay.LEAVE);
        assertThat(seen.maxChannels()).isEqualTo(9);
    }

    @Test
    void manyClientsAtOnceDoNotMixTheirBytes() throws Exception {
        relay(Limits.DEFAULTS, Services::byName);
        List<Background<Void>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Connection client = client(Limits.DEFAULTS.withMaxBody(4096));
            for (int j = 0; j < 6; j++) {
                long seed = 10L * i + j;
                all.add(Background.doing(() -> assertEchoes(client, seed)));
            }
        }
        for (Background<Void> one : all) {
            one.get();
        }
    }

    private static void assertEchoes(Connection client, long seed) throws Exception {
        byte[] bytes = new byte[300_000];
        new SplittableRandom(seed).nextBytes(bytes);
        ClientChannel channel = Wired.open(client, "echo");
        Background<Void> writer =
                Background.doing(() -> {
                    try (OutputStream stdin = channel.outgoing("stdin")) {
                        stdin.write(bytes);
                    }
                });
        assertThat(channel.incoming("stdout").readAllBytes()).isEqualTo(bytes);
        writer.get();
        assertThat(Services.text(channel.incoming("stderr"))).isEqualTo("300000");
    }

    @Test
    void aClientThatIsCutOffLeavesItsChannelsAsIfTheLineHadBeenCut() throws Exception {
        relay(
                Limits.DEFAULTS,
                (channel, service, request) -> {
                    if (service.equals("watched")) {
                        watched(channel, service);
                    } else {
                        Services.byName(channel, service, request);
                    }
                });
        Connection other = client();
        Link link = link();
        Connection gone = Connection.connect(link, settings("gone", Limits.DEFAULTS));
        Wired.open(gone, "watched").opened().get(20, TimeUnit.SECONDS);

        link.abort();

        LandlineException cause = ends.poll(20, TimeUnit.SECONDS);
        assertThat(cause).isInstanceOf(ConnectionException.class);
        assertThat(cause.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertServes(other);
        assertThat(server.closed()).isNotDone();
    }

    @Test
    void aGoodbyeDoesTheSame() throws Exception {
        relay(Limits.DEFAULTS, (channel, service, request) -> watched(channel, service));
        Connection client = client();
        Wired.open(client, "watched").opened().get(20, TimeUnit.SECONDS);

        client.close();

        assertThat(ends.poll(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
    }

    @Test
    void closingAChannelEndsItForGood() throws Exception {
        relay(Limits.DEFAULTS, (channel, service, request) -> watched(channel, service));
        ClientChannel channel = Wired.open(client(), "watched");

        channel.close();

        assertThat(ends.poll(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(channel.ended()).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void whatTheServerHasNoRoomForWaitsForIt() throws Exception {
        relay(Limits.DEFAULTS.withMaxChannels(2), Services::byName);
        Connection one = client();
        ClientChannel first = Wired.open(one, "wait");
        ClientChannel second = Wired.open(one, "wait");
        second.opened().get(20, TimeUnit.SECONDS);
        Connection other = client();
        ClientChannel waiting = Wired.open(other, "echo");
        try (OutputStream stdin = waiting.outgoing("stdin")) {
            stdin.write("held".getBytes(StandardCharsets.US_ASCII));
        }
        ClientChannel givenUp = Wired.open(other, "echo");
        givenUp.close();
        assertThat(givenUp.ended()).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(waiting.opened()).isNotDone();

        first.close();

        assertThat(Services.text(waiting.incoming("stdout"))).isEqualTo("held");
        assertThat(waiting.exit()).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aClientThatReadsNothingHoldsUpNobodyAndIsCutOff() throws Exception {
        relay(Limits.DEFAULTS, Services::byName);
        Connection other = client();
        Link stopped = link();
        FrameEncoder encoder = new FrameEncoder();
        encoder.write(new Frame.Hello(1, "test", List.of(), 1 << 20, 0), stopped.output());
        new FrameReader(stopped.input(), Framing.MAX_BODY).read();
        encoder.write(
                new Frame.Open(1, "flood", Wired.NOTHING, Optional.empty()), stopped.output());

        assertServes(other);

        Eventually.until("it is cut off", () -> relay.clients() == 1);
        assertServes(other);
    }

    @Test
    void theServersLastWordIsEveryClients() throws Exception {
        relay(Limits.DEFAULTS, Services::byName);
        Connection one = client();
        Connection other = client();

        server.shutDown("maintenance");

        for (Connection client : List.of(one, other)) {
            assertThat(client.closed())
                    .succeedsWithin(20, TimeUnit.SECONDS)
                    .extracting(ConnectionException::code)
                    .isEqualTo(ErrorCode.SHUTTING_DOWN);
        }
        assertThat(relay.closed()).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void theEndOfTheRelayIsALostConnection() throws Exception {
        relay(Limits.DEFAULTS, Services::byName);
        Connection client = client();

        relay.close();

        assertThat(client.closed())
                .succeedsWithin(20, TimeUnit.SECONDS)
                .extracting(ConnectionException::code)
                .isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(server.closed()).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void itIsIdleWhenNobodyHasUsedItForATime() throws Exception {
        relay(Limits.DEFAULTS, Services::byName);
        Connection client = client();
        assertServes(client);
        Background<Void> idle = Background.doing(() -> relay.awaitIdle(Duration.ofMillis(1)));
        assertServes(client);
        assertThat(idle.isDone()).isFalse();

        client.close();

        idle.get();
        Link late = link();
        assertThatThrownBy(() -> Connection.connect(late, settings("late", Limits.DEFAULTS)))
                .isInstanceOf(ConnectionException.class);
    }

    @Test
    void theDeskAnswersWhatTheServerNeverHears() throws Exception {
        relay(Limits.DEFAULTS, Services::byName);
        Connection client = client();

        ClientChannel channel =
                client.open(
                        new Opening(Relay.DESK, Wired.NOTHING, List.of("stdout"), List.of()),
                        Wired.PATIENCE);

        assertThat(Services.text(channel.incoming("stdout"))).isEqualTo("asked: 0");
        assertThat(relay.clients()).isZero();
        assertServes(client);
        assertThat(relay.clients()).isEqualTo(1);
    }

    @Test
    void aClientThatBreaksTheRulesEndsItsOwnConnectionOnly() throws Exception {
        relay(Limits.DEFAULTS, Services::byName);
        Connection other = client();
        try (ScriptedPeer peer = ScriptedPeer.client(link())) {
            peer.send(new Frame.Close(5));

            assertThat(peer.await(Frame.Error.class, error -> true))
                    .extracting(Frame.Error::ch, Frame.Error::code)
                    .containsExactly(OptionalInt.empty(), ErrorCode.UNKNOWN_CHANNEL.wire());
        }
        assertServes(other);
    }

    @Test
    void aServerThatCannotTellClientsApartIsRefused() throws Exception {
        LinkKind.Ends ends = LinkKind.MEMORY.open();
        Background<Connection> accepted =
                Background.of(() ->
                        Connection.accept(
                                ends.server(),
                                settings("server", Limits.DEFAULTS, "exec"),
                                Services::byName));

        assertThatThrownBy(() ->
                        Relay.over(
                                ends.client(), settings("relay", Limits.DEFAULTS), request -> ""))
                .hasMessageContaining("expected a server with the feature 'leave'");
        open.add(accepted.get());
    }
}
