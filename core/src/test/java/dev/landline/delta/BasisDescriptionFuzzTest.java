package dev.landline.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives any bytes to the reader of descriptions, and what it takes to a pass. The ordinary build
 * runs what is here; this goes on from there:
 *
 * <pre>./mvnw test -pl core -Dfuzz=BasisDescriptionFuzzTest -Djazzer.max_duration=10m</pre>
 */
class BasisDescriptionFuzzTest {

    private static final byte[] FRESH = fresh();

    private static byte[] fresh() {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    static Stream<byte[]> descriptions() throws Exception {
        byte[] own =
                BasisDescription.of(Difference.reader(FRESH, new Random(1)), FRESH.length)
                        .toBytes();
        byte[] mixed = own.clone();
        ByteBuffer.wrap(mixed).put(1, own, 12, 11).put(23, own, 1, 8);
        return Stream.of(
                own,
                mixed,
                Arrays.copyOf(own, 12),
                Arrays.copyOf(own, own.length - 1),
                new byte[] {13},
                new byte[] {22},
                new byte[12],
                new byte[0]);
    }

    @MethodSource("descriptions")
    @FuzzTest
    void anyBytesAreADescriptionOrAnError(byte[] bytes) throws Exception {
        BasisDescription description;
        try {
            description = BasisDescription.fromBytes(bytes);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("description of a basis: expected ");
            return;
        }
        assertThat(description.toBytes()).isEqualTo(bytes);
        Covered covered = new Covered();
        DeltaScan scan = new DeltaScan(description);
        scan.add(FRESH, 0, FRESH.length, covered);
        scan.end(covered);
        assertThat(covered.bytes).isEqualTo(FRESH.length);
    }

    private static final class Covered implements DeltaScan.Output {
        private long bytes;

        @Override
        public void literal(byte[] source, int offset, int length) {
            bytes += length;
        }

        @Override
        public void copy(long from, long length) {
            bytes += length;
        }
    }
}
