package dev.landline.wire;

import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The checks that several frames share. Each throws {@link IllegalArgumentException}. */
final class Check {

    private Check() {}

    static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": expected " + least + " to " + most + ", got " + value);
        }
    }

    static void channel(int ch) {
        range("ch", ch, 1, Integer.MAX_VALUE);
    }

    /** Counts characters as Unicode does, for UTF-16 is a matter of this language alone. */
    static void length(String name, String text, int least, int most) {
        range("length of " + name, text.codePointCount(0, text.length()), least, most);
    }

    static void stream(String name) {
        length("stream", name, 1, Framing.MAX_NAME);
    }

    /** Stream to offset. */
    static Map<String, Long> offsets(String field, Map<String, Long> offsets) {
        offsets.forEach((stream, offset) -> {
            stream(stream);
            range(field + "." + stream, offset, 0, Framing.MAX_INTEGER);
        });
        return Collections.unmodifiableMap(new TreeMap<>(offsets));
    }

    static void id(String id) {
        if (id.length() != Framing.ID_DIGITS || !id.chars().allMatch(Check::hexadecimal)) {
            throw new IllegalArgumentException(
                    "id: expected "
                            + Framing.ID_DIGITS
                            + " hexadecimal digits in lower case, got '"
                            + id
                            + "'");
        }
    }

    private static boolean hexadecimal(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /** Goes no deeper than it is allowed to, so that no nesting can exhaust the stack. */
    static void depth(String name, JsonValue value, int most) {
        Collection<JsonValue> parts =
                switch (value) {
                    case JsonObject(Map<String, JsonValue> fields) -> fields.values();
                    case JsonValue.Array(List<JsonValue> items) -> items;
                    case JsonValue.Scalar _ -> null;
                };
        if (parts == null) {
            return;
        }
        if (most == 0) {
            throw new IllegalArgumentException(
                    name
                            + ": expected at most "
                            + (Framing.MAX_DEPTH - 1)
                            + " levels of nesting, got more");
        }
        parts.forEach(part -> depth(name, part, most - 1));
    }
}
