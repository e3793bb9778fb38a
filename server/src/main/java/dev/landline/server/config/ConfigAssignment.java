package dev.landline.server.config;

import dev.landline.json.JsonValue;
import dev.landline.setting.Setting;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlInvalidTypeException;
import org.tomlj.TomlParseResult;

/**
 * A value that stands over that of the file, in the words of the file.
 *
 * @param path the parts of the setting's name
 * @param toml the value in TOML
 * @param content the same as tomlj has read it
 * @param from who has set it
 */
record ConfigAssignment(List<String> path, String toml, Object content, Setting.From from) {

    private static final String KEY = "value";

    /**
     * Makes one.
     *
     * @throws IllegalArgumentException where the value is one that no setting has
     */
    static ConfigAssignment of(List<String> path, JsonValue value, Setting.From from) {
        String toml = TomlText.of(value);
        return new ConfigAssignment(path, toml, content(toml), from);
    }

    private static Object content(String toml) {
        TomlParseResult parsed = Toml.parse(KEY + " = " + toml);
        try {
            Object content = parsed.get(KEY);
            if (!parsed.hasErrors() && content != null) {
                return content;
            }
        } catch (TomlInvalidTypeException e) {
            // The same answer.
        }
        throw new IllegalArgumentException("expected a value of TOML, got " + toml);
    }
}
