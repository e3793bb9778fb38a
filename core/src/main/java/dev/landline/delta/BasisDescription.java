package dev.landline.delta;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What whoever has the old version of a file tells about it: the length and the sum of each chunk.
 * Immutable; for any number of threads.
 *
 * <p>As bytes: the binary logarithm of the average length of a chunk, 13 to 21, in one byte; then
 * for each chunk, in order, XXH3 with 64 bits in eight bytes and the length less 1 in three, both
 * big endian. That makes about 1/745 of a basis of up to 256 MiB, less of a larger one, and never
 * more than {@link #MAX_BYTES}.
 */
public final class BasisDescription {

    private static final int MAX_CHUNKS = 1 << 20;
    private static final int ENTRY = Long.BYTES + 3;

    /** The longest description in bytes. */
    public static final int MAX_BYTES = 1 + MAX_CHUNKS * ENTRY;

    private final int bits;
    private final long[] sums;
    private final int[] lengths;

    private BasisDescription(int bits, long[] sums, int[] lengths) {
        this.bits = bits;
        this.sums = sums;
        this.lengths = lengths;
    }

    /**
     * Describes a file. Takes a buffer of 64 KiB to 16 MiB, by the size.
     *
     * @param basis the file
     * @param size where to stop, in bytes; a file that ends before that is described to its end,
     *     and of one beyond 1 TiB the end may be left out
     * @return the description
     * @throws IOException where the file cannot be read
     */
    public static BasisDescription of(BlockReader basis, long size) throws IOException {
        int bits = bits(size);
        Chunker chunker = new Chunker(bits);
        byte[] buffer = new byte[Math.max(2 * chunker.longest(), 1 << 18)];
        long[] sums = new long[16];
        int[] lengths = new int[16];
        int count = 0;
        int from = 0;
        int end = 0;
        long position = 0;
        boolean ended = false;
        while (count < MAX_CHUNKS) {
            if (!ended && end - from < chunker.longest()) {
                System.arraycopy(buffer, from, buffer, 0, end - from);
                end -= from;
                from = 0;
                int got = fill(basis, buffer, end, size - position, position);
                position += got;
                end += got;
                ended = end < buffer.length;
            }
            if (from == end) {
                break;
            }
            int next = chunker.cut(buffer, from, end);
            if (count == sums.length) {
                sums = Arrays.copyOf(sums, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            sums[count] = Chunker.sum(buffer, from, next - from);
            lengths[count++] = next - from;
            from = next;
        }
        return new BasisDescription(
                bits, Arrays.copyOf(sums, count), Arrays.copyOf(lengths, count));
    }

    private static int fill(BlockReader basis, byte[] buffer, int at, long left, long position)
            throws IOException {
        int most = (int) Math.min(left, buffer.length - at);
        int got = 0;
        while (got < most) {
            int count = basis.read(buffer, at + got, most - got, position + got);
            if (count <= 0) {
                break;
            }
            got += count;
        }
        return got;
    }

    /** Longer chunks for longer files: as the square root, until there would be too many. */
    private static int bits(long size) {
        int log = Long.SIZE - Long.numberOfLeadingZeros(Math.max(size, 1) - 1);
        return Math.clamp(
                Math.max((log + 1) / 2 - 1, log - 19), Chunker.MIN_BITS, Chunker.MAX_BITS);
    }

    /**
     * How long it is as bytes.
     *
     * @return 1 to {@link #MAX_BYTES}
     */
    public int length() {
        return 1 + sums.length * ENTRY;
    }

    /**
     * For the other side.
     *
     * @return {@link #length} new bytes
     */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(length());
        bytes.put((byte) bits);
        for (int i = 0; i < sums.length; i++) {
            bytes.putLong(sums[i]);
            int least = lengths[i] - 1;
            bytes.put((byte) (least >> 16)).putShort((short) least);
        }
        return bytes.array();
    }

    /**
     * Reads what the other side has sent.
     *
     * @param bytes all of it; not kept
     * @return the description
     * @throws IllegalArgumentException where no description looks like that
     */
    public static BasisDescription fromBytes(byte[] bytes) {
        if (bytes.length > MAX_BYTES || bytes.length % ENTRY != 1) {
            throw bad("1 + 11 n bytes, n up to " + MAX_CHUNKS, bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int bits = in.get();
        if (bits < Chunker.MIN_BITS || bits > Chunker.MAX_BITS) {
            throw bad("chunks of 2^" + Chunker.MIN_BITS + " to 2^" + Chunker.MAX_BITS, bits);
        }
        Chunker chunker = new Chunker(bits);
        long[] sums = new long[bytes.length / ENTRY];
        int[] lengths = new int[sums.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.getLong();
            lengths[i] = ((in.get() & 0xff) << 16 | (in.getShort() & 0xffff)) + 1;
            int least = i < sums.length - 1 ? chunker.shortest() : 1;
            if (lengths[i] < least || lengths[i] > chunker.longest()) {
                throw bad(
                        "a chunk of " + least + " to " + chunker.longest() + " bytes", lengths[i]);
            }
        }
        return new BasisDescription(bits, sums, lengths);
    }

    private static IllegalArgumentException bad(String expected, int found) {
        return new IllegalArgumentException(
                "description of a basis: expected " + expected + ", got " + found);
    }

    Chunker chunker() {
        return new Chunker(bits);
    }

    int chunks() {
        return sums.length;
    }

    long sum(int chunk) {
        return sums[chunk];
    }

    int chunkLength(int chunk) {
        return lengths[chunk];
    }
}
