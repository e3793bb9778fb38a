package dev.landline.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasisDescriptionTest {

    private static final int ENTRY = 11;
    private static final int MOST = 1 << 20;

    /**
     * Made by a second program in another language, and {@code xxhsum -H3}: both ends of a
     * connection must cut alike, whatever version they are.
     */
    private static final String KNOWN =
            """
            5303 bf3becaa96c06842
            4509 6647dccb37b987a7
            5904 ff0d89eccbe4bb45
            6340 abfd8760a116b9c6
            15140 cad4b267cef0072d
            7024 272c87c87fa25e34
            5100 cafbb63add35ef5d
            4389 be3ef0e45d63dd3f
            12962 a7772c1ee6419f83
            12111 4ba07b8fa195b220
            8938 b5a5554460ff5a62
            5920 ac9d2c6ae9cfd284
            5987 d6d3490352ebf387
            373 84026ed4d10f9f22
            """;

    private static byte[] known() {
        byte[] bytes = new byte[100_000];
        int state = 1;
        for (int i = 0; i < bytes.length; i++) {
            state = (state * 1_103_515_245 + 12_345) & Integer.MAX_VALUE;
            bytes[i] = (byte) (state >> 16);
        }
        return bytes;
    }

    private static BasisDescription describe(byte[] basis, long size) throws IOException {
        return BasisDescription.of(Difference.reader(basis, new Random(1)), size);
    }

    private static byte[] crafted(int bits, int chunks, LongUnaryOperator sum, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + chunks * ENTRY).put((byte) bits);
        for (int i = 0; i < chunks; i++) {
            bytes.putLong(sum.applyAsLong(i));
            bytes.put((byte) ((length - 1) >> 16)).putShort((short) (length - 1));
        }
        return bytes.array();
    }

    @Test
    void theBytesAreThoseOfTheProtocol() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(describe(known(), 100_000).toBytes());
        StringBuilder found = new StringBuilder();
        assertThat(bytes.get()).isEqualTo((byte) 13);
        while (bytes.hasRemaining()) {
            long sum = bytes.getLong();
            int length = ((bytes.get() & 0xff) << 16 | (bytes.getShort() & 0xffff)) + 1;
            found.append("%d %016x%n".formatted(length, sum));
        }

        assertThat(found).hasToString(KNOWN);
    }

    @Test
    void itStaysSmall() throws IOException {
        byte[] basis = new byte[32 << 20];
        new Random(5).nextBytes(basis);

        assertThat(describe(basis, basis.length).length()).isLessThan(basis.length / 600);
        assertThat(describe(basis, 1L << 34).length()).isLessThan(basis.length / 5_000);
    }

    @Test
    void itEndsWhereTheSizeSays() throws IOException {
        byte[] basis = known();

        assertThat(describe(basis, 0).length()).isEqualTo(1);
        assertThat(describe(basis, 5_303).length()).isEqualTo(1 + ENTRY);
        assertThat(describe(basis, 5_304).length()).isEqualTo(1 + 2 * ENTRY);
    }

    @Test
    void theLongestIsTaken() {
        byte[] bytes = crafted(21, MOST, i -> i, 1 << 23);

        assertThat(bytes).hasSize(BasisDescription.MAX_BYTES);
        assertThat(BasisDescription.fromBytes(bytes).toBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 11, 13, 1 + (MOST + 1) * ENTRY})
    void aLengthThatNoDescriptionHasIsRefused(int length) {
        byte[] bytes = new byte[length];
        if (length > 0) {
            bytes[0] = 13;
        }

        assertThatThrownBy(() -> BasisDescription.fromBytes(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got " + length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-128, -1, 0, 12, 22, 63, 127})
    void anAverageThatNoDescriptionHasIsRefused(int bits) {
        assertThatThrownBy(() -> BasisDescription.fromBytes(new byte[] {(byte) bits}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got " + bits);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 32_769, 1 << 24})
    void aChunkThatIsTooShortOrTooLongIsRefused(int length) {
        assertThatThrownBy(() -> BasisDescription.fromBytes(crafted(13, 2, i -> i, length)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got " + length);
    }

    @Test
    void onlyTheLastChunkMayBeShort() {
        assertThat(BasisDescription.fromBytes(crafted(13, 1, i -> i, 1)).length())
                .isEqualTo(1 + ENTRY);
    }

    /** Sums that a table without a secret would put into one place, or into one row. */
    @ParameterizedTest
    @ValueSource(strings = {"same", "low", "high", "multiple"})
    @Timeout(20)
    void noDescriptionMakesTheScanSlow(String kind) throws Exception {
        LongUnaryOperator sum =
                switch (kind) {
                    case "same" -> i -> 42;
                    case "low" -> i -> i;
                    case "high" -> i -> i << 44;
                    default -> i -> i * 0x9e3779b97f4a7c15L;
                };
        byte[] fresh = new byte[32 << 20];
        new Random(3).nextBytes(fresh);
        BasisDescription description = BasisDescription.fromBytes(crafted(13, MOST, sum, 32 << 10));

        assertThat(Difference.scan(description, new byte[0], fresh, new Random(1)).result())
                .isEqualTo(fresh);
    }

    /** Many equal blocks are what a rolling sum fears. */
    @Test
    @Timeout(20)
    void manyEqualChunksStayLinear() throws Exception {
        byte[] basis = new byte[64 << 20];
        byte[] fresh = new byte[64 << 20];
        for (int i = 0; i < fresh.length; i += 5_000) {
            fresh[i] = 1;
        }

        assertThat(Difference.between(basis, fresh, basis.length, new Random(1)).result())
                .isEqualTo(fresh);
    }

    /** The other side's lie costs a wrong result, which the hash of the whole file shows. */
    @Test
    void whatALieYieldsHasTheRightLength() throws Exception {
        byte[] basis = known();
        byte[] fresh = basis.clone();
        byte[] bytes = describe(basis, basis.length).toBytes();
        fresh[20] ^= 1;
        ByteBuffer.wrap(bytes).putLong(1, Chunker.sum(fresh, 0, 5_303));
        BasisDescription lie = BasisDescription.fromBytes(bytes);

        assertThat(Difference.scan(lie, basis, fresh, new Random(1)).result()).isEqualTo(basis);
    }
}
