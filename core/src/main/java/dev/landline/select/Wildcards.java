package dev.landline.select;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A pattern taken apart. */
final class Wildcards {

    private static final int STAR = -1;
    private static final int ANY = -2;
    private static final int FIRST_CLASS = -3;

    /** A character for itself, STAR, ANY, or FIRST_CLASS less the index of a class. */
    private final int[] elements;

    private final List<CharacterClass> classes;
    private final @Nullable String mistake;

    private Wildcards(int[] elements, List<CharacterClass> classes, @Nullable String mistake) {
        this.elements = elements;
        this.classes = classes;
        this.mistake = mistake;
    }

    static Wildcards of(String text) {
        IntStream.Builder elements = IntStream.builder();
        List<CharacterClass> classes = new ArrayList<>();
        String mistake = null;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            switch (point) {
                case '*' -> elements.add(STAR);
                case '?' -> elements.add(ANY);
                case '[' -> {
                    ClassReader reader = new ClassReader(text, at);
                    CharacterClass found = reader.read();
                    if (found == null) {
                        mistake = "a [ without its ], or with a class that is not known";
                        elements.add(point);
                    } else {
                        elements.add(FIRST_CLASS - classes.size());
                        classes.add(found);
                        at = reader.end();
                    }
                }
                case '\\' -> {
                    if (at == text.length()) {
                        mistake = "a \\ with nothing behind it";
                        elements.add(point);
                    } else {
                        int escaped = text.codePointAt(at);
                        elements.add(escaped);
                        at += Character.charCount(escaped);
                    }
                }
                default -> elements.add(point);
            }
        }
        return new Wildcards(elements.build().toArray(), List.copyOf(classes), mistake);
    }

    /** What makes no sense and was taken for a character; null where all does. */
    @Nullable String mistake() {
        return mistake;
    }

    /** Whether it stands for one name only. */
    boolean isLiteral() {
        return IntStream.of(elements).allMatch(element -> element >= 0);
    }

    boolean beginsWith(char expected) {
        return elements.length > 0 && elements[0] == expected;
    }

    /**
     * Whether the whole text fits; takes time in proportion to the two lengths. Where a star has
     * been passed, no earlier one is tried again: what the last one can reach is all that matters.
     */
    boolean matches(String text) {
        int e = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            int point = text.codePointAt(t);
            if (e < elements.length && elements[e] == STAR) {
                star = e++;
                resume = t;
            } else if (e < elements.length && fits(elements[e], point)) {
                e++;
                t += Character.charCount(point);
            } else if (star >= 0) {
                e = star + 1;
                resume += Character.charCount(text.codePointAt(resume));
                t = resume;
            } else {
                return false;
            }
        }
        while (e < elements.length && elements[e] == STAR) {
            e++;
        }
        return e == elements.length;
    }

    private boolean fits(int element, int point) {
        return element == point
                || element == ANY
                || (element <= FIRST_CLASS && classes.get(FIRST_CLASS - element).contains(point));
    }
}
