package dev.landline.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The headers that a busy connection is full of, in the very spelling that {@link FrameEncoder}
 * has: {@code data}, {@code eof}, {@code window}, {@code ping} and {@code pong} are read here
 * without a parser and a tree of values. It takes only what the strict reader takes, and to the
 * same frame; whatever is spelled otherwise, or wrong, is left to that one. For one thread at a
 * time.
 */
final class PlainHeader {

    private static final byte[] TYPE = ascii("{\"type\":\"");
    private static final byte[] DATA = ascii("data\",\"ch\":");
    private static final byte[] EOF = ascii("eof\",\"ch\":");
    private static final byte[] WINDOW = ascii("window\",\"ch\":");
    private static final byte[] PING = ascii("ping\",\"id\":");
    private static final byte[] PONG = ascii("pong\",\"id\":");
    private static final byte[] STREAM = ascii(",\"stream\":\"");
    private static final byte[] OFFSET = ascii("\",\"offset\":");
    private static final byte[] DATA_SIZE = ascii(",\"data_size\":");
    private static final byte[] CONSUMED = ascii("\",\"consumed\":");
    private static final byte[] LIMIT = ascii(",\"limit\":");
    private static final byte[] END = ascii("}");

    /** A number that has no digits, leading zeros, or more than a header may hold. */
    private static final long NONE = -1;

    /** Streams whose names are kept: a connection has few at a time, and each comes again. */
    private static final int NAMES = 8;

    private final String[] names = new String[NAMES];
    private int nextName;

    private byte[] bytes = {};
    private int position;
    private int end;
    private long bodySize;
    private @Nullable Frame frame;
    private int ch;
    private String stream = "";
    private long offset;

    PlainHeader() {
        Arrays.fill(names, "");
    }

    /**
     * Reads a header.
     *
     * @return whether it was read; where not, nothing is known about it
     */
    boolean read(byte[] header, int from, int length) {
        bytes = header;
        position = from;
        end = from + length;
        bodySize = 0;
        frame = null;
        return skip(TYPE) && position < end && readFields() && skip(END) && position == end;
    }

    /** Bytes of the body behind the header that was read. */
    long bodySize() {
        return bodySize;
    }

    /** The frame of the header that was read, with that body. */
    Frame frame(ByteBuffer body) {
        Frame whole = frame;
        return whole != null ? whole : new Frame.Data(ch, stream, offset, body);
    }

    private boolean readFields() {
        return switch (bytes[position]) {
            case 'd' -> skip(DATA) && readData();
            case 'e' -> skip(EOF) && readEof();
            case 'w' -> skip(WINDOW) && readWindow();
            case 'p' -> readPing();
            default -> false;
        };
    }

    private boolean readData() {
        if (readStream() && skip(OFFSET)) {
            offset = number();
            if (offset != NONE && skip(DATA_SIZE)) {
                bodySize = number();
                return bodySize != NONE && offset <= Framing.MAX_INTEGER - bodySize;
            }
        }
        return false;
    }

    private boolean readEof() {
        if (readStream() && skip(OFFSET)) {
            long length = number();
            if (length != NONE) {
                frame = new Frame.Eof(ch, stream, length);
                return true;
            }
        }
        return false;
    }

    private boolean readWindow() {
        if (readStream() && skip(CONSUMED)) {
            long consumed = number();
            if (consumed != NONE && skip(LIMIT)) {
                long limit = number();
                if (limit >= consumed) {
                    frame = new Frame.Window(ch, stream, consumed, limit);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean readPing() {
        boolean ping = skip(PING);
        if (ping || skip(PONG)) {
            long id = number();
            if (id != NONE) {
                frame = ping ? new Frame.Ping(id) : new Frame.Pong(id);
                return true;
            }
        }
        return false;
    }

    /** The channel's number and the stream's name, up to the quote that ends it. */
    private boolean readStream() {
        long number = number();
        if (number < 1 || number > Integer.MAX_VALUE || !skip(STREAM)) {
            return false;
        }
        ch = (int) number;
        int start = position;
        while (position < end && isPlain(bytes[position])) {
            position++;
        }
        int length = position - start;
        if (length < 1 || length > Framing.MAX_NAME) {
            return false;
        }
        stream = name(start, length);
        return true;
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\' && b != 0x7F;
    }

    private String name(int start, int length) {
        for (String known : names) {
            if (isSame(known, start, length)) {
                return known;
            }
        }
        String name = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
        names[nextName] = name;
        nextName = (nextName + 1) % NAMES;
        return name;
    }

    private boolean isSame(String name, int start, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != bytes[start + i]) {
                return false;
            }
        }
        return true;
    }

    private boolean skip(byte[] word) {
        int after = position + word.length;
        if (after > end || !Arrays.equals(bytes, position, after, word, 0, word.length)) {
            return false;
        }
        position = after;
        return true;
    }

    private long number() {
        int start = position;
        long value = 0;
        while (position < end && value <= Framing.MAX_INTEGER) {
            int digit = bytes[position] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            position++;
        }
        int digits = position - start;
        boolean canonical = digits == 1 || (digits > 1 && bytes[start] != '0');
        return canonical && value <= Framing.MAX_INTEGER ? value : NONE;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
