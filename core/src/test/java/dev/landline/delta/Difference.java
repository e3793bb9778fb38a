package dev.landline.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** A difference, put together as the receiver does. */
final class Difference implements DeltaScan.Output {

    private final byte[] basis;
    private final ByteArrayOutputStream result = new ByteArrayOutputStream();
    private long copyEnd = -1;

    /** How many bytes were new. */
    long literal;

    /** How many copies there were. */
    int copies;

    private Difference(byte[] basis) {
        this.basis = basis;
    }

    /** Goes from the basis to the new version, which is handed over in pieces of any length. */
    static Difference between(byte[] basis, byte[] fresh, long size, Random random)
            throws Exception {
        BasisDescription sent = BasisDescription.of(reader(basis, random), size);
        BasisDescription description = BasisDescription.fromBytes(sent.toBytes());
        assertThat(sent.toBytes()).hasSize(sent.length()).isEqualTo(description.toBytes());
        return scan(description, basis, fresh, random);
    }

    static Difference scan(BasisDescription description, byte[] basis, byte[] fresh, Random random)
            throws Exception {
        DeltaScan scan = new DeltaScan(description);
        Difference difference = new Difference(basis);
        int most = 1 << random.nextInt(20);
        for (int at = 0; at < fresh.length; ) {
            int length = Math.min(random.nextInt(most + 1), fresh.length - at);
            scan.add(fresh, at, length, difference);
            at += length;
        }
        scan.end(difference);
        return difference;
    }

    /** Reads as little at once as a file system may. */
    static BlockReader reader(byte[] content, Random random) {
        return (target, offset, length, position) -> {
            if (position >= content.length) {
                return -1;
            }
            int most = (int) Math.min(length, content.length - position);
            int count = random.nextInt(4) == 0 ? 1 + random.nextInt(most) : most;
            System.arraycopy(content, (int) position, target, offset, count);
            return count;
        };
    }

    byte[] result() {
        return result.toByteArray();
    }

    @Override
    public void literal(byte[] bytes, int offset, int length) {
        assertThat(length).isPositive();
        result.write(bytes, offset, length);
        literal += length;
        copyEnd = -1;
    }

    @Override
    public void copy(long from, long length) {
        assertThat(length).isPositive();
        assertThat(from).as("copies that touch are one").isNotEqualTo(copyEnd);
        result.write(basis, Math.toIntExact(from), Math.toIntExact(length));
        copyEnd = from + length;
        copies++;
    }
}
