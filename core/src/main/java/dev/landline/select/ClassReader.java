package dev.landline.select;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads one character class out of a pattern. */
final class ClassReader {

    private final String text;
    private int at;
    private final IntStream.Builder bounds = IntStream.builder();

    /** Begins at an index, which is behind the {@code [}. */
    ClassReader(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** Where the text behind the class begins. */
    int end() {
        return at;
    }

    /** The class; null where it has no end, or a name in it that nobody knows. */
    @Nullable CharacterClass read() {
        boolean negated = is('!', 0) || is('^', 0);
        if (negated) {
            at++;
        }
        for (boolean first = true; at < text.length(); first = false) {
            if (is(']', 0) && !first) {
                at++;
                return new CharacterClass(negated, bounds.build().toArray());
            }
            if (!(isNamed() ? readNamed() : readRange())) {
                return null;
            }
        }
        return null;
    }

    /** As git has it: {@code [:} without {@code :]} before the next {@code ]} is two characters. */
    private boolean isNamed() {
        int close = text.indexOf(']', at + 2);
        return is('[', 0) && is(':', 1) && close > at + 2 && text.charAt(close - 1) == ':';
    }

    private boolean readNamed() {
        int close = text.indexOf(":]", at + 2);
        String found = CharacterClass.NAMED.get(text.substring(at + 2, close));
        at = close + 2;
        if (found == null) {
            return false;
        }
        found.chars().forEach(bounds::add);
        return true;
    }

    private boolean readRange() {
        int from = next();
        int to = from;
        if (is('-', 0) && at + 1 < text.length() && !is(']', 1)) {
            at++;
            to = next();
        }
        bounds.add(from).add(to);
        return from >= 0 && to >= 0;
    }

    /** The next character without its escape; -1 where the text ends with a backslash. */
    private int next() {
        if (is('\\', 0)) {
            at++;
        }
        if (at == text.length()) {
            return -1;
        }
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        return point;
    }

    private boolean is(char expected, int ahead) {
        return at + ahead < text.length() && text.charAt(at + ahead) == expected;
    }
}
