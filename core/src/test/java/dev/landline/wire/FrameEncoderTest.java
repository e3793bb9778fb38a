package dev.landline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FrameEncoderTest {

    private final FrameEncoder encoder = new FrameEncoder();

    @Test
    void aFrameIsOneWriteAndNothingIsFlushed() throws IOException {
        Writes output = new Writes();
        int frames = 0;
        for (Vector vector : Repository.vectors()) {
            for (Frame frame : Outcome.of(vector.bytes()).frames()) {
                encoder.write(frame, output);
                frames++;
                assertThat(output.lengths).hasSize(frames);
                assertThat(output.lengths.getLast()).isEqualTo(encoder.bytes(frame).length);
            }
        }

        assertThat(frames).isGreaterThan(100);
        assertThat(output.flushes).isZero();
    }

    @Test
    void theLongestHeaderIsWrittenAndOneByteMoreIsRefusedWithNothingWritten() throws IOException {
        int empty = encoder.bytes(new Frame.Bye("done", "")).length - Framing.LENGTH_BYTES;
        String message = "m".repeat(Framing.MAX_HEADER - empty);
        Writes output = new Writes();
        encoder.write(new Frame.Bye("done", message), output);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.write(new Frame.Bye("done", message + "m"), output))
                .withMessage(
                        "the header of this bye frame: expected at most 65536 bytes, got 65537");
        assertThat(output.lengths).containsExactly(Framing.LENGTH_BYTES + Framing.MAX_HEADER);
    }

    @Test
    void aFrameThatWasRefusedLeavesNothingBehind() throws IOException {
        byte[] before = encoder.bytes(new Frame.Ping(7));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.bytes(new Frame.Bye("done", "m".repeat(70_000))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.bytes(new Frame.Bye("half a pair", "\ud800")));
        assertThat(encoder.bytes(new Frame.Ping(7))).isEqualTo(before);
        assertThat(Outcome.of(before).frames()).containsExactly(new Frame.Ping(7));
    }

    @Test
    void whatIsAddedIsOneWriteWithoutWhatWasRefused() throws IOException {
        Writes output = new Writes();
        encoder.add(new Frame.Ping(7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.add(new Frame.Bye("done", "m".repeat(70_000))));
        byte[] aside = encoder.bytes(new Frame.Pong(8));
        encoder.add(new Frame.Close(9));
        assertThat(output.lengths).isEmpty();
        int added = encoder.size();
        encoder.flush(output);

        assertThat(output.lengths).containsExactly(added);
        assertThat(Outcome.of(output.toByteArray()).frames())
                .containsExactly(new Frame.Ping(7), new Frame.Close(9));
        assertThat(Outcome.of(aside).frames()).containsExactly(new Frame.Pong(8));
        assertThat(encoder.size()).isZero();
    }

    @Test
    void theLengthIsThatOfTheHeaderInBytes() {
        String header = "{\"type\":\"bye\",\"reason\":\"done\",\"message\":\"€\"}";
        int length = header.length() + 2;

        assertThat(encoder.bytes(new Frame.Bye("done", "€")))
                .startsWith(length, 0, 0, 0)
                .endsWith(header.getBytes(StandardCharsets.UTF_8))
                .hasSize(Framing.LENGTH_BYTES + length);
    }

    @Test
    void aBodyIsWhatLiesBetweenPositionAndLimitAndStaysAsItIs() throws IOException {
        ByteBuffer body = ByteBuffer.wrap("..body..".getBytes(StandardCharsets.UTF_8));
        body.position(2).limit(6);
        Frame.Data data = new Frame.Data(1, "stdout", 0, body);

        byte[] bytes = encoder.bytes(data);

        assertThat(new String(bytes, StandardCharsets.UTF_8)).endsWith("\"data_size\":4}body");
        assertThat(body.position()).isEqualTo(2);
        assertThat(body.limit()).isEqualTo(6);
        assertThat(Outcome.of(bytes).frames()).containsExactly(data);
    }

    @Test
    void bodiesOutsideOfTheHeapAndReadOnlyOnesAreWrittenToo() {
        byte[] content = {1, 2, 3};
        ByteBuffer direct = ByteBuffer.allocateDirect(3).put(content).flip();
        byte[] expected = encoder.bytes(new Frame.Data(1, "s", 0, ByteBuffer.wrap(content)));

        assertThat(encoder.bytes(new Frame.Data(1, "s", 0, direct))).isEqualTo(expected);
        assertThat(encoder.bytes(new Frame.Data(1, "s", 0, direct.asReadOnlyBuffer())))
                .isEqualTo(expected);
    }

    @Test
    void aSmallFrameAfterALargeOneIsSmall() throws IOException {
        encoder.bytes(new Frame.Data(1, "s", 0, ByteBuffer.allocate(Framing.MAX_BODY)));

        assertThat(Outcome.of(encoder.bytes(new Frame.Close(1))).frames())
                .containsExactly(new Frame.Close(1));
        assertThat(encoder.bytes(new Frame.Close(1))).hasSize(27);
    }

    @Test
    void everyFrameComesBackAsItWas() throws IOException {
        String odd = "\0\b\f\n\r\t\u001b\"\\/\u007f\u0080\u2028😀";
        JsonObject request =
                new JsonObject(
                        Map.of(
                                "argv", new JsonValue.Array(List.of(new JsonValue.Text(odd))),
                                "n", new JsonValue.Int(Long.MIN_VALUE / 100),
                                "r", new JsonValue.Real("-1.5e-7")));
        List<Frame> frames =
                List.of(
                        new Frame.Hello(1, odd, List.of(odd, ""), 1024, 0),
                        new Frame.Open(1, odd, request, Optional.of(Map.of(odd, 5L, "a", 0L))),
                        new Frame.Open(Integer.MAX_VALUE, "s", request, Optional.empty()),
                        new Frame.Exit(1, new ExitStatus.Signaled(127, odd, true), true),
                        new Frame.Exit(
                                1, new ExitStatus.NotStarted(ExitStatus.Reason.FAILED, odd), false),
                        new Frame.Error(OptionalInt.of(3), odd, odd, Optional.of(odd)),
                        new Frame.Window(1, odd, Framing.MAX_INTEGER, Framing.MAX_INTEGER),
                        new Frame.Unknown(odd, OptionalInt.of(9)));

        for (Frame frame : frames) {
            assertThat(Outcome.of(encoder.bytes(frame)).frames()).containsExactly(frame);
        }
    }

    @Test
    void whatWasReadIsNeverLongerWhenItIsWrittenAgain() throws IOException {
        int frames = 0;
        for (Vector vector : Repository.vectors()) {
            if (vector.expect instanceof Vector.Expect.Frames) {
                int length = 0;
                for (Frame frame : Outcome.of(vector.bytes()).frames()) {
                    length += encoder.bytes(frame).length;
                    frames++;
                }
                assertThat(length).as(vector.name).isLessThanOrEqualTo(vector.bytes().length);
            }
        }
        assertThat(frames).isGreaterThan(100);
    }

    @Test
    void aLostStatusCannotBeSent() {
        ExitStatus lost = new ExitStatus.Lost(ErrorCode.CONNECTION_LOST, "gone");

        assertThatIllegalArgumentException().isThrownBy(() -> new Frame.Exit(1, lost, false));
    }

    private static final class Writes extends ByteArrayOutputStream {
        final List<Integer> lengths = new ArrayList<>();
        int flushes;

        @Override
        public synchronized void write(int b) {
            lengths.add(1);
            super.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            lengths.add(length);
            super.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            flushes++;
        }
    }
}
