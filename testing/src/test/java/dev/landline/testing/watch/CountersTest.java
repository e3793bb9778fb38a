package dev.landline.testing.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ExitStatus;
import dev.landline.Limits;
import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.exec.ExecRequest;
import dev.landline.identity.IdentityKey;
import dev.landline.json.JsonObject;
import dev.landline.server.event.ServerEvent;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Eventually;
import dev.landline.wire.Frame;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was counted after work that is known exactly. */
@Timeout(60)
class CountersTest {

    private static final Duration LONG = Duration.ofHours(1);

    /** No ping comes between. */
    private static final Limits QUIET = new Limits(1 << 20, 256, 256 << 10, LONG, LONG);

    private static final String ENDED = "landline_connections_ended_total{code=\"bye\"}";

    private static Frame.Open exec(int ch, long window, String... argv) {
        JsonObject request =
                new ExecRequest(
                                new ExecRequest.Command.Argv(List.of(argv)),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty())
                        .toJson();
        return new Frame.Open(
                ch,
                ExecRequest.SERVICE,
                request,
                Optional.of(Map.of("stdout", window, "stderr", window)));
    }

    private static void tally(Map<String, Long> frames, Frame frame) {
        frames.merge(frame.getClass().getSimpleName().toLowerCase(Locale.ROOT), 1L, Long::sum);
    }

    private static void assertFrames(Counted counted, String direction, Map<String, Long> frames) {
        frames.forEach((type, count) ->
                assertThat(
                                counted.get(
                                        "landline_frames_total{direction=\"%s\",type=\"%s\"}"
                                                .formatted(direction, type)))
                        .as("%s %s", direction, type)
                        .isEqualTo(count));
        long all =
                counted.all("landline_frames_total").entrySet().stream()
                        .filter(one -> one.getKey().contains("\"" + direction + "\""))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        assertThat(all)
                .as("frames %s", direction)
                .isEqualTo(frames.values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void everyFrameAndEveryByteOfAConnectionIsCountedOnce() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.with().limits(QUIET).start()) {
            CountingLink link = CountingLink.over(server.link());
            Map<String, Long> received = new TreeMap<>(Map.of("hello", 1L));
            try (ScriptedPeer peer = ScriptedPeer.client(link)) {
                // What a connection carries counts while it is open.
                Counted.await(server, "landline_frames_total{direction=\"in\",type=\"hello\"}", 1);
                peer.send(exec(1, 65_536, "cat"));
                tally(received, peer.expect(Frame.Opened.class));
                peer.send(
                        new Frame.Data(1, "stdin", 0, ByteBuffer.wrap(new byte[1000])),
                        new Frame.Data(1, "stdin", 1000, ByteBuffer.wrap(new byte[24])),
                        new Frame.Eof(1, "stdin", 1024));
                Frame last;
                do {
                    last = peer.expect(Frame.class);
                    tally(received, last);
                } while (!(last instanceof Frame.Close));
                peer.send(new Frame.Bye("done", ""));
                peer.expectClosed();
            }
            Counted.await(server, ENDED, 1);
            Counted.await(server, "landline_bytes_total{direction=\"out\"}", link.read().get());

            Counted counted = Counted.by(server);
            // The server measures the round trip when it likes; the peer answers by itself.
            long pings = counted.get("landline_frames_total{direction=\"out\",type=\"ping\"}");
            Map<String, Long> sent =
                    new TreeMap<>(
                            Map.of("hello", 1L, "open", 1L, "data", 2L, "eof", 1L, "bye", 1L));
            sent.put("pong", pings);
            received.put("ping", pings);
            assertFrames(counted, "in", sent);
            assertFrames(counted, "out", received);
            assertThat(counted.get("landline_bytes_total{direction=\"in\"}"))
                    .isEqualTo(link.written().get());
            assertThat(counted.get("landline_connections_total")).isEqualTo(1);
            assertThat(counted.get("landline_connections_open")).isZero();
            assertThat(counted.get("landline_handshake_seconds_count")).isEqualTo(1);
            assertThat(counted.get("landline_handshake_seconds_bucket{le=\"+Inf\"}")).isEqualTo(1);
            assertThat(counted.values().get("landline_handshake_seconds_sum")).isPositive();
            assertThat(counted.all("landline_errors_total")).isEmpty();
        }
    }

    @Test
    void connectionsThatAreRefusedAreCountedByTheirCode() throws Exception {
        Queue<ServerEvent> events = new ConcurrentLinkedQueue<>();
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.with().events(events::add).start()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> server.client(IdentityKey.generate("stranger")).connect())
                        .isInstanceOf(ConnectionException.class);
            }
            try (Socket socket = server.socket()) {
                socket.getOutputStream().write("SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII));
                var _ = socket.getInputStream().readAllBytes();
            }
            server.socket().close();
            try (ScriptedPeer peer = ScriptedPeer.silent(server.link())) {
                peer.send(new Frame.Hello(4711, "from-later", List.of(), 1 << 20, 0));
                peer.expect(Frame.Hello.class);
                peer.expect(Frame.Error.class);
                peer.expectClosed();
            }
            String name = "landline_connections_refused_total";
            Eventually.until(
                    "six are refused",
                    () -> refused(events).values().stream().mapToLong(Long::longValue).sum() == 6);

            Counted counted = Counted.by(server);
            assertThat(counted.all(name))
                    .isEqualTo(refused(events))
                    .containsEntry("{code=\"unauthorized\"}", 3L)
                    .containsEntry("{code=\"protocol_violation\"}", 1L)
                    .containsEntry("{code=\"connection_lost\"}", 1L)
                    .hasSize(4);
            assertThat(counted.get("landline_connections_total")).isZero();
            assertThat(counted.get("landline_connections_open")).isZero();
            assertThat(counted.get("landline_handshake_seconds_count")).isZero();
            assertThat(counted.get("landline_frames_total{direction=\"in\",type=\"hello\"}"))
                    .as("what came before a greeting failed")
                    .isEqualTo(1);
        }
    }

    private static Map<String, Long> refused(Queue<ServerEvent> events) {
        Map<String, Long> refused = new TreeMap<>();
        for (ServerEvent event : events) {
            if (event instanceof ServerEvent.Refused one) {
                refused.merge("{code=\"" + one.code().wire() + "\"}", 1L, Long::sum);
            }
        }
        return refused;
    }

    @Test
    void commandsCallsAndErrorsAreCountedByWhatTheyAre() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.with().with(Greeter::offer).start()) {
            try (Landline landline = server.connect()) {
                for (int i = 0; i < 5; i++) {
                    assertThat(landline.exec("true").run().status())
                            .isEqualTo(new ExitStatus.Exited(0));
                }
                assertThat(landline.exec("/no/such/program").run().status())
                        .isInstanceOf(ExitStatus.NotStarted.class);
                for (int i = 0; i < 2; i++) {
                    var _ = landline.call(Greeter.NAME).value();
                }
                assertThatThrownBy(() -> landline.call("no.such").value())
                        .isInstanceOf(ChannelException.class);
                var _ = landline.info();
                var _ = landline.handlers();
                assertThatThrownBy(() -> landline.settings().get("no.such"))
                        .isInstanceOf(ChannelException.class);
                try (RunningCommand running = landline.exec("cat").start()) {
                    Counted.await(server, "landline_sessions_open", 1);
                    assertThat(Counted.by(server).get("landline_connections_open")).isEqualTo(1);
                    assertThat(Counted.by(server).get("landline_channels_open")).isEqualTo(1);
                }
            }
            try (ScriptedPeer peer = server.peer()) {
                peer.send(
                        new Frame.Open(
                                1, "frobnicate", new JsonObject(Map.of()), Optional.empty()));
                peer.expect(Frame.Error.class);
            }
            Counted.await(server, "landline_sessions_open", 0);
            Counted.await(server, "landline_channels_open", 0);
            Counted.await(server, "landline_connections_open", 0);

            Counted counted = Counted.by(server);
            assertThat(counted.get("landline_sessions_total")).isEqualTo(6);
            assertThat(counted.all("landline_channels_total"))
                    .isEqualTo(
                            Map.of(
                                    "{service=\"exec\"}", 7L,
                                    "{service=\"call\"}", 3L,
                                    "{service=\"handlers\"}", 1L,
                                    "{service=\"info\"}", 1L,
                                    "{service=\"settings\"}", 1L,
                                    "{service=\"unknown\"}", 1L));
            assertThat(counted.all("landline_calls_total"))
                    .isEqualTo(Map.of("{handler=\"greet\"}", 2L));
            assertThat(counted.all("landline_errors_total"))
                    .isEqualTo(
                            Map.of(
                                    "{code=\"bad_request\"}", 1L,
                                    "{code=\"unknown_handler\"}", 1L,
                                    "{code=\"unknown_service\"}", 1L));
            assertThat(counted.get("landline_connections_total")).isEqualTo(2);
        }
    }

    @Test
    void aStreamThatStandsStillIsSeenWhileItDoesAndCountedWhenItGoesOn() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.with().limits(QUIET).start();
                ScriptedPeer peer = server.peer()) {
            peer.send(exec(1, 65_536, "head", "-c", "100000", "/dev/zero"));
            Counted.await(server, "landline_window_waiting", 1);
            assertThat(Counted.by(server).get("landline_window_wait_seconds_count")).isZero();

            peer.send(new Frame.Window(1, "stdout", 65_536, 1 << 20));
            peer.await(Frame.Close.class);
            Counted.await(server, "landline_window_waiting", 0);

            Counted counted = Counted.by(server);
            assertThat(counted.get("landline_window_wait_seconds_count")).isEqualTo(1);
            assertThat(counted.values().get("landline_window_wait_seconds_sum")).isPositive();
        }
    }

    @Test
    void whatStandsStillWhereTheConnectionBreaksIsCountedToo() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.with().limits(QUIET).start()) {
            try (ScriptedPeer peer = server.peer()) {
                peer.send(exec(1, 65_536, "head", "-c", "100000", "/dev/zero"));
                Counted.await(server, "landline_window_waiting", 1);
            }
            Counted.await(server, "landline_window_waiting", 0);
            Counted.await(server, "landline_sessions_open", 0);
            Counted.await(server, "landline_connections_open", 0);
            assertThat(Counted.by(server).get("landline_window_wait_seconds_count")).isEqualTo(1);
            assertThat(Counted.by(server).all("landline_connections_ended_total"))
                    .isEqualTo(Map.of("{code=\"connection_lost\"}", 1L));
        }
    }
}
