package dev.landline.select;

import dev.landline.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line that leaves files out. Source: gitignore(5).
 *
 * @param text the line as it was given
 * @param takesBack whether it begins with {@code !}
 * @param directoriesOnly whether it ends with a slash
 * @param anchored whether it is about the whole path, and not about the last name
 * @param names a pattern for each component; one of {@code **} is for any number of them
 */
record ExclusionLine(
        String text,
        boolean takesBack,
        boolean directoriesOnly,
        boolean anchored,
        List<Component> names) {

    static final int MAX_LENGTH = 4096;

    /** A component; {@code deep} for one of {@code **}. */
    record Component(Wildcards wildcards, boolean deep) {}

    /**
     * Reads a line; empty for a comment and for one without anything.
     *
     * @throws IllegalArgumentException for one that could never match
     */
    static Optional<ExclusionLine> of(String line) {
        String pattern = withoutTrailingBlanks(line);
        if (pattern.isEmpty() || pattern.startsWith("#")) {
            return Optional.empty();
        }
        check(line, line.length() <= MAX_LENGTH, "at most " + MAX_LENGTH + " characters");
        check(line, !hasControl(line), "no NUL and no line break");
        boolean takesBack = pattern.startsWith("!");
        pattern = pattern.substring(takesBack ? 1 : 0);
        boolean directoriesOnly = pattern.endsWith("/");
        pattern = pattern.substring(0, pattern.length() - (directoriesOnly ? 1 : 0));
        boolean anchored = pattern.indexOf('/') >= 0;
        pattern = pattern.substring(pattern.startsWith("/") ? 1 : 0);
        return Optional.of(
                new ExclusionLine(
                        line, takesBack, directoriesOnly, anchored, components(line, pattern)));
    }

    private static List<Component> components(String line, String pattern) {
        List<Component> components = new ArrayList<>();
        for (String name : pattern.split("/", -1)) {
            check(line, !name.isEmpty(), "a name on each side of a slash");
            Wildcards wildcards = Wildcards.of(name);
            String mistake = wildcards.mistake();
            if (mistake != null) {
                throw bad(line, "there is " + mistake + " (a \\ in front makes it a character)");
            }
            components.add(new Component(wildcards, name.equals("**")));
        }
        if (components.size() > 1 && components.getLast().deep()) {
            components.add(
                    new Component(Wildcards.of("*"), false)); // What lies beneath, not itself.
        }
        return List.copyOf(components);
    }

    /** Whether the line is about this file. */
    boolean matches(List<String> path, boolean directory) {
        if (directoriesOnly && !directory) {
            return false;
        }
        return anchored ? matchesPath(path) : names.getFirst().wildcards().matches(path.getLast());
    }

    /** As {@link Wildcards#matches}, with components for characters. */
    private boolean matchesPath(List<String> path) {
        int n = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (p < path.size()) {
            if (n < names.size() && names.get(n).deep()) {
                star = n++;
                resume = p;
            } else if (n < names.size() && names.get(n).wildcards().matches(path.get(p))) {
                n++;
                p++;
            } else if (star >= 0) {
                n = star + 1;
                p = ++resume;
            } else {
                return false;
            }
        }
        return n == names.size();
    }

    /** Blanks at the end do not count, unless there is a backslash before them. */
    private static String withoutTrailingBlanks(String line) {
        int end = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                end = Math.min(++i + 1, line.length());
            } else if (line.charAt(i) != ' ') {
                end = i + 1;
            }
        }
        return line.substring(0, end);
    }

    private static boolean hasControl(String line) {
        return line.chars().anyMatch(c -> c == 0 || c == '\n' || c == '\r');
    }

    private static void check(String line, boolean holds, String expected) {
        if (!holds) {
            throw bad(line, "expected " + expected);
        }
    }

    private static IllegalArgumentException bad(String line, String why) {
        return new IllegalArgumentException(
                "what to exclude: " + Printable.brief(line) + ": " + why);
    }
}
