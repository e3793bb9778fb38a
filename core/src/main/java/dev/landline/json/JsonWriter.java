package dev.landline.json;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON without white space into one growing array that can be used again and again, so that
 * a frame costs no allocation. For one thread at a time.
 *
 * <p>It knows as much of JSON as a header needs: the caller opens and ends objects, the commas come
 * by themselves. Every value is spelled in the shortest way that JSON has, so that an object which
 * was read is never longer when it is written again.
 */
public final class JsonWriter {

    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private byte[] bytes;
    private int start;
    private int size;

    /**
     * Makes an empty writer.
     *
     * @param capacity the first size of its array
     */
    public JsonWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /**
     * Forgets everything and leaves room at the front.
     *
     * @param room how many bytes the caller will fill in itself
     */
    public void reset(int room) {
        size = 0;
        leave(room);
    }

    /**
     * Leaves room behind what stands there; what is written next begins anew.
     *
     * @param room how many bytes the caller will fill in itself
     */
    public void leave(int room) {
        ensure(room);
        size += room;
        start = size;
    }

    /**
     * Forgets what stands behind a place.
     *
     * @param kept how many bytes stay, at most {@link #size}
     */
    public void cut(int kept) {
        size = kept;
    }

    /**
     * How many bytes stand in the array, the room at the front included.
     *
     * @return 0 or more
     */
    public int size() {
        return size;
    }

    /**
     * The array itself, valid until the next call that writes.
     *
     * @return at least {@link #size} bytes
     */
    public byte[] array() {
        return bytes;
    }

    /**
     * Begins an object.
     *
     * @return this
     */
    public JsonWriter begin() {
        separate();
        return raw('{');
    }

    /**
     * Ends an object.
     *
     * @return this
     */
    public JsonWriter end() {
        return raw('}');
    }

    /**
     * Writes a field's name; its value comes next.
     *
     * @param name the name
     * @return this
     */
    public JsonWriter name(String name) {
        separate();
        quoted(name);
        return raw(':');
    }

    /**
     * Writes a field.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public JsonWriter field(String name, String value) {
        name(name);
        return quoted(value);
    }

    /**
     * Writes a field.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public JsonWriter field(String name, long value) {
        name(name);
        return number(value);
    }

    /**
     * Writes a field.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public JsonWriter field(String name, boolean value) {
        name(name);
        return ascii(value ? "true" : "false");
    }

    /**
     * Writes a field.
     *
     * @param name its name
     * @param values strings
     * @return this
     */
    public JsonWriter field(String name, List<String> values) {
        name(name);
        raw('[');
        for (String value : values) {
            separate();
            quoted(value);
        }
        return raw(']');
    }

    /**
     * Writes a field.
     *
     * @param name its name
     * @param values name to number
     * @return this
     */
    public JsonWriter field(String name, Map<String, Long> values) {
        name(name);
        raw('{');
        values.forEach(this::field);
        return raw('}');
    }

    /**
     * Writes any value.
     *
     * @param value what to write
     * @return this
     */
    public JsonWriter value(JsonValue value) {
        separate();
        return switch (value) {
            case JsonObject object -> {
                raw('{');
                object.fields().forEach((name, field) -> name(name).value(field));
                yield raw('}');
            }
            case JsonValue.Array(List<JsonValue> items) -> {
                raw('[');
                items.forEach(this::value);
                yield raw(']');
            }
            case JsonValue.Text(String text) -> quoted(text);
            case JsonValue.Int(long number) -> number(number);
            case JsonValue.Real(String spelling) -> ascii(spelling);
            case JsonValue.Bool(boolean bool) -> ascii(bool ? "true" : "false");
            case JsonValue.Null() -> ascii("null");
        };
    }

    /**
     * Writes bytes as they are, such as the body behind a header.
     *
     * @param source where they stand
     * @return this
     */
    public JsonWriter append(ByteBuffer source) {
        int length = source.remaining();
        ensure(length);
        source.get(source.position(), bytes, size, length);
        size += length;
        return this;
    }

    /** A comma, unless this is the first thing in its object or array or follows a name. */
    private void separate() {
        if (size == start) {
            return;
        }
        byte last = bytes[size - 1];
        if (last == '}' || last == ']' || last == '"' || Character.isLetterOrDigit(last)) {
            raw(',');
        }
    }

    private JsonWriter raw(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    private JsonWriter ascii(String text) {
        ensure(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    private JsonWriter number(long value) {
        if (value < 0) {
            return ascii(Long.toString(value));
        }
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        ensure(digits);
        long rest = value;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    private JsonWriter quoted(String text) {
        ensure(text.length() + 2);
        bytes[size++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                i = multibyte(text, i);
            } else if (c < 0x20 || c == '"' || c == '\\') {
                escaped(c);
            } else {
                raw(c);
            }
        }
        return raw('"');
    }

    private void escaped(char c) {
        switch (c) {
            case '"', '\\' -> raw('\\').raw(c);
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            case '\b' -> ascii("\\b");
            case '\f' -> ascii("\\f");
            default -> {
                ascii("\\u00");
                raw((char) HEX[c >> 4]).raw((char) HEX[c & 15]);
            }
        }
    }

    private int multibyte(String text, int index) {
        int point = text.codePointAt(index);
        ensure(4);
        if (point < 0x800) {
            bytes[size++] = (byte) (0xC0 | point >> 6);
        } else {
            if (Character.isBmpCodePoint(point) && Character.isSurrogate((char) point)) {
                throw new IllegalArgumentException(
                        "half a surrogate pair, \\u" + Integer.toHexString(point));
            }
            if (point < 0x10000) {
                bytes[size++] = (byte) (0xE0 | point >> 12);
            } else {
                bytes[size++] = (byte) (0xF0 | point >> 18);
                bytes[size++] = (byte) (0x80 | (point >> 12 & 0x3F));
            }
            bytes[size++] = (byte) (0x80 | (point >> 6 & 0x3F));
        }
        bytes[size++] = (byte) (0x80 | (point & 0x3F));
        return index + Character.charCount(point) - 1;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
