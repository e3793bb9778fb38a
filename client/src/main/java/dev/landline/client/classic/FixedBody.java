package dev.landline.client.classic;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A body of a known length. */
final class FixedBody {

    /** What a body is carried in. */
    static final int PIECE = 64 * 1024;

    private FixedBody() {}

    /**
     * Carries all of it, and never a byte more.
     *
     * @param digest takes the bytes as well, where there is one
     * @throws ConnectionException where the connection ends within it
     */
    static void copy(
            InputStream input, long size, Delivery delivery, @Nullable MessageDigest digest)
            throws IOException {
        delivery.expect(size);
        byte[] piece = new byte[(int) Math.min(PIECE, size)];
        while (delivery.bytes() < size) {
            int count = input.read(piece, 0, (int) Math.min(piece.length, size - delivery.bytes()));
            if (count < 0) {
                throw new ConnectionException(
                        ErrorCode.CONNECTION_LOST,
                        "the connection ended after "
                                + delivery.bytes()
                                + " of "
                                + size
                                + " bytes of the answer");
            }
            if (digest != null) {
                digest.update(piece, 0, count);
            }
            delivery.take(piece, count);
        }
    }
}
