package dev.landline.server.classic;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes a name for a file out of what a stranger proposes. */
final class SafeName {

    /** What every file system takes, less room for a number. */
    private static final int MOST_BYTES = 240;

    private SafeName() {}

    /**
     * The last part of a path, whatever system it is from, without a dot in front and without
     * characters that a terminal obeys.
     *
     * @param proposed what was proposed
     * @return empty where nothing of a name is left
     */
    static Optional<String> of(String proposed) {
        String last = proposed.substring(lastSeparator(proposed) + 1).strip();
        StringBuilder name = new StringBuilder();
        last.codePoints().map(c -> isPlain(c) ? c : '_').forEach(name::appendCodePoint);
        if (name.chars().allMatch(c -> c == '.' || c == '_')) {
            return Optional.empty();
        }
        if (name.charAt(0) == '.') {
            name.setCharAt(0, '_');
        }
        return Optional.of(cut(name.toString()));
    }

    private static int lastSeparator(String path) {
        return Math.max(path.lastIndexOf('/'), Math.max(path.lastIndexOf('\\'), path.indexOf(':')));
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> c != '/' && c != '\\';
        };
    }

    /** Keeps the ending, which says what kind of file it is. */
    private static String cut(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
        String stem = name.substring(0, name.length() - ending.length());
        while (bytes(stem) + bytes(ending) > MOST_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * The same name with a number in it.
     *
     * @param name a name
     * @param number 0 for the name itself
     */
    static String numbered(String name, int number) {
        if (number == 0) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        int end = dot > 0 ? dot : name.length();
        return name.substring(0, end) + "-" + number + name.substring(end);
    }
}
