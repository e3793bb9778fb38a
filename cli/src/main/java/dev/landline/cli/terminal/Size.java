package dev.landline.cli.terminal;

/**
 * How large a terminal is.
 *
 * @param columns characters in a line, 1 to 65535
 * @param rows lines, 1 to 65535
 */
public record Size(int columns, int rows) {

    /** What is assumed where nobody says. */
    public static final Size USUAL = new Size(80, 24);

    private static final int MAX = 65535;

    /** Checks both. */
    public Size {
        if (columns < 1 || columns > MAX || rows < 1 || rows > MAX) {
            throw new IllegalArgumentException(
                    "expected columns and rows of 1 to 65535, got " + columns + "x" + rows);
        }
    }

    @Override
    public String toString() {
        return columns + "x" + rows;
    }
}
