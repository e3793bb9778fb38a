package dev.landline.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlParseError;
import org.tomlj.TomlPosition;

/**
 * What is wrong with one file. From the first mistake in its syntax on, nothing else is said about
 * it: which table a key stands in is a guess there.
 */
final class ConfigProblems {

    private static final Pattern TWICE =
            Pattern.compile("(.+) previously defined at line (\\d+), column \\d+");
    private static final Pattern UNEXPECTED = Pattern.compile("Unexpected (.+?), expected (.+)");

    private static final Comparator<TomlPosition> ORDER =
            Comparator.comparingInt(TomlPosition::line).thenComparingInt(TomlPosition::column);

    private final @Nullable Path file;
    private final List<TomlPosition> mistakes;
    private final List<Problem> found = new ArrayList<>();

    private record Problem(TomlPosition position, String text) {}

    ConfigProblems(Path file, List<TomlParseError> mistakes) {
        this.file = file;
        this.mistakes = mistakes.stream().map(TomlParseError::position).toList();
        mistakes.forEach(mistake ->
                found.add(
                        new Problem(
                                mistake.position(),
                                described(String.valueOf(mistake.getMessage())))));
    }

    /** For values that stand in no file. */
    static ConfigProblems elsewhere() {
        return new ConfigProblems();
    }

    private ConfigProblems() {
        this.file = null;
        this.mistakes = List.of();
    }

    /** The parser's finding in the words of all other messages. */
    private static String described(String message) {
        Matcher twice = TWICE.matcher(message);
        if (twice.matches()) {
            return "%s: expected once, got it again; the first is on line %s"
                    .formatted(twice.group(1), twice.group(2));
        }
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.matches()) {
            return "expected %s, got %s".formatted(unexpected.group(2), unexpected.group(1));
        }
        return "expected TOML: " + message;
    }

    void add(TomlPosition position, String text) {
        if (mistakes.stream().allMatch(mistake -> ORDER.compare(position, mistake) < 0)) {
            found.add(new Problem(position, text));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** All of them, in the order of the file. */
    List<String> lines() {
        return found.stream()
                .sorted(Comparator.comparing(Problem::position, ORDER))
                .map(this::line)
                .toList();
    }

    private String line(Problem problem) {
        if (file == null) {
            return printable(problem.text());
        }
        TomlPosition position = problem.position();
        return printable(
                "%s:%d:%d: %s".formatted(file, position.line(), position.column(), problem.text()));
    }

    /**
     * The text fit for a terminal: without control characters and marks that turn its direction.
     */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .forEach(c ->
                        shown.appendCodePoint(
                                Character.isISOControl(c)
                                                || Character.getType(c) == Character.FORMAT
                                        ? '?'
                                        : c));
        return shown.toString();
    }
}
