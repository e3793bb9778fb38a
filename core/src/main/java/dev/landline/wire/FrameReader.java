package dev.landline.wire;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frames of a connection off its bytes. For one thread at a time; it blocks as its input
 * blocks.
 *
 * <p>After an exception the stream has no frame boundary left and must not be read any further.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 1.
 */
public final class FrameReader {

    private final FramedInput input;
    private final PlainHeader plain = new PlainHeader();

    /**
     * Makes a reader.
     *
     * @param input where the bytes come from
     * @param maxBody the longest body to accept, in bytes
     */
    public FrameReader(InputStream input, int maxBody) {
        this.input = new FramedInput(input, maxBody);
    }

    /**
     * Reads the next frame.
     *
     * @return the frame; null where the input has ended between two frames
     * @throws ConnectionException {@code malformed_frame} where the bytes are no frame, {@code
     *     connection_lost} where they end in the middle of one
     * @throws IOException what the input threw
     */
    public @Nullable Frame read() throws IOException {
        try {
            return input.frame(plain);
        } catch (FramingException e) {
            throw e.cut()
                    ? new ConnectionException(
                            ErrorCode.CONNECTION_LOST,
                            "the connection ended inside a frame: " + e.getMessage(),
                            null,
                            e)
                    : new ConnectionException(
                            ErrorCode.MALFORMED_FRAME, String.valueOf(e.getMessage()), null, e);
        } catch (JsonException e) {
            throw new ConnectionException(
                    ErrorCode.MALFORMED_FRAME, "frame header: " + e.getMessage(), null, e);
        }
    }
}
