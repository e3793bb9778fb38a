package dev.landline.server.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** A configuration file that is being read. What nobody has asked for in the end is a mistake. */
final class ConfigDocument {

    private final ConfigProblems problems;
    private final ConfigTable top;
    private final Map<String, ConfigTable> tables = new LinkedHashMap<>();

    private ConfigDocument(ConfigProblems problems, ConfigTable top) {
        this.problems = problems;
        this.top = top;
    }

    static ConfigDocument parse(Path file, String text) {
        TomlParseResult toml = Toml.parse(text);
        ConfigProblems problems = new ConfigProblems(file, toml.errors());
        return new ConfigDocument(problems, new ConfigTable("", toml, problems));
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
        ConfigTable table = new ConfigTable(name + ".", toml, problems);
        tables.put(name, table);
        return table;
    }

    /** Whether nothing is wrong so far. */
    boolean isSound() {
        return problems.isEmpty();
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
        problems.check();
    }
}
