package dev.landline.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.exec.ExecRequest;
import dev.landline.exec.ExecRequest.Command;
import dev.landline.json.JsonObject;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import dev.landline.wire.Frame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Frames that are well-formed and wrong: of the wrong side, at the wrong time, in the wrong place.
 */
final class ChannelAbuseTest {

    private static TestServer server;

    @BeforeAll
    static void serve() throws Exception {
        server = TestServer.with().killGrace(Duration.ofMillis(50), Duration.ofMillis(50)).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Frame.Open open(int ch, String... argv) {
        JsonObject request =
                new ExecRequest(
                                new Command.Argv(List.of(argv)),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty())
                        .toJson();
        return new Frame.Open(ch, ExecRequest.SERVICE, request, Optional.empty());
    }

    private static Frame.Data stdin(int ch, long offset, int size) {
        return new Frame.Data(ch, "stdin", offset, ByteBuffer.allocate(size));
    }

    /** The connection ends with this error, and the server serves on. */
    private static void refused(ErrorCode code, Frame... frames) throws Exception {
        try (ScriptedPeer peer = server.peer()) {
            peer.send(frames).awaitRefusal(code);
        }
        server.assertServing();
    }

    /** Channel 1 ends with this error, and the same connection serves on. */
    private static void channelEnds(ErrorCode code, Frame... frames) throws Exception {
        try (ScriptedPeer peer = server.peer()) {
            peer.send(frames);
            Frame.Error error = peer.await(Frame.Error.class);
            assertThat(error.ch()).isEqualTo(OptionalInt.of(1));
            assertThat(error.code()).isEqualTo(code.wire());
            assertThat(error.message()).isNotBlank();
            peer.send(open(3, "true"), new Frame.Eof(3, "stdin", 0));
            peer.await(Frame.Exit.class, exit -> exit.ch() == 3);
        }
        server.assertServing();
    }

    @Test
    void dataBeforeOpen() throws Exception {
        refused(ErrorCode.UNKNOWN_CHANNEL, stdin(1, 0, 1));
    }

    @Test
    void dataAfterEof() throws Exception {
        channelEnds(
                ErrorCode.STREAM_STATE,
                open(1, "sleep", "100"),
                new Frame.Eof(1, "stdin", 0),
                stdin(1, 0, 1));
    }

    @Test
    void dataBeyondTheWindow() throws Exception {
        Frame[] frames = new Frame[40];
        frames[0] = open(1, "sleep", "100");
        for (int i = 1; i < frames.length; i++) {
            frames[i] = stdin(1, (i - 1) * 65_536L, 65_536);
        }
        channelEnds(ErrorCode.WINDOW_EXCEEDED, frames);
    }

    @Test
    void dataAtTheWrongOffset() throws Exception {
        channelEnds(ErrorCode.STREAM_STATE, open(1, "sleep", "100"), stdin(1, 5, 1));
    }

    @Test
    void dataOfAStreamThatTheServiceDoesNotHave() throws Exception {
        try (ScriptedPeer peer = server.peer()) {
            peer.send(open(1, "sleep", "100"));
            peer.await(Frame.Opened.class);
            peer.send(new Frame.Data(1, "stdout", 0, ByteBuffer.allocate(1)));
            Frame.Error error = peer.await(Frame.Error.class);
            assertThat(error.code()).isEqualTo(ErrorCode.STREAM_STATE.wire());
        }
        server.assertServing();
    }

    @Test
    void unknownTypeOnAChannel() throws Exception {
        channelEnds(
                ErrorCode.UNKNOWN_TYPE,
                open(1, "sleep", "100"),
                new Frame.Unknown("rotate", OptionalInt.of(1)));
    }

    @Test
    void unknownService() throws Exception {
        channelEnds(
                ErrorCode.UNKNOWN_SERVICE,
                new Frame.Open(1, "reboot", new JsonObject(Map.of()), Optional.empty()));
    }

    @Test
    void requestThatIsNone() throws Exception {
        channelEnds(
                ErrorCode.BAD_REQUEST,
                new Frame.Open(1, "exec", new JsonObject(Map.of()), Optional.empty()));
    }

    @Test
    void secondHello() throws Exception {
        refused(ErrorCode.PROTOCOL_VIOLATION, ScriptedPeer.hello(0));
    }

    @Test
    void framesThatOnlyAServerSends() throws Exception {
        refused(ErrorCode.PROTOCOL_VIOLATION, new Frame.Opened(1, Map.of()));
        refused(ErrorCode.PROTOCOL_VIOLATION, new Frame.Exit(1, new ExitStatus.Exited(0), false));
    }

    @Test
    void evenRepeatedAndDecreasingChannelNumbers() throws Exception {
        refused(ErrorCode.PROTOCOL_VIOLATION, open(2, "true"));
        refused(ErrorCode.PROTOCOL_VIOLATION, open(1, "true"), open(1, "true"));
        refused(ErrorCode.PROTOCOL_VIOLATION, open(5, "true"), open(3, "true"));
    }
}
