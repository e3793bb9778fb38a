package dev.landline.classic;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Four bytes, little-endian and signed: what {@code struct.pack('i', n)} makes on the machines that
 * people have. Source: {@code spec/CLASSIC.md}, section 5.
 */
public final class Int32 {

    /** How long it is. */
    public static final int BYTES = 4;

    private Int32() {}

    /**
     * The bytes of a number.
     *
     * @param value any
     * @return four new bytes
     */
    public static byte[] bytes(int value) {
        return ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    /**
     * The number that bytes stand for.
     *
     * @param bytes at least four
     * @return any number
     */
    public static int value(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /**
     * Reads a number, however the bytes arrive.
     *
     * @param input where it comes from
     * @return any number
     * @throws EOFException where the input ends before or within it
     * @throws IOException where reading fails
     */
    public static int read(InputStream input) throws IOException {
        byte[] bytes = input.readNBytes(BYTES);
        if (bytes.length < BYTES) {
            throw new EOFException(
                    bytes.length == 0
                            ? "the other side has closed the connection"
                            : "expected 4 bytes of a length, got "
                                    + bytes.length
                                    + " and the end of the connection");
        }
        return value(bytes);
    }
}
