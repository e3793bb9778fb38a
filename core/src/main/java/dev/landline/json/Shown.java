package dev.landline.json;

/** Makes text from the other side fit for a message: short, on one line, without control codes. */
final class Shown {

    private Shown() {}

    /**
     * The text with {@code ?} for what a terminal would obey; cut behind {@code most} characters.
     */
    static String text(String text, int most) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), most) + 1);
        for (int i = 0, count = 0; i < text.length(); count++) {
            if (count == most) {
                return shown.append('…').toString();
            }
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            shown.appendCodePoint(visible(point) ? point : '?');
        }
        return shown.toString();
    }

    private static boolean visible(int point) {
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
