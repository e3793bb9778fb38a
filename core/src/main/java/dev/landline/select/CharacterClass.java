package dev.landline.select;

import java.util.Map;

/** What stands between {@code [} and {@code ]}: characters, ranges, and classes by name. */
final class CharacterClass {

    /** The bounds of each class by name. Source: POSIX.1-2024, XBD 7.3.1, the "C" locale. */
    static final Map<String, String> NAMED =
            Map.ofEntries(
                    Map.entry("alnum", "09AZaz"),
                    Map.entry("alpha", "AZaz"),
                    Map.entry("blank", "  \t\t"),
                    Map.entry("cntrl", "\0\37\177\177"),
                    Map.entry("digit", "09"),
                    Map.entry("graph", "!~"),
                    Map.entry("lower", "az"),
                    Map.entry("print", " ~"),
                    Map.entry("punct", "!/:@[`{~"),
                    Map.entry("space", "  \t\r"),
                    Map.entry("upper", "AZ"),
                    Map.entry("xdigit", "09AFaf"));

    private final boolean negated;
    private final int[] bounds;

    /**
     * Makes a class.
     *
     * @param negated whether it is for all other characters
     * @param bounds pairs of code points, the first and the last of a range
     */
    CharacterClass(boolean negated, int[] bounds) {
        this.negated = negated;
        this.bounds = bounds;
    }

    boolean contains(int point) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i] <= point && point <= bounds[i + 1]) {
                return !negated;
            }
        }
        return negated;
    }
}
