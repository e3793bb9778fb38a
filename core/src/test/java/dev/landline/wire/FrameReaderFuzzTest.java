package dev.landline.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives any bytes to the frame reader. The ordinary build runs the vectors and the corpus in {@code
 * src/test/resources}; this goes on from there:
 *
 * <pre>./mvnw test -pl core -Dfuzz=FrameReaderFuzzTest -Djazzer.max_duration=10m</pre>
 *
 * <p>New inputs are kept in {@code core/.cifuzz-corpus}, one that fails is added to the corpus.
 */
class FrameReaderFuzzTest {

    private static final int LONGEST_SEED = 5000;

    private static final FrameEncoder ENCODER = new FrameEncoder();

    static Stream<byte[]> vectors() {
        return Repository.vectors().stream()
                .map(Vector::bytes)
                .filter(bytes -> bytes.length <= LONGEST_SEED);
    }

    @MethodSource("vectors")
    @FuzzTest
    void anyBytesAreFramesOrAnError(byte[] bytes) throws IOException {
        Outcome outcome = Outcome.of(bytes);

        require(outcome.equals(Outcome.of(pieces(bytes))), "the same frames in pieces");
        require(outcome.frames().equals(Outcome.strictly(bytes)), "what the strict reader takes");
        int length = 0;
        for (Frame frame : outcome.frames()) {
            byte[] encoded = ENCODER.bytes(frame);
            length += encoded.length;
            require(Outcome.of(encoded).frames().equals(List.of(frame)), "the same frame again");
            require(isPlain(FrameTrace.line(frame)), "a line without control characters");
        }
        require(length <= bytes.length, "no more bytes than were read");
        outcome.error().ifPresent(FrameReaderFuzzTest::requireThatItCanBeSent);
    }

    private static PiecewiseInput pieces(byte[] bytes) {
        int most = bytes.length == 0 ? 1 : 1 + (bytes[bytes.length - 1] & 15);
        return new PiecewiseInput(bytes, at -> 1 + at % most);
    }

    private static void requireThatItCanBeSent(Outcome.Failure failure) {
        require(isPlain(failure.message()), "a message without control characters");
        require(failure.message().length() < 400, "a short message");
        ENCODER.bytes(
                new Frame.Error(
                        OptionalInt.empty(),
                        failure.code().wire(),
                        failure.message(),
                        Optional.empty()));
    }

    private static boolean isPlain(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
