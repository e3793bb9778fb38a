package dev.landline.server.config;

import dev.landline.json.JsonValue;
import java.util.List;

/**
 * What a setting is, as the question says that the configuration file is read with.
 *
 * @param path the parts of its name
 * @param type a type of {@link dev.landline.setting.Setting}
 * @param range which values there are, for people
 * @param fallback what holds where nothing is set
 * @param description what it is good for, one line
 * @param live whether it can change while the server runs
 */
record SettingDescription(
        List<String> path,
        String type,
        String range,
        JsonValue fallback,
        String description,
        boolean live) {

    /** The full name, such as {@code limits.window}. */
    String name() {
        return TomlText.key(path);
    }
}
