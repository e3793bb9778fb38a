package dev.landline.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaScanTest {

    private static final int MIB = 1 << 20;

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Difference difference(byte[] basis, byte[] fresh) throws Exception {
        Difference found = Difference.between(basis, fresh, basis.length, new Random(1));
        assertThat(found.result()).isEqualTo(fresh);
        return found;
    }

    /** The size decides how long the chunks are: from 8 KiB on average to 2 MiB. */
    @ParameterizedTest
    @ValueSource(longs = {1, 1L << 28, (1L << 28) + 1, 1L << 34, 1L << 40, Long.MAX_VALUE})
    void randomEditsComeBackByteForByte(long size) throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            byte[] basis = Content.any(random, random.nextInt(3 * MIB));
            byte[] fresh = basis;
            for (int edit = random.nextInt(8); edit > 0; edit--) {
                fresh = Content.edited(random, fresh);
            }
            long told = size == 1 ? basis.length : size;

            assertThat(Difference.between(basis, fresh, told, random).result())
                    .as("seed %s", seed)
                    .isEqualTo(fresh);
        }
    }

    @Test
    void theSameIsOneCopy() throws Exception {
        byte[] basis = random(8 * MIB, 1);
        Difference found = difference(basis, basis);

        assertThat(found.copies).isEqualTo(1);
        assertThat(found.literal).isZero();
    }

    @Test
    void aByteInFrontCostsAChunkOrTwo() throws Exception {
        byte[] basis = random(8 * MIB, 1);
        byte[] fresh = new byte[basis.length + 1];
        System.arraycopy(basis, 0, fresh, 1, basis.length);

        assertThat(difference(basis, fresh).literal).isBetween(1L, 64L << 10);
    }

    @Test
    void scatteredBytesCostAChunkEach() throws Exception {
        byte[] basis = random(16 * MIB, 1);
        byte[] fresh = basis.clone();
        for (int i = 0; i < 16; i++) {
            fresh[i * MIB + 777_777] ^= 1;
        }

        assertThat(difference(basis, fresh).literal).isBetween(16L, 16L * (20 << 10));
    }

    @Test
    void whatWasAppendedIsAllThatTravels() throws Exception {
        byte[] fresh = random(8 * MIB, 1);
        byte[] basis = Arrays.copyOf(fresh, 7 * MIB + 12_345);

        Difference found = difference(basis, fresh);
        assertThat(found.copies).isEqualTo(1);
        assertThat(found.literal).isEqualTo(fresh.length - basis.length);
    }

    @Test
    void whatWasCutOffCostsAChunk() throws Exception {
        byte[] basis = random(8 * MIB, 1);

        assertThat(difference(basis, Arrays.copyOf(basis, 5 * MIB)).literal).isLessThan(40 << 10);
    }

    @Test
    void halvesThatChangePlacesAreFound() throws Exception {
        byte[] basis = random(8 * MIB, 1);
        byte[] fresh = new byte[basis.length];
        System.arraycopy(basis, 3 * MIB, fresh, 0, 5 * MIB);
        System.arraycopy(basis, 0, fresh, 5 * MIB, 3 * MIB);

        assertThat(difference(basis, fresh).literal).isLessThan(128 << 10);
    }

    @Test
    void nothingInCommonIsAllNew() throws Exception {
        Difference found = difference(random(4 * MIB, 1), random(4 * MIB, 2));

        assertThat(found.copies).isZero();
        assertThat(found.literal).isEqualTo(4 * MIB);
    }

    @Test
    void anEmptyFileIsFineOnEitherSide() throws Exception {
        assertThat(difference(new byte[0], random(MIB, 1)).literal).isEqualTo(MIB);
        assertThat(difference(random(MIB, 1), new byte[0]).literal).isZero();
        assertThat(difference(new byte[0], new byte[0]).literal).isZero();
    }

    @Test
    void nothingFollowsTheEnd() throws Exception {
        byte[] basis = random(100_000, 1);
        BasisDescription description =
                BasisDescription.of(Difference.reader(basis, new Random(1)), basis.length);
        DeltaScan scan = new DeltaScan(description);
        Difference out = Difference.scan(description, basis, basis, new Random(1));
        scan.end(out);

        assertThatThrownBy(() -> scan.add(basis, 0, 1, out))
                .isInstanceOf(IllegalStateException.class);
    }
}
