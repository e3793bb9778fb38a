package dev.landline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    @Test
    void anEmptyStreamIsACleanEnd() throws IOException {
        FrameReader reader = reader(new byte[0]);

        assertThat(reader.read()).isNull();
        assertThat(reader.read()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {8100, 8185, 8186, 8187, 8188, 8189, 8190, 8191, 8192, 8193, 8200, 16_380})
    void aHeaderMayLieAcrossTheEdgeOfTheBuffer(int before) throws IOException {
        List<Frame> frames = List.of(padding(before), new Frame.Ping(7), new Frame.Close(1));

        assertThat(Outcome.of(Bytes.of(frames)).frames()).isEqualTo(frames);
    }

    @Test
    void theBufferGrowsForLongHeadersAndGoesOnAfterThem() throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (int length : new int[] {10, 9000, 20, 65_536, 30, 33_000, 65_535, 100}) {
            frames.add(padding(Math.max(length, 60)));
            frames.add(new Frame.Ping(length));
        }

        assertThat(Outcome.of(Bytes.of(frames)).frames()).isEqualTo(frames);
        assertThat(Outcome.of(PiecewiseInput.byteByByte(Bytes.of(frames))).frames())
                .isEqualTo(frames);
    }

    @Test
    void randomConversationsInRandomPiecesComeOutAsTheyWentIn() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<Frame> frames = new ArrayList<>();
            for (int i = random.nextInt(30); i >= 0; i--) {
                frames.add(randomFrame(random));
            }
            byte[] bytes = Bytes.of(frames);
            int largest = 1 + random.nextInt(1 << random.nextInt(18));
            InputStream input = new PiecewiseInput(bytes, at -> 1 + random.nextInt(largest));

            assertThat(Outcome.of(input))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(new Outcome(frames, Optional.empty()));
        }
    }

    @Test
    void bodiesStayAsTheyAreWhenMoreIsRead() throws IOException {
        Frame first = data(0, "first body".getBytes(StandardCharsets.UTF_8));
        Frame second = data(10, "second one".getBytes(StandardCharsets.UTF_8));
        FrameReader reader = reader(Bytes.of(List.of(first, second, new Frame.Ping(1))));

        Frame one = reader.read();
        Frame two = reader.read();
        assertThat(reader.read()).isEqualTo(new Frame.Ping(1));
        assertThat(one).isEqualTo(first);
        assertThat(two).isEqualTo(second);
    }

    @Test
    void anEmptyBodyHasAnArrayLikeAnyOther() throws IOException {
        Frame.Data data = (Frame.Data) reader(Bytes.of(List.of(data(0, new byte[0])))).read();

        assertThat(data).isNotNull();
        assertThat(data.body().hasArray()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, 65_537, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aBadLengthIsRefusedWithItsNumberAndNothingMoreIsRead(int length) throws IOException {
        byte[] bytes = Arrays.copyOf(Bytes.length(length), 100);
        PiecewiseInput input = PiecewiseInput.byteByByte(bytes);

        Outcome outcome = Outcome.of(input);

        assertThat(outcome.code()).contains(ErrorCode.MALFORMED_FRAME);
        assertThat(outcome.message())
                .isEqualTo("header length: expected 2 to 65536, got " + length);
        assertThat(input.taken()).isEqualTo(Framing.LENGTH_BYTES);
    }

    @Test
    void whatTheInputThrowsComesThrough() {
        InputStream input =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new SocketTimeoutException("no bytes in time");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        throw new SocketTimeoutException("no bytes in time");
                    }
                };

        assertThatThrownBy(() -> new FrameReader(input, Framing.MAX_BODY).read())
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("no bytes in time");
    }

    @Test
    void anErrorNamesTheFieldAndWhatArrived() throws IOException {
        byte[] header = "{\"type\":\"close\",\"ch\":1.5}".getBytes(StandardCharsets.UTF_8);

        Outcome outcome = Outcome.of(Bytes.frame(header));

        assertThat(outcome.message())
                .isEqualTo(
                        "frame header: ch: expected an integer from 1 to 2147483647,"
                                + " got the number 1.5");
    }

    @Test
    void anErrorIsShortAndPlainWhateverTheHeaderHolds() throws IOException {
        String name = "\\u001b[2J\\n".repeat(3000);
        byte[] header =
                ("{\"" + name + "\":1,\"" + name + "\":2}").getBytes(StandardCharsets.UTF_8);

        Outcome outcome = Outcome.of(Bytes.frame(header));
        Frame answer =
                new Frame.Error(
                        OptionalInt.empty(),
                        outcome.code().orElseThrow().wire(),
                        outcome.message(),
                        Optional.empty());

        assertThat(outcome.message()).hasSizeLessThan(400).doesNotContainPattern("\\p{Cntrl}");
        assertThat(new FrameEncoder().bytes(answer)).hasSizeLessThan(1000);
    }

    @Test
    void anErrorThatQuotesHalfOfALongStringCanBeSent() throws IOException {
        for (int pad = 30; pad < 45; pad++) {
            String text = "x".repeat(pad) + "😀".repeat(30);
            byte[] header =
                    ("{\"type\":\"ping\",\"id\":\"" + text + "\"}")
                            .getBytes(StandardCharsets.UTF_8);

            Outcome outcome = Outcome.of(Bytes.frame(header));
            Frame answer =
                    new Frame.Error(
                            OptionalInt.empty(), "internal", outcome.message(), Optional.empty());

            assertThat(Outcome.of(new FrameEncoder().bytes(answer)).frames())
                    .containsExactly(answer);
        }
    }

    @Test
    void theCauseOfAMalformedHeaderIsKept() {
        assertThatThrownBy(() -> reader(Bytes.frame(new byte[] {'[', ']'})).read())
                .isInstanceOf(ConnectionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    private static FrameReader reader(byte[] bytes) {
        return new FrameReader(new ByteArrayInputStream(bytes), Framing.MAX_BODY);
    }

    /** A frame with a header of that many bytes, at least 60. */
    private static Frame padding(int headerLength) {
        int empty = new FrameEncoder().bytes(new Frame.Bye("done", "")).length - 4;
        return new Frame.Bye("done", "p".repeat(headerLength - empty));
    }

    private static Frame.Data data(long offset, byte[] body) {
        return new Frame.Data(1, "stdout", offset, ByteBuffer.wrap(body));
    }

    private static Frame randomFrame(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Frame.Ping(random.nextLong(Framing.MAX_INTEGER + 1));
            case 1 -> padding(60 + random.nextInt(1 << random.nextInt(17)) % 65_000);
            case 2 -> new Frame.Eof(1 + random.nextInt(1000), "stderr", random.nextInt(1 << 30));
            default -> {
                byte[] body = new byte[random.nextInt(1 << random.nextInt(19))];
                random.nextBytes(body);
                yield data(random.nextInt(1000), body);
            }
        };
    }
}
