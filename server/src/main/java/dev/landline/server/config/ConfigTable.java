package dev.landline.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.tomlj.TomlTable;

/** One table of the file. It takes every key that it is asked for as one that may stand in it. */
final class ConfigTable {

    private final String prefix;
    private final TomlTable toml;
    private final ConfigProblems problems;
    private final SortedSet<String> known = new TreeSet<>();

    ConfigTable(String prefix, TomlTable toml, ConfigProblems problems) {
        this.prefix = prefix;
        this.toml = toml;
        this.problems = problems;
    }

    /** The value of a key, where the file has it. */
    Optional<ConfigValue> find(String name) {
        known.add(name);
        return value(name);
    }

    private Optional<ConfigValue> value(String name) {
        List<String> path = List.of(name);
        return Optional.ofNullable(toml.get(path))
                .map(content ->
                        new ConfigValue(
                                prefix + name,
                                content,
                                Objects.requireNonNull(toml.inputPositionOf(path)),
                                problems));
    }

    /** Every key that the table has, for one whose keys are the operator's to choose. */
    void each(BiConsumer<String, ConfigValue> use) {
        for (String name : toml.keySet()) {
            find(name).ifPresent(value -> use.accept(name, value));
        }
    }

    int integer(String name, int fallback, int least, int most) {
        return find(name)
                .map(value -> value.integer(least, most).orElse(fallback))
                .orElse(fallback);
    }

    int size(String name, int fallback, int least, int most) {
        return find(name).map(value -> value.size(least, most).orElse(fallback)).orElse(fallback);
    }

    Duration duration(String name, Duration fallback, Duration least, Duration most) {
        return find(name).flatMap(value -> value.duration(least, most)).orElse(fallback);
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
