package dev.landline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ErrorCode;
import dev.landline.wire.Vector.Expect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs {@code spec/vectors/*.vec} through the decoder and the encoder, cut in every way. */
class VectorTest {

    /**
     * Longer vectors are not cut at every byte: the first few hundred bytes, the last, and samples.
     */
    private static final int EVERY_BYTE = 600;

    static List<Vector> vectors() {
        return Repository.vectors();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isReadAsTheVectorSays(Vector vector) throws IOException {
        Outcome outcome = Outcome.of(vector.bytes());

        switch (vector.expect) {
            case Expect.Frames(List<String> types, boolean _) -> {
                assertThat(outcome.types()).isEqualTo(types);
                assertThat(outcome.error()).isEmpty();
            }
            case Expect.Incomplete() ->
                    assertThat(outcome.code()).contains(ErrorCode.CONNECTION_LOST);
            case Expect.Failure(String code) -> {
                assertThat(outcome.code()).isEqualTo(ErrorCode.ofWire(code)).isPresent();
                assertThat(outcome.message())
                        .hasSizeBetween(20, 400)
                        .doesNotContainPattern("\\p{Cntrl}")
                        .doesNotContain("Jackson", "JsonReadFeature", "StreamRead");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsTheSameInTwoPieces(Vector vector) throws IOException {
        byte[] bytes = vector.bytes();
        Outcome whole = Outcome.of(bytes);

        for (int split : cuts(bytes.length)) {
            assertThat(Outcome.of(PiecewiseInput.splitAt(bytes, split)))
                    .as("split at %d", split)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsTheSameByteByByte(Vector vector) throws IOException {
        byte[] bytes = vector.bytes();

        assertThat(Outcome.of(PiecewiseInput.byteByByte(bytes))).isEqualTo(Outcome.of(bytes));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void endsCleanlyWhereverTheStreamIsCut(Vector vector) throws IOException {
        byte[] bytes = vector.bytes();
        Outcome whole = Outcome.of(bytes);
        boolean good = vector.expect instanceof Expect.Frames;
        Set<Integer> boundaries = good ? boundaries(bytes) : Set.of();

        for (int cut : cuts(bytes.length)) {
            Outcome part = Outcome.of(Arrays.copyOf(bytes, cut));

            assertThat(part.frames())
                    .as("frames before the cut at %d", cut)
                    .isEqualTo(whole.frames().subList(0, part.frames().size()));
            if (good) {
                assertThat(part.code())
                        .as("cut at %d", cut)
                        .isEqualTo(
                                boundaries.contains(cut)
                                        ? Optional.empty()
                                        : Optional.of(ErrorCode.CONNECTION_LOST));
            } else if (part.code().isPresent()) {
                assertThat(part.code().get())
                        .as("cut at %d", cut)
                        .isIn(ErrorCode.CONNECTION_LOST, ErrorCode.MALFORMED_FRAME);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void encodesToTheSameBytesWhereTheVectorSaysSo(Vector vector) throws IOException {
        List<Frame> frames = Outcome.of(vector.bytes()).frames();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        FrameEncoder encoder = new FrameEncoder();
        for (Frame frame : frames) {
            encoder.write(frame, encoded);
        }

        if (vector.expect instanceof Expect.Frames(List<String> _, boolean exact)) {
            assertThat(Arrays.equals(encoded.toByteArray(), vector.bytes())).isEqualTo(exact);
        }
        assertThat(Outcome.of(encoded.toByteArray()).frames()).isEqualTo(frames);
    }

    @Test
    void thereAreVectorsOfEveryKindAndEachHasItsOwnName() {
        List<Vector> vectors = vectors();

        assertThat(vectors).hasSizeGreaterThan(300);
        assertThat(vectors).extracting(vector -> vector.name).doesNotHaveDuplicates();
        assertThat(vectors)
                .<Class<?>>extracting(vector -> vector.expect.getClass())
                .contains(Expect.Frames.class, Expect.Incomplete.class, Expect.Failure.class);
    }

    /** The offsets at which a frame ends, and 0. */
    private static Set<Integer> boundaries(byte[] bytes) throws IOException {
        PiecewiseInput input = PiecewiseInput.byteByByte(bytes);
        FrameReader reader = new FrameReader(input, Framing.MAX_BODY);
        Set<Integer> boundaries = new HashSet<>(Set.of(0));
        while (reader.read() != null) {
            boundaries.add(input.taken());
        }
        return boundaries;
    }

    private static Set<Integer> cuts(int length) {
        Set<Integer> cuts = new TreeSet<>();
        IntStream.range(0, length <= EVERY_BYTE ? length : 100).forEach(cuts::add);
        IntStream.range(Math.max(0, length - 20), length).forEach(cuts::add);
        IntStream.range(1, 20).forEach(i -> cuts.add((int) ((long) length * i / 20)));
        for (int edge = 4096; edge < length; edge *= 2) {
            IntStream.rangeClosed(edge - 1, edge + 1).forEach(cuts::add);
        }
        return cuts;
    }
}
