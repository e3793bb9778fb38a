package dev.landline.wire;

import java.io.InputStream;
import java.util.function.IntUnaryOperator;

/**
 * Bytes that arrive in pieces, as TCP cuts them; it remembers the largest read that was asked for.
 */
final class PiecewiseInput extends InputStream {

    private final byte[] bytes;
    private final IntUnaryOperator pieceAt;
    private int position;
    private int largestRead;
    private int lastRead;

    /**
     * Bytes whose pieces have the length that {@code pieceAt} says for the offset they begin at.
     */
    PiecewiseInput(byte[] bytes, IntUnaryOperator pieceAt) {
        this.bytes = bytes.clone();
        this.pieceAt = pieceAt;
    }

    static PiecewiseInput whole(byte[] bytes) {
        return new PiecewiseInput(bytes, at -> Integer.MAX_VALUE);
    }

    /** Two pieces, the second of which begins at {@code split}. */
    static PiecewiseInput splitAt(byte[] bytes, int split) {
        return new PiecewiseInput(bytes, at -> at < split ? split - at : Integer.MAX_VALUE);
    }

    static PiecewiseInput byteByByte(byte[] bytes) {
        return new PiecewiseInput(bytes, at -> 1);
    }

    @Override
    public int read() {
        return position == bytes.length ? -1 : bytes[position++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        largestRead = Math.max(largestRead, length);
        lastRead = length;
        if (length == 0) {
            throw new IllegalArgumentException("a read of no bytes, which would never end");
        }
        if (position == bytes.length) {
            return -1;
        }
        int piece = Math.min(pieceAt.applyAsInt(position), bytes.length - position);
        int count = Math.min(length, piece);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    int largestRead() {
        return largestRead;
    }

    /** How many bytes the last read asked for. */
    int lastRead() {
        return lastRead;
    }

    /** How many bytes were taken. */
    int taken() {
        return position;
    }
}
