package dev.landline.wire;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames off a stream of bytes, however TCP has cut it. Nothing is allocated because the wire
 * announces it: memory grows with what has arrived. For one thread at a time; it blocks as its
 * input blocks.
 *
 * <p>After an exception the stream has no frame boundary left and must not be read any further.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 1.
 */
public final class FrameReader {

    private static final int BUFFER = 8192;
    private static final int STEP = 64 * 1024;

    private final InputStream input;
    private final int maxBody;
    private byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;

    /**
     * Makes a reader.
     *
     * @param input where the bytes come from
     * @param maxBody the longest body to accept, in bytes
     */
    public FrameReader(InputStream input, int maxBody) {
        this.input = input;
        this.maxBody = maxBody;
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
        if (position == limit && !fill()) {
            return null;
        }
        have(Framing.LENGTH_BYTES, "length");
        int length = headerLength();
        have(length, "header");
        try {
            JsonObject header = FrameDecoder.header(buffer, position, length);
            position += length;
            return FrameDecoder.decode(header, body(FrameDecoder.bodySize(header)));
        } catch (JsonException e) {
            throw new ConnectionException(
                    ErrorCode.MALFORMED_FRAME, "frame header: " + e.getMessage(), null, e);
        }
    }

    private int headerLength() throws ConnectionException {
        int length =
                (buffer[position] & 0xFF)
                        | (buffer[position + 1] & 0xFF) << 8
                        | (buffer[position + 2] & 0xFF) << 16
                        | buffer[position + 3] << 24;
        position += Framing.LENGTH_BYTES;
        if (length < Framing.MIN_HEADER || length > Framing.MAX_HEADER) {
            throw new ConnectionException(
                    ErrorCode.MALFORMED_FRAME,
                    "header length: expected "
                            + Framing.MIN_HEADER
                            + " to "
                            + Framing.MAX_HEADER
                            + ", got "
                            + length);
        }
        return length;
    }

    private ByteBuffer body(long size) throws IOException {
        if (size > maxBody) {
            throw new ConnectionException(
                    ErrorCode.MALFORMED_FRAME,
                    "data_size: expected at most " + maxBody + ", got " + size);
        }
        int total = (int) size;
        byte[] body = new byte[Math.min(total, STEP)];
        int have = Math.min(body.length, limit - position);
        System.arraycopy(buffer, position, body, 0, have);
        position += have;
        while (have < total) {
            if (have == body.length) {
                body = Arrays.copyOf(body, Math.min(total, body.length * 2));
            }
            int count = input.read(body, have, body.length - have);
            if (count < 0) {
                throw cut("body", have, total);
            }
            have += count;
        }
        return ByteBuffer.wrap(body);
    }

    /** Blocks until that many bytes stand in the buffer behind the position. */
    private void have(int count, String part) throws IOException {
        while (limit - position < count) {
            if (!fill()) {
                throw cut(part, limit - position, count);
            }
        }
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = 0;
        } else if (limit == buffer.length) {
            makeRoom();
        }
        int count = input.read(buffer, limit, buffer.length - limit);
        if (count > 0) {
            limit += count;
        }
        return count >= 0;
    }

    private void makeRoom() {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        } else {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    private static ConnectionException cut(String part, int got, int expected) {
        return new ConnectionException(
                ErrorCode.CONNECTION_LOST,
                "the connection ended inside a frame: its "
                        + part
                        + " has "
                        + expected
                        + " bytes, "
                        + got
                        + " of them arrived");
    }
}
