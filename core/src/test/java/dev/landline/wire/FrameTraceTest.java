package dev.landline.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameTraceTest {

    /** Escape codes, line breaks of every kind, a direction mark, half a surrogate pair. */
    private static final String EVIL =
            "a\u001b[2J\r\n\u0085\u2028\u2029\u202e\u200b\u007f\u009b\ud800z";

    private static final String SHOWN = "a?[2J??????????z";

    static Stream<Frame> evilFrames() {
        JsonObject request = new JsonObject(Map.of(EVIL, new JsonValue.Text(EVIL)));
        Map<String, Long> windows = Map.of(EVIL, 5L);
        return Stream.of(
                new Frame.Hello(1, EVIL, List.of(EVIL), 1024, 0),
                new Frame.Bye(EVIL, EVIL),
                new Frame.Open(1, EVIL, request, Optional.of(windows)),
                new Frame.Opened(1, windows),
                new Frame.Data(1, EVIL, 0, ByteBuffer.allocate(1)),
                new Frame.Eof(1, EVIL, 0),
                new Frame.Window(1, EVIL, 0, 0),
                new Frame.Signal(1, EVIL),
                new Frame.Exit(1, new ExitStatus.Signaled(9, EVIL, false), false),
                new Frame.Exit(1, new ExitStatus.NotStarted(ExitStatus.Reason.FAILED, EVIL), true),
                new Frame.Error(OptionalInt.of(1), EVIL, EVIL, Optional.of(EVIL)),
                new Frame.Unknown(EVIL, OptionalInt.empty()));
    }

    @ParameterizedTest
    @MethodSource("evilFrames")
    void nothingThatATerminalObeysComesThrough(Frame frame) {
        assertThat(FrameTrace.line(frame))
                .contains(SHOWN)
                .doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
    }

    @Test
    void aLineReadsLikeTheSpecification() {
        assertThat(
                        FrameTrace.line(
                                new Frame.Data(1, "stdout", 65_536, ByteBuffer.allocate(16_384))))
                .isEqualTo("ch=1 data stdout @65536 +16384");
        assertThat(FrameTrace.line(new Frame.Ping(7))).isEqualTo("ping id=7");
        assertThat(FrameTrace.line(new Frame.Opened(1, Map.of("stdin", 65_536L))))
                .isEqualTo("ch=1 opened windows=stdin:65536");
        assertThat(FrameTrace.line(new Frame.Exit(1, new ExitStatus.Exited(7), true)))
                .isEqualTo("ch=1 exit exited=7 pipes_open");
        assertThat(
                        FrameTrace.line(
                                new Frame.Exit(1, new ExitStatus.Signaled(9, "KILL", true), false)))
                .isEqualTo("ch=1 exit signaled=9 KILL core_dumped");
        assertThat(FrameTrace.line(new Frame.Close(3))).isEqualTo("ch=3 close");
        assertThat(FrameTrace.line(new Frame.Unknown("warp", OptionalInt.of(3))))
                .isEqualTo("ch=3 unknown type warp");
        assertThat(
                        FrameTrace.line(
                                new Frame.Error(
                                        OptionalInt.empty(),
                                        ErrorCode.INTERNAL.wire(),
                                        "a fault",
                                        Optional.empty())))
                .isEqualTo("error internal a fault");
    }

    @Test
    void requestsAndBodiesAreLeftOut() {
        JsonObject request = new JsonObject(Map.of("env", new JsonValue.Text("PASSWORD=secret")));
        Frame open = new Frame.Open(1, "exec", request, Optional.empty());
        Frame data = new Frame.Data(1, "stdin", 0, ByteBuffer.wrap("secret".getBytes(UTF_8)));

        assertThat(FrameTrace.line(open)).isEqualTo("ch=1 open exec");
        assertThat(FrameTrace.line(data)).doesNotContain("secret");
    }

    @Test
    void everyFrameOfTheVectorsIsOneLine() throws IOException {
        int lines = 0;
        for (Vector vector : Repository.vectors()) {
            for (Frame frame : Outcome.of(vector.bytes()).frames()) {
                assertThat(FrameTrace.line(frame))
                        .contains(frame.type())
                        .doesNotContainPattern("\\p{Cntrl}");
                lines++;
            }
        }
        assertThat(lines).isGreaterThan(100);
    }
}
