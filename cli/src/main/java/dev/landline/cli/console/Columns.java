package dev.landline.cli.console;

import org.jline.utils.WCWidth;

/** How much room text takes on a terminal, where some characters are two columns wide. */
public final class Columns {

    private static final String ELLIPSIS = "…";

    private Columns() {}

    /**
     * Measures text.
     *
     * @param text without control characters
     * @return columns, 0 or more
     */
    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    private static int of(int point) {
        return point < 0x7F ? 1 : Math.max(0, WCWidth.wcwidth(point));
    }

    /**
     * Leaves out the middle of a text, where it is too long.
     *
     * @param text without control characters
     * @param most the room, 1 or more
     * @return the text, or its beginning, an ellipsis and its end, which takes no more room
     */
    public static String shortened(String text, int most) {
        if (of(text) <= most) {
            return text;
        }
        int room = most - 1;
        String end =
                new StringBuilder(fitting(reversed(text), (room + 1) / 2)).reverse().toString();
        return fitting(text, room - of(end)) + ELLIPSIS + end;
    }

    /**
     * Leaves out the end of a text, where it is too long.
     *
     * @param text without control characters
     * @param most the room, 0 or more
     * @return as much of its beginning as fits
     */
    public static String fitting(String text, int most) {
        int room = most;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            room -= of(point);
            if (room < 0) {
                return text.substring(0, i);
            }
            i += Character.charCount(point);
        }
        return text;
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
