package dev.landline.server.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;

/** All values of a text, to compare it with another. */
final class TomlValues {

    private TomlValues() {}

    /** The values by their names. */
    static Map<String, Object> of(String text) {
        TomlParseResult toml = Toml.parse(text);
        Map<String, Object> values = new TreeMap<>();
        for (List<String> path : toml.keyPathSet()) {
            Object value = toml.get(path);
            values.put(
                    TomlText.key(path),
                    value instanceof TomlArray array ? array.toJson() : String.valueOf(value));
        }
        return values;
    }
}
