package dev.landline.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

/** Bytes that tell where they belong: each is made of its offset in the stream. */
public final class Pattern {

    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private Pattern() {}

    /**
     * The byte at an offset.
     *
     * @param offset in the stream
     * @return any value
     */
    public static byte at(long offset) {
        return (byte) ((offset * SPREAD) >>> 56);
    }

    /**
     * A piece of the stream.
     *
     * @param offset of its first byte
     * @param count how many bytes
     * @return the bytes
     */
    public static byte[] bytes(long offset, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = at(offset + i);
        }
        return bytes;
    }

    /**
     * Fails where bytes are not those of the stream.
     *
     * @param offset where the first one is said to belong
     * @param bytes read to their limit
     */
    public static void check(long offset, ByteBuffer bytes) {
        byte[] got = new byte[bytes.remaining()];
        bytes.get(got);
        assertThat(got).as("bytes from offset " + offset).isEqualTo(bytes(offset, got.length));
    }
}
