package dev.landline.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with readers for the fields that a header has. A field that is null counts as
 * absent. Every reader that takes a value of the wrong type throws a {@link JsonException} which
 * names the field, what was expected and what arrived.
 *
 * @param fields name to value, in the order of the text
 */
public record JsonObject(Map<String, JsonValue> fields) implements JsonValue {

    /** Copies the fields and keeps their order. */
    public JsonObject {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * The field of that name.
     *
     * @param name the field's name
     * @return its value; null where it is absent or null
     */
    public @Nullable JsonValue get(String name) {
        JsonValue value = fields.get(name);
        return value instanceof Null ? null : value;
    }

    /**
     * Whether the field is there.
     *
     * @param name the field's name
     * @return false where it is absent or null
     */
    public boolean has(String name) {
        return get(name) != null;
    }

    /**
     * An integer in a range.
     *
     * @param name the field's name
     * @param least the smallest allowed value
     * @param most the largest allowed value
     * @return the value
     * @throws JsonException where it is absent, no integer or out of range
     */
    public long integer(String name, long least, long most) throws JsonException {
        JsonValue value = get(name);
        if (value instanceof Int(long number) && number >= least && number <= most) {
            return number;
        }
        throw expected(name, "an integer from " + least + " to " + most, value);
    }

    /**
     * An integer in a range that may be absent.
     *
     * @param name the field's name
     * @param least the smallest allowed value
     * @param most the largest allowed value
     * @return the value, or empty
     * @throws JsonException where it is no integer or out of range
     */
    public OptionalLong optionalInteger(String name, long least, long most) throws JsonException {
        return has(name) ? OptionalLong.of(integer(name, least, most)) : OptionalLong.empty();
    }

    /**
     * A string.
     *
     * @param name the field's name
     * @return its text
     * @throws JsonException where it is absent or no string
     */
    public String text(String name) throws JsonException {
        if (get(name) instanceof Text(String text)) {
            return text;
        }
        throw expected(name, "a string", get(name));
    }

    /**
     * A string that may be absent.
     *
     * @param name the field's name
     * @return its text, or null
     * @throws JsonException where it is there and no string
     */
    public @Nullable String optionalText(String name) throws JsonException {
        return has(name) ? text(name) : null;
    }

    /**
     * A boolean.
     *
     * @param name the field's name
     * @return its value
     * @throws JsonException where it is absent or no boolean
     */
    public boolean bool(String name) throws JsonException {
        if (get(name) instanceof Bool(boolean value)) {
            return value;
        }
        throw expected(name, "true or false", get(name));
    }

    /**
     * An object.
     *
     * @param name the field's name
     * @return the object
     * @throws JsonException where it is absent or no object
     */
    public JsonObject object(String name) throws JsonException {
        if (get(name) instanceof JsonObject object) {
            return object;
        }
        throw expected(name, "an object", get(name));
    }

    /**
     * An array of strings.
     *
     * @param name the field's name
     * @return its elements
     * @throws JsonException where it is absent, no array, or has an element that is no string
     */
    public List<String> texts(String name) throws JsonException {
        if (!(get(name) instanceof Array(List<JsonValue> items))) {
            throw expected(name, "an array of strings", get(name));
        }
        List<String> texts = new ArrayList<>(items.size());
        for (JsonValue item : items) {
            if (!(item instanceof Text(String text))) {
                throw expected(name, "an array of strings", item);
            }
            texts.add(text);
        }
        return texts;
    }

    /**
     * The exception for a field that is not as it should be.
     *
     * @param name the field's name
     * @param expected what should have stood there
     * @param got what stood there; null for nothing
     * @return the exception, for the caller to throw
     */
    public static JsonException expected(String name, String expected, @Nullable JsonValue got) {
        return new JsonException(
                name
                        + ": expected "
                        + expected
                        + ", got "
                        + (got == null ? "nothing" : got.describe()));
    }
}
