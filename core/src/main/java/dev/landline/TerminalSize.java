package dev.landline;

/**
 * The size of a terminal, in characters.
 *
 * @param columns how wide it is, 1 to 65,535
 * @param rows how high it is, 1 to 65,535
 */
public record TerminalSize(int columns, int rows) {

    /** The largest number that a terminal can be told: its size travels in 16 bits. */
    public static final int MAX = 65_535;

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException when one is below 1 or above {@link #MAX}
     */
    public TerminalSize {
        check("columns", columns);
        check("rows", rows);
    }

    private static void check(String what, int value) {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException(
                    "terminal " + what + ": expected 1 to " + MAX + ", got " + value);
        }
    }
}
