package dev.landline.server.config;

import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values and keys as a TOML file has them. */
final class TomlText {

    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

    private TomlText() {}

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException where TOML, or no setting, has such a one
     */
    static String of(JsonValue value) {
        return switch (value) {
            case JsonValue.Text(String text) -> quoted(text);
            case JsonValue.Int(long number) -> Long.toString(number);
            case JsonValue.Real(String spelling) -> spelling;
            case JsonValue.Bool(boolean truth) -> Boolean.toString(truth);
            case JsonValue.Array(List<JsonValue> items) ->
                    items.stream().map(TomlText::of).collect(Collectors.joining(", ", "[", "]"));
            case JsonObject _, JsonValue.Null _ ->
                    throw new IllegalArgumentException(
                            "expected a string, a number or an array, got " + value.describe());
        };
    }

    /** The parts of a name with dots between them, quoted where they have to be. */
    static String key(List<String> path) {
        return path.stream().map(TomlText::key).collect(Collectors.joining("."));
    }

    private static String key(String part) {
        return BARE.matcher(part).matches() ? part : quoted(part);
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '"' -> quoted.append("\\\"");
                        case '\\' -> quoted.append("\\\\");
                        default -> {
                            if (Character.isISOControl(point)) {
                                quoted.append("\\u%04X".formatted(point));
                            } else {
                                quoted.appendCodePoint(point);
                            }
                        }
                    }
                });
        return quoted.append('"').toString();
    }
}
