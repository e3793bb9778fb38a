package dev.landline.probe;

import java.util.Arrays;

/**
 * The bytes of a probe: the one at offset n is n modulo 251. As 251 is a prime, a block that is
 * lost, doubled or moved shows, whatever its usual size. Immutable, for any thread.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 6.15.
 */
public final class ProbeBytes {

    /** How long a piece is at most. */
    public static final int PIECE = 64 << 10;

    private static final int PERIOD = 251;

    private final byte[] pattern = new byte[PIECE + PERIOD];

    /** Prepares them. */
    public ProbeBytes() {
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = (byte) (i % PERIOD);
        }
    }

    /**
     * A piece of them.
     *
     * @param offset where in the stream it begins
     * @param count how long it is, 0 to {@link #PIECE}
     * @return a new array
     */
    public byte[] piece(long offset, int count) {
        int start = start(offset);
        return Arrays.copyOfRange(pattern, start, start + count);
    }

    /**
     * Where bytes that arrived are not what they should be.
     *
     * @param offset where in the stream they begin
     * @param bytes what holds them, from its beginning
     * @param count how many, 0 to {@link #PIECE}
     * @return the offset in the stream of the first that is wrong; −1 where all are right
     */
    public long wrong(long offset, byte[] bytes, int count) {
        int start = start(offset);
        int index = Arrays.mismatch(pattern, start, start + count, bytes, 0, count);
        return index < 0 ? -1 : offset + index;
    }

    private static int start(long offset) {
        return Math.floorMod(offset, PERIOD);
    }
}
