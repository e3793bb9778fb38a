package dev.landline.server.config;

import dev.landline.setting.Setting;
import java.util.List;
import java.util.Optional;

/**
 * What was read from a {@link ConfigSource}.
 *
 * @param config what the operator has set
 * @param settings the same as a list, sorted by name
 */
public record ConfigReading(ServerConfig config, List<Setting> settings) {

    /** Copies the list. */
    public ConfigReading {
        settings = List.copyOf(settings);
    }

    /**
     * Finds a setting.
     *
     * @param name its full name
     * @return empty where there is none of that name
     */
    public Optional<Setting> find(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /**
     * The setting that somebody meant who wrote another name.
     *
     * @param written what stands there
     * @return a name; empty where none is near
     */
    public Optional<String> near(String written) {
        return NearNames.nearest(
                written.substring(written.lastIndexOf('.') + 1),
                settings.stream().map(Setting::name).toList());
    }
}
