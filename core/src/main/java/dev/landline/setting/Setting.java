package dev.landline.setting;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A setting of a server and its value. Values are as in the configuration file: strings, integers
 * and arrays of strings; durations and sizes are strings such as {@code 15s} and {@code 64KiB}.
 * Source: {@code spec/PROTOCOL.md}, section 6.13.
 *
 * @param name the full name, such as {@code limits.window}
 * @param type {@code integer}, {@code size}, {@code duration}, {@code string} or {@code strings}
 * @param range which values there are, for people
 * @param fallback what holds where nothing is set
 * @param description what it is good for, one line
 * @param live whether it can change while the server runs
 * @param value what holds now
 * @param from where that comes from
 * @param next what holds from the next start of the server on, where that differs
 */
public record Setting(
        String name,
        String type,
        String range,
        JsonValue fallback,
        String description,
        boolean live,
        JsonValue value,
        From from,
        Optional<JsonValue> next) {

    /** The type of whole numbers. */
    public static final String INTEGER = "integer";

    /** The type of numbers of bytes. */
    public static final String SIZE = "size";

    /** The type of times. */
    public static final String DURATION = "duration";

    /** The type of words, paths and the like. */
    public static final String STRING = "string";

    /** The type of arrays of strings. */
    public static final String STRINGS = "strings";

    /** Where a value comes from. The later ones stand over the earlier ones. */
    public enum From {
        /** Nobody has set it. */
        DEFAULT("default"),
        /** The configuration file. */
        FILE("file"),
        /** Whoever started the server, for instance with an option of the command line. */
        OPTION("option"),
        /** It was set while the server ran. */
        LIVE("live");

        private final String word;

        From(String word) {
            this.word = word;
        }

        /**
         * The word on the wire.
         *
         * @return such as {@code file}
         */
        public String word() {
            return word;
        }

        private static From of(String word) throws JsonException {
            for (From from : values()) {
                if (from.word.equals(word)) {
                    return from;
                }
            }
            throw JsonObject.expected(
                    "from", "default, file, option or live", new JsonValue.Text(word));
        }
    }

    /**
     * The setting as it travels.
     *
     * @return an object, to be written on one line
     */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonValue.Text(name));
        fields.put("type", new JsonValue.Text(type));
        fields.put("range", new JsonValue.Text(range));
        fields.put("default", fallback);
        fields.put("description", new JsonValue.Text(description));
        fields.put("live", new JsonValue.Bool(live));
        fields.put("value", value);
        fields.put("from", new JsonValue.Text(from.word()));
        next.ifPresent(later -> fields.put("next", later));
        return new JsonObject(fields);
    }

    /**
     * Reads one.
     *
     * @param json what a server has sent
     * @return the setting
     * @throws JsonException where it is none, with what was expected and what arrived
     */
    public static Setting fromJson(JsonObject json) throws JsonException {
        return new Setting(
                json.text("name"),
                json.text("type"),
                json.text("range"),
                value(json, "default"),
                json.text("description"),
                json.bool("live"),
                value(json, "value"),
                From.of(json.text("from")),
                json.has("next") ? Optional.of(value(json, "next")) : Optional.empty());
    }

    private static JsonValue value(JsonObject json, String name) throws JsonException {
        return switch (json.get(name)) {
            case JsonValue.Text text -> text;
            case JsonValue.Int number -> number;
            case JsonValue.Array _ ->
                    new JsonValue.Array(
                            json.texts(name).stream().<JsonValue>map(JsonValue.Text::new).toList());
            case null, default ->
                    throw JsonObject.expected(
                            name, "a string, an integer or an array of strings", json.get(name));
        };
    }

    /**
     * A value as a person would type it.
     *
     * @param value of a setting
     * @return strings and numbers as they are; arrays with commas between the items, empty ones as
     *     {@code []}
     */
    public static String shown(JsonValue value) {
        return switch (value) {
            case JsonValue.Text(String text) -> text;
            case JsonValue.Int(long number) -> Long.toString(number);
            case JsonValue.Array(List<JsonValue> items) ->
                    items.isEmpty()
                            ? "[]"
                            : String.join(", ", items.stream().map(Setting::shown).toList());
            default -> value.describe();
        };
    }
}
