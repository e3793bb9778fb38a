package dev.landline.wire;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes headers and bodies off a stream of bytes, however TCP has cut it, whatever they mean.
 * Nothing is allocated because the wire announces it: memory grows with what has arrived, and
 * shrinks where little does, for most connections are idle. For one thread at a time; it blocks as
 * its input blocks.
 *
 * <p>After an exception the stream has no frame boundary left and must not be read any further.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 1.
 */
public final class FramedInput {

    /** The size of the buffer at first, and where much arrives. */
    private static final int BUFFER = 8192;

    /** Its size where little does: most connections say hello and are idle. */
    private static final int SMALL = 1024;

    /** After so many reads that all brought less than {@link #SMALL} bytes, the buffer shrinks. */
    private static final int SMALL_READS = 8;

    private static final int STEP = 64 * 1024;
    private static final byte[] NOTHING = {};
    private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

    private final InputStream input;
    private final int maxBody;
    private byte[] buffer = NOTHING;
    private int smallReads = SMALL_READS; // so that it shrinks after a first read that is small
    private int position;
    private int limit;
    private int headerSize;
    private int bodySize;
    private int bodyLeft;

    /**
     * Makes a reader.
     *
     * @param input where the bytes come from
     * @param maxBody the longest body to accept, in bytes
     */
    public FramedInput(InputStream input, int maxBody) {
        this.input = input;
        this.maxBody = maxBody;
    }

    /**
     * Reads the next header. The body of the one before must have been read.
     *
     * @return the header; null where the input has ended between two frames
     * @throws FramingException where the bytes are no frame, or end in the middle of one
     * @throws IOException what the input threw
     */
    public @Nullable JsonObject header() throws IOException {
        return next() ? parsed() : null;
    }

    /**
     * Reads the next frame. The body of the one before must have been read.
     *
     * @param plain what reads the headers that come most
     * @return the frame; null where the input has ended between two frames
     * @throws FramingException where the bytes are no frame, or end in the middle of one
     * @throws JsonException where the header is none of its type
     * @throws IOException what the input threw
     */
    @Nullable Frame frame(PlainHeader plain) throws IOException {
        if (!next()) {
            return null;
        }
        if (plain.read(buffer, position, headerSize)) {
            position += headerSize;
            announce(plain.bodySize());
            return plain.frame(bodySize == 0 ? NO_BODY : body());
        }
        JsonObject header = parsed();
        return FrameDecoder.decode(header, body());
    }

    /** Blocks until a whole header stands at the position; false where the input has ended. */
    private boolean next() throws IOException {
        if (bodyLeft > 0) {
            throw new IllegalStateException(bodyLeft + " bytes of a body were not read");
        }
        if (position == limit && !fill()) {
            return false;
        }
        have(Framing.LENGTH_BYTES, "length");
        headerSize = headerLength();
        have(headerSize, "header");
        return true;
    }

    private JsonObject parsed() throws FramingException {
        try {
            JsonObject header = FrameDecoder.header(buffer, position, headerSize);
            position += headerSize;
            announce(FrameDecoder.bodySize(header));
            return header;
        } catch (JsonException e) {
            throw new FramingException("frame header: " + e.getMessage(), false, e);
        }
    }

    private void announce(long size) throws FramingException {
        if (size > maxBody) {
            throw new FramingException(
                    "data_size: expected at most " + maxBody + ", got " + size, false, null);
        }
        bodySize = (int) size;
        bodyLeft = bodySize;
    }

    private int headerLength() throws FramingException {
        int length =
                (buffer[position] & 0xFF)
                        | (buffer[position + 1] & 0xFF) << 8
                        | (buffer[position + 2] & 0xFF) << 16
                        | buffer[position + 3] << 24;
        position += Framing.LENGTH_BYTES;
        if (length < Framing.MIN_HEADER || length > Framing.MAX_HEADER) {
            throw new FramingException(
                    "header length: expected "
                            + Framing.MIN_HEADER
                            + " to "
                            + Framing.MAX_HEADER
                            + ", got "
                            + length,
                    false,
                    null);
        }
        return length;
    }

    /**
     * How many bytes of the last header's body are still to be read.
     *
     * @return 0 or more
     */
    public int bodyLeft() {
        return bodyLeft;
    }

    /**
     * Whether bytes were read from the input and not taken yet.
     *
     * @return false where the next call asks the input
     */
    public boolean isBuffered() {
        return position < limit;
    }

    /**
     * Reads what is left of the body into an array of its own.
     *
     * @return the bytes
     * @throws FramingException where the input ends before the body does
     * @throws IOException what the input threw
     */
    public ByteBuffer body() throws IOException {
        int total = bodyLeft;
        byte[] body = new byte[Math.min(total, STEP)];
        int have = 0;
        while (have < total) {
            if (have == body.length) {
                body = Arrays.copyOf(body, Math.min(total, body.length * 2));
            }
            have += body(body, have, body.length - have);
        }
        return ByteBuffer.wrap(body);
    }

    /**
     * Reads a piece of the body.
     *
     * @param target where to
     * @param offset where in it
     * @param length the most to read, above 0
     * @return the number of bytes, 1 or more
     * @throws FramingException where the input ends before the body does
     * @throws IOException what the input threw
     */
    public int body(byte[] target, int offset, int length) throws IOException {
        int most = Math.min(length, bodyLeft);
        int count = Math.min(most, limit - position);
        if (count > 0) {
            System.arraycopy(buffer, position, target, offset, count);
            position += count;
        } else {
            count = input.read(target, offset, most);
            if (count < 0) {
                throw cut("body", bodySize - bodyLeft, bodySize);
            }
        }
        bodyLeft -= count;
        return count;
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
        makeRoom();
        int count = input.read(buffer, limit, buffer.length - limit);
        if (count > 0) {
            limit += count;
        }
        smallReads = count < SMALL ? Math.min(smallReads + 1, SMALL_READS) : 0;
        return count >= 0;
    }

    private void makeRoom() {
        int kept = limit - position;
        if (kept > 0 && limit < buffer.length) {
            return;
        }
        int size = fitting(kept);
        byte[] next = size == buffer.length ? buffer : new byte[size];
        System.arraycopy(buffer, position, next, 0, kept);
        buffer = next;
        position = 0;
        limit = kept;
    }

    /** The size of the buffer for the next read, behind what is kept. */
    private int fitting(int kept) {
        if (limit == buffer.length && buffer.length < BUFFER) {
            return BUFFER;
        }
        if (kept == buffer.length) {
            return 2 * buffer.length;
        }
        return kept == 0 && smallReads == SMALL_READS ? SMALL : buffer.length;
    }

    private static FramingException cut(String part, int got, int expected) {
        return new FramingException(
                "its " + part + " has " + expected + " bytes, " + got + " of them arrived",
                true,
                null);
    }
}
