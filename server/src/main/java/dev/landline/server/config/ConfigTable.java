package dev.landline.server.config;

import dev.landline.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tomlj.TomlTable;

/**
 * One table of the file, and what stands over it. It takes every key that it is asked for as one
 * that may stand in it.
 */
final class ConfigTable {

    private final List<String> path;
    private final TomlTable toml;
    private final ConfigOverlay overlay;
    private final ConfigProblems problems;
    private final SortedSet<String> known = new TreeSet<>();
    private final List<ConfigAnswer> answers = new ArrayList<>();

    ConfigTable(List<String> path, TomlTable toml, ConfigOverlay overlay, ConfigProblems problems) {
        this.path = List.copyOf(path);
        this.toml = toml;
        this.overlay = overlay;
        this.problems = problems;
    }

    /**
     * Begins to ask for a setting.
     *
     * @param description what it is good for, one line
     */
    ConfigQuestion setting(String name, String description) {
        return new ConfigQuestion(this, name, description);
    }

    /** The value of a key, where the file has it or something stands over it. */
    Optional<ConfigValue> find(String name) {
        known.add(name);
        return overlay.find(path(name)).or(() -> value(name));
    }

    private Optional<ConfigValue> value(String name) {
        List<String> key = List.of(name);
        return Optional.ofNullable(toml.get(key))
                .map(content ->
                        new ConfigValue(
                                String.join(".", path(name)),
                                content,
                                Objects.requireNonNull(toml.inputPositionOf(key)),
                                problems,
                                Setting.From.FILE));
    }

    /** Every key that the table has, for one whose keys are the operator's to choose. */
    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(toml.keySet());
        names.addAll(overlay.names(path));
        return names;
    }

    /** The parts of the full name of a key. */
    List<String> path(String name) {
        List<String> full = new ArrayList<>(path);
        full.add(name);
        return List.copyOf(full);
    }

    void note(ConfigAnswer answer) {
        answers.add(answer);
    }

    /** What was asked and answered so far, in this order. */
    List<ConfigAnswer> answers() {
        return List.copyOf(answers);
    }

    /** The names asked for so far. */
    SortedSet<String> known() {
        return known;
    }

    /**
     * Notes as problems what stands in the table and was not asked for.
     *
     * @param everywhere the full names of all keys of the file, for one that stands in a wrong
     *     table
     */
    void refuseUnknown(SortedSet<String> everywhere) {
        List<String> candidates = new ArrayList<>(known);
        candidates.addAll(everywhere);
        String expected = (known.size() == 1 ? "" : "one of ") + String.join(", ", known);
        for (String name : toml.keySet()) {
            if (!known.contains(name)) {
                String near =
                        NearNames.nearest(name, candidates)
                                .map(candidate -> "; did you mean " + candidate + "?")
                                .orElse("");
                value(name).ifPresent(value -> value.refuse(expected, name + near));
            }
        }
    }
}
