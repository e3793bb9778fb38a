package dev.landline;

/**
 * Makes text from the other side, or from a file, harmless on a terminal and in a log: one line,
 * with {@code ?} for each control character, direction mark, line separator and half surrogate
 * pair.
 */
public final class Printable {

    private static final int LONGEST = 1000;
    private static final int BRIEF = 60;

    private Printable() {}

    /**
     * For a message of its own.
     *
     * @param text any text
     * @return the same; what goes beyond 1,000 characters is cut
     */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /**
     * For a word or two in a message.
     *
     * @param text any text
     * @return the same; what goes beyond 60 characters is cut
     */
    public static String brief(String text) {
        return of(text, BRIEF);
    }

    /**
     * For whoever knows how much room there is.
     *
     * @param text any text
     * @param most how many characters to keep
     * @return the same; where something was cut, an ellipsis stands behind the rest
     */
    public static String of(String text, int most) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), most) + 1);
        for (int i = 0, count = 0; i < text.length(); count++) {
            if (count == most) {
                return shown.append('…').toString();
            }
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            shown.appendCodePoint(isVisible(point) ? point : '?');
        }
        return shown.toString();
    }

    /**
     * Whether a character can be shown as it is.
     *
     * @param point a code point
     * @return false for control characters, direction marks, line separators and half surrogate
     *     pairs
     */
    public static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
