package dev.landline.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way through a header takes nothing that the strict reader does not take. */
class PlainHeaderTest {

    private static final long MOST = Framing.MAX_INTEGER;
    private static final ByteBuffer BODY = ByteBuffer.wrap("0123456789".getBytes(US_ASCII));

    private final PlainHeader plain = new PlainHeader();

    static List<Frame> busy() {
        return List.of(
                new Frame.Data(1, "stdout", 0, BODY.duplicate()),
                new Frame.Data(Integer.MAX_VALUE, "s", MOST - 10, BODY.duplicate()),
                new Frame.Data(7, "x".repeat(Framing.MAX_NAME), 123_456, ByteBuffer.allocate(0)),
                new Frame.Eof(10, "stdin", 0),
                new Frame.Eof(10, "a b{}:,", MOST),
                new Frame.Window(3, "stderr", 0, 0),
                new Frame.Window(3, "stderr", MOST, MOST),
                new Frame.Ping(0),
                new Frame.Ping(MOST),
                new Frame.Pong(1_234_567));
    }

    static List<Frame> seldom() {
        return List.of(
                new Frame.Data(1, "größe", 0, BODY.duplicate()),
                new Frame.Eof(1, "with \"quotes\"", 0),
                new Frame.Eof(1, "with \\", 0),
                new Frame.Window(1, "line\nline", 0, 1),
                new Frame.Close(1),
                new Frame.Signal(1, "TERM"),
                new Frame.Exit(1, new ExitStatus.Exited(0), false, Optional.empty()));
    }

    @MethodSource("busy")
    @ParameterizedTest
    void takesWhatAnEncoderWritesMost(Frame frame) {
        byte[] bytes = new FrameEncoder().bytes(frame);

        assertThat(plainly(header(bytes))).isTrue();
        int body = bytes.length - Framing.LENGTH_BYTES - header(bytes).length;
        assertThat(plain.bodySize()).isEqualTo(body);
        assertThat(
                        plain.frame(
                                ByteBuffer.wrap(
                                        Arrays.copyOfRange(
                                                bytes, bytes.length - body, bytes.length))))
                .isEqualTo(frame);
    }

    @MethodSource("seldom")
    @ParameterizedTest
    void leavesTheRest(Frame frame) throws IOException {
        byte[] bytes = new FrameEncoder().bytes(frame);

        assertThat(plainly(header(bytes))).isFalse();
        assertThat(Outcome.of(bytes).frames()).containsExactly(frame);
    }

    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"",
                "{\"type\":\"data\"}",
                "{\"type\":\"ping\",\"id\":}",
                "{\"type\":\"ping\",\"id\":01}",
                "{\"type\":\"ping\",\"id\":00}",
                "{\"type\":\"ping\",\"id\":-1}",
                "{\"type\":\"ping\",\"id\":1.0}",
                "{\"type\":\"ping\",\"id\":1e1}",
                "{\"type\":\"ping\",\"id\":1}}",
                "{\"type\":\"ping\",\"id\":1} ",
                "{\"type\":\"ping\",\"id\":1,\"more\":1}",
                "{\"type\":\"ping\",\"id\": 1}",
                "{\"type\":\"ping\",\"id\":9007199254740992}",
                "{\"type\":\"ping\",\"id\":18446744073709551617}",
                "{\"type\":\"ping\",\"id\":99999999999999999999999999999999999999}",
                "{\"type\":\"pint\",\"id\":1}",
                "{\"type\":\"eof\",\"ch\":0,\"stream\":\"a\",\"offset\":1}",
                "{\"type\":\"eof\",\"ch\":2147483648,\"stream\":\"a\",\"offset\":1}",
                "{\"type\":\"eof\",\"ch\":1,\"stream\":\"\",\"offset\":1}",
                "{\"type\":\"eof\",\"ch\":1,\"offset\":1,\"stream\":\"a\"}",
                "{\"type\":\"window\",\"ch\":1,\"stream\":\"a\",\"consumed\":2,\"limit\":1}",
                "{\"type\":\"data\",\"ch\":1,\"stream\":\"a\",\"offset\":1}",
                "{\"type\":\"data\",\"ch\":1,\"stream\":\"a\",\"offset\":9007199254740991,\"data_size\":1}",
            })
    @ParameterizedTest
    void leavesWhatIsWrongOrSpelledOtherwise(String header) {
        assertThat(plainly(header.getBytes(US_ASCII))).isFalse();
    }

    @Test
    void leavesANameThatIsTooLong() {
        String name = "x".repeat(Framing.MAX_NAME + 1);
        String header = "{\"type\":\"eof\",\"ch\":1,\"stream\":\"" + name + "\",\"offset\":1}";

        assertThat(plainly(header.getBytes(US_ASCII))).isFalse();
    }

    @Test
    void namesOfManyStreamsAreNotMixedUp() throws IOException {
        FrameEncoder encoder = new FrameEncoder();
        for (int i = 0; i < 100; i++) {
            Frame frame = new Frame.Eof(1, "s" + i % 23, i);
            assertThat(plainly(header(encoder.bytes(frame)))).isTrue();
            assertThat(plain.frame(BODY)).isEqualTo(frame);
        }
    }

    /** Random changes of good frames: the two ways never disagree. */
    @Test
    void neverDisagreesWithTheStrictReader() throws IOException {
        Random random = new Random(42);
        byte[] letters = "{}\":,\\ 0123456789adeginopstw\u007f\u00e9".getBytes(ISO_8859_1);
        int taken = 0;
        for (Frame frame : busy()) {
            byte[] whole = new FrameEncoder().bytes(frame);
            int header = header(whole).length;
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = whole.clone();
                for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                    int at = Framing.LENGTH_BYTES + random.nextInt(header);
                    bytes[at] = letters[random.nextInt(letters.length)];
                }
                Outcome outcome = Outcome.of(bytes);
                assertThat(outcome.frames()).isEqualTo(Outcome.strictly(bytes));
                taken += plainly(header(bytes)) ? 1 : 0;
            }
        }
        assertThat(taken).as("changed headers that are still plain").isGreaterThan(500);
    }

    private boolean plainly(byte[] header) {
        byte[] among = new byte[header.length + 6]; // it stands in a larger buffer
        Arrays.fill(among, (byte) '1');
        System.arraycopy(header, 0, among, 3, header.length);
        return plain.read(among, 3, header.length);
    }

    private static byte[] header(byte[] frame) {
        int length = (frame[0] & 0xFF) | (frame[1] & 0xFF) << 8;
        return Arrays.copyOfRange(frame, Framing.LENGTH_BYTES, Framing.LENGTH_BYTES + length);
    }
}
