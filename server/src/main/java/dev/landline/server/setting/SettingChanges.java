package dev.landline.server.setting;

import dev.landline.json.JsonValue;
import dev.landline.server.config.ConfigReading;
import dev.landline.server.event.ServerEvent;
import dev.landline.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two readings.
 *
 * @param who who has made the difference
 * @param kept whether the configuration file has it
 * @param before the earlier one
 * @param now the later one
 */
record SettingChanges(String who, boolean kept, ConfigReading before, ConfigReading now) {

    private static final String NOTHING = "nothing";

    /** An event for each setting that differs, sorted by name. */
    List<ServerEvent.SettingChanged> events() {
        Set<String> names = new TreeSet<>();
        before.settings().forEach(setting -> names.add(setting.name()));
        now.settings().forEach(setting -> names.add(setting.name()));
        List<ServerEvent.SettingChanged> events = new ArrayList<>();
        for (String name : names) {
            Optional<Setting> old = before.find(name);
            Optional<Setting> other = now.find(name);
            if (!old.map(Setting::value).equals(other.map(Setting::value))
                    || !old.map(Setting::from).equals(other.map(Setting::from))) {
                events.add(event(name, old.map(Setting::value), other.map(Setting::value), true));
            }
            if (!old.flatMap(Setting::next).equals(other.flatMap(Setting::next))) {
                events.add(event(name, old.map(this::next), other.map(this::next), false));
            }
        }
        return events;
    }

    private JsonValue next(Setting setting) {
        return setting.next().orElse(setting.value());
    }

    private ServerEvent.SettingChanged event(
            String name, Optional<JsonValue> old, Optional<JsonValue> other, boolean live) {
        return new ServerEvent.SettingChanged(
                who,
                name,
                old.map(Setting::shown).orElse(NOTHING),
                other.map(Setting::shown).orElse(NOTHING),
                kept,
                live);
    }
}
