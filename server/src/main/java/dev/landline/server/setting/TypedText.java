package dev.landline.server.setting;

import dev.landline.json.JsonValue;
import dev.landline.setting.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;

/** What people type as the value of a setting: without quotes where these say nothing. */
final class TypedText {

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final String KEY = "value";

    private TypedText() {}

    /**
     * The value as the configuration file would have it. What does not fit is left as a string, for
     * whoever judges values to refuse.
     *
     * @param type a type of {@link Setting}
     * @param text what was typed
     */
    static JsonValue parse(String type, String text) {
        String word = text.strip();
        return switch (type) {
            case Setting.INTEGER, Setting.SIZE -> number(word);
            case Setting.STRINGS -> array(word);
            default -> string(word);
        };
    }

    private static JsonValue number(String word) {
        return INTEGER.matcher(word).matches()
                ? new JsonValue.Int(Long.parseLong(word))
                : string(word);
    }

    private static JsonValue string(String word) {
        boolean quoted = word.startsWith("\"") || word.startsWith("'");
        return quoted && toml(word).orElse(word) instanceof String content
                ? new JsonValue.Text(content)
                : new JsonValue.Text(word);
    }

    private static JsonValue array(String word) {
        if (word.startsWith("[")) {
            return toml(word)
                    .filter(TomlArray.class::isInstance)
                    .map(content -> items((TomlArray) content))
                    .orElseGet(() -> new JsonValue.Text(word));
        }
        List<JsonValue> items =
                word.isEmpty()
                        ? List.of()
                        : Arrays.stream(COMMA.split(word, -1)).map(TypedText::item).toList();
        return new JsonValue.Array(items);
    }

    private static JsonValue item(String part) {
        return string(part.strip());
    }

    private static JsonValue items(TomlArray array) {
        return new JsonValue.Array(
                array.toList().stream()
                        .<JsonValue>map(item ->
                                item instanceof Long number
                                        ? new JsonValue.Int(number)
                                        : new JsonValue.Text(String.valueOf(item)))
                        .toList());
    }

    private static Optional<Object> toml(String word) {
        TomlParseResult parsed = Toml.parse(KEY + " = " + word);
        return parsed.hasErrors() ? Optional.empty() : Optional.ofNullable(parsed.get(KEY));
    }
}
