package dev.landline.server.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlPosition;

/** What stands over a file while it is read. */
final class ConfigOverlay {

    private static final TomlPosition NOWHERE = TomlPosition.positionAt(1, 1);

    private final Map<List<String>, ConfigAssignment> assignments = new HashMap<>();
    private final ConfigProblems problems;

    /**
     * Takes assignments; of several to one setting that holds whose origin stands over the others.
     */
    ConfigOverlay(Collection<ConfigAssignment> assignments, ConfigProblems problems) {
        this.problems = problems;
        assignments.forEach(one ->
                this.assignments.merge(
                        one.path(),
                        one,
                        (old, other) -> other.from().compareTo(old.from()) > 0 ? other : old));
    }

    Optional<ConfigValue> find(List<String> path) {
        return Optional.ofNullable(assignments.get(path)).map(this::value);
    }

    private ConfigValue value(ConfigAssignment assignment) {
        return new ConfigValue(
                String.join(".", assignment.path()),
                assignment.content(),
                NOWHERE,
                problems,
                assignment.from());
    }

    /** The names of what stands over a table. */
    List<String> names(List<String> table) {
        return assignments.keySet().stream()
                .filter(path ->
                        path.size() == table.size() + 1
                                && path.subList(0, table.size()).equals(table))
                .map(List::getLast)
                .toList();
    }
}
