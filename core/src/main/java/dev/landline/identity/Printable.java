package dev.landline.identity;

/** Makes text from a file fit for a message on a terminal. */
final class Printable {

    private static final int MAX_LENGTH = 60;

    private Printable() {}

    /** The text without control characters, cut where it is long. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (i == MAX_LENGTH) {
                return shown.append('…').toString();
            }
            char c = text.charAt(i);
            shown.append(
                    Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                            ? '?'
                            : c);
        }
        return shown.toString();
    }
}
