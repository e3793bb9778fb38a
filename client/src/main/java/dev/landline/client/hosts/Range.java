package dev.landline.client.hosts;

import java.util.function.LongConsumer;

/**
 * Numbers in brackets: {@code 01-40}, {@code 7} or {@code 0-10/2}.
 *
 * @param from the first
 * @param to the last that may be
 * @param step from one to the next
 * @param width how many digits each has at least; 0 where they have no zeros before them
 */
record Range(long from, long to, long step, int width) {

    /** More digits than this are text: they would be no number for a {@code long}. */
    static final int MOST_DIGITS = 18;

    long count() {
        return (to - from) / step + 1;
    }

    void each(LongConsumer number) {
        for (long value = from; value <= to; value += step) {
            number.accept(value);
        }
    }

    /** A number as it stands in a name. */
    static String text(long value, int width) {
        String digits = Long.toString(value);
        return width <= digits.length() ? digits : "0".repeat(width - digits.length()) + digits;
    }

    /** How wide numbers are that are written like this one. */
    static int width(String digits) {
        return digits.length() > 1 && digits.charAt(0) == '0' ? digits.length() : 0;
    }

    /** Reads one of the parts between commas. */
    static Range parse(String text, String whole) throws InventoryException {
        int slash = text.indexOf('/');
        String numbers = slash < 0 ? text : text.substring(0, slash);
        int dash = numbers.indexOf('-');
        String first = dash < 0 ? numbers : numbers.substring(0, dash);
        String last = dash < 0 ? first : numbers.substring(dash + 1);
        long from = number(first, text, whole);
        long to = number(last, text, whole);
        long step = slash < 0 ? 1 : number(text.substring(slash + 1), text, whole);
        int width = width(first);
        if (step == 0 || to < from) {
            throw bad(text, whole);
        }
        if (width(last) > 0 && last.length() != first.length()) {
            throw new InventoryException(
                    "'"
                            + whole
                            + "': expected as many digits on both sides of '"
                            + numbers
                            + "', for one begins with 0");
        }
        return new Range(from, to, step, width);
    }

    private static long number(String digits, String text, String whole) throws InventoryException {
        if (digits.isEmpty()
                || digits.length() > MOST_DIGITS
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bad(text, whole);
        }
        return Long.parseLong(digits);
    }

    private static InventoryException bad(String text, String whole) {
        return new InventoryException(
                "'"
                        + whole
                        + "': expected numbers such as 7, 01-40 or 0-10/2 in brackets, got '"
                        + text
                        + "'");
    }
}
