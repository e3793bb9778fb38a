package dev.landline.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that {@link JsonWriter} writes of most headers: no white space, names and strings
 * of ASCII without escapes, whole numbers. It takes only what {@link JsonReader} takes, and to the
 * same object; whatever is spelled otherwise, or wrong, is left to the library that is asked there.
 * That one takes ten times as long, and thirty milliseconds more in a JVM that has just started.
 */
final class PlainJson {

    /** Deeper ones are left to who walks without recursion. */
    private static final int DEEPEST = 16;

    private static final int EXACT_DIGITS = 18;

    private final byte[] bytes;
    private final int end;
    private int position;

    private PlainJson(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /**
     * Reads one object.
     *
     * @return null where nothing is known about it
     */
    static @Nullable JsonObject read(byte[] bytes, int offset, int length, int maxDepth) {
        PlainJson json = new PlainJson(bytes, offset, length);
        if (!json.skip('{')) {
            return null;
        }
        JsonObject object = json.object(Math.min(maxDepth, DEEPEST));
        return json.position == json.end ? object : null;
    }

    /** The rest of an object that has begun. */
    private @Nullable JsonObject object(int depth) {
        if (depth == 0) {
            return null;
        }
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        if (skip('}')) {
            return new JsonObject(fields);
        }
        do {
            String name = skip('"') ? text() : null;
            if (name == null || !skip(':')) {
                return null;
            }
            JsonValue value = value(depth);
            if (value == null || fields.put(name, value) != null) {
                return null;
            }
        } while (skip(','));
        return skip('}') ? new JsonObject(fields) : null;
    }

    /** The rest of an array that has begun. */
    private @Nullable JsonValue array(int depth) {
        if (depth == 0) {
            return null;
        }
        List<JsonValue> items = new ArrayList<>();
        if (skip(']')) {
            return new JsonValue.Array(items);
        }
        do {
            JsonValue value = value(depth);
            if (value == null) {
                return null;
            }
            items.add(value);
        } while (skip(','));
        return skip(']') ? new JsonValue.Array(items) : null;
    }

    private @Nullable JsonValue value(int depth) {
        if (position == end) {
            return null;
        }
        return switch (bytes[position]) {
            case '"' -> {
                position++;
                String text = text();
                yield text == null ? null : new JsonValue.Text(text);
            }
            case '{' -> {
                position++;
                yield object(depth - 1);
            }
            case '[' -> {
                position++;
                yield array(depth - 1);
            }
            case 't' -> skip("true") ? new JsonValue.Bool(true) : null;
            case 'f' -> skip("false") ? new JsonValue.Bool(false) : null;
            default -> number();
        };
    }

    /** The rest of a string that has begun, with the quote that ends it. */
    private @Nullable String text() {
        int start = position;
        while (position < end) {
            byte b = bytes[position++];
            if (b == '"') {
                return new String(bytes, start, position - 1 - start, StandardCharsets.ISO_8859_1);
            }
            if (b < ' ' || b == '\\' || b == 0x7F) {
                return null;
            }
        }
        return null;
    }

    private JsonValue.@Nullable Int number() {
        boolean negative = skip('-');
        int start = position;
        long value = 0;
        while (position < end && position - start <= EXACT_DIGITS) {
            int digit = bytes[position] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            position++;
        }
        int digits = position - start;
        if (digits == 0
                || digits > EXACT_DIGITS
                || (bytes[start] == '0' && (digits > 1 || negative))) {
            return null;
        }
        return new JsonValue.Int(negative ? -value : value);
    }

    private boolean skip(char c) {
        if (position < end && bytes[position] == c) {
            position++;
            return true;
        }
        return false;
    }

    private boolean skip(String word) {
        int after = position + word.length();
        if (after > end) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[position + i] != word.charAt(i)) {
                return false;
            }
        }
        position = after;
        return true;
    }
}
