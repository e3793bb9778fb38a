package dev.landline.server.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** A configuration file that is being read. What nobody has asked for in the end is a mistake. */
final class ConfigDocument {

    private final ConfigProblems problems;
    private final ConfigProblems elsewhere = ConfigProblems.elsewhere();
    private final ConfigOverlay overlay;
    private final ConfigTable top;
    private final Map<String, ConfigTable> tables = new LinkedHashMap<>();

    private ConfigDocument(
            ConfigProblems problems, TomlTable toml, Collection<ConfigAssignment> over) {
        this.problems = problems;
        this.overlay = new ConfigOverlay(over, elsewhere);
        this.top = new ConfigTable(List.of(), toml, overlay, problems);
    }

    static ConfigDocument parse(Path file, String text) {
        return parse(file, text, List.of());
    }

    /**
     * Reads a text.
     *
     * @param over what stands over it
     */
    static ConfigDocument parse(Path file, String text, Collection<ConfigAssignment> over) {
        TomlParseResult toml = Toml.parse(text);
        return new ConfigDocument(new ConfigProblems(file, toml.errors()), toml, over);
    }

    /** The keys above all tables. */
    ConfigTable top() {
        return top;
    }

    /** A table, which is empty where the file does not have it. */
    ConfigTable table(String name) {
        return table(top, name, name);
    }

    /** A table in one that was asked for before. */
    ConfigTable table(String parent, String name) {
        return table(Objects.requireNonNull(tables.get(parent)), name, parent + "." + name);
    }

    private ConfigTable table(ConfigTable in, String key, String name) {
        TomlTable toml =
                in.find(key)
                        .flatMap(value -> {
                            if (value.content() instanceof TomlTable table) {
                                return Optional.of(table);
                            }
                            value.refuse("a table, [" + name + "]");
                            return Optional.empty();
                        })
                        .orElseGet(() -> Toml.parse(""));
        ConfigTable table = new ConfigTable(in.path(key), toml, overlay, problems);
        tables.put(name, table);
        return table;
    }

    /** Whether nothing is wrong so far. */
    boolean isSound() {
        return problems.isEmpty() && elsewhere.isEmpty();
    }

    /** What was asked and answered so far: above all tables, then table by table. */
    List<ConfigAnswer> answers() {
        return Stream.concat(Stream.of(top), tables.values().stream())
                .flatMap(table -> table.answers().stream())
                .toList();
    }

    /** The full names of all keys asked for so far, tables apart. */
    SortedSet<String> keys() {
        SortedSet<String> keys = new TreeSet<>(top.known());
        tables.forEach((name, table) -> table.known().forEach(key -> keys.add(name + "." + key)));
        keys.removeAll(tables.keySet());
        return keys;
    }

    /**
     * To be called when everything was asked for.
     *
     * @throws ConfigException with every problem of the file
     */
    void finish() throws ConfigException {
        SortedSet<String> keys = keys();
        top.refuseUnknown(keys);
        tables.values().forEach(table -> table.refuseUnknown(keys));
        List<String> lines =
                Stream.concat(elsewhere.lines().stream(), problems.lines().stream()).toList();
        if (!lines.isEmpty()) {
            throw new ConfigException(lines, null);
        }
    }
}
