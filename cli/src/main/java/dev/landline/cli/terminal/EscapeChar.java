package dev.landline.cli.terminal;

/**
 * The character that makes what follows it at the beginning of a line something for landline.
 *
 * @param code an ASCII character, which no longer character of UTF-8 contains; -1 for none
 */
public record EscapeChar(int code) {

    /** As in ssh. */
    public static final EscapeChar USUAL = new EscapeChar('~');

    /** Everything that is typed is for the other side. */
    public static final EscapeChar NONE = new EscapeChar(-1);

    private static final int MAX = 0x7f;
    private static final int CONTROL = 0x1f;

    /** Checks it: what ends a line, or names an escape, could not be typed any more. */
    public EscapeChar {
        if (code < -1 || code > MAX || code == '\r' || code == '\n') {
            throw new IllegalArgumentException(
                    "expected an ASCII character that does not end a line, got " + code);
        }
        for (Escape escape : Escape.values()) {
            if (escape.key() == code) {
                throw new IllegalArgumentException(
                        "expected a character other than those behind it, got " + name(code));
            }
        }
    }

    /**
     * Reads what {@code ssh -e} takes: a character, {@code ^X} for Ctrl-X, or {@code none}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static EscapeChar parse(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        if (text.length() == 1 && text.charAt(0) <= MAX) {
            return new EscapeChar(text.charAt(0));
        }
        if (text.length() == 2 && text.charAt(0) == '^' && isNamedControl(text.charAt(1))) {
            return new EscapeChar(text.charAt(1) & CONTROL);
        }
        throw new IllegalArgumentException(
                "expected one ASCII character, ^X for Ctrl-X, or none, got '" + text + "'");
    }

    private static boolean isNamedControl(char c) {
        return c >= '@' && c < MAX;
    }

    /** Whether it is this byte, which is negative where it belongs to a longer character. */
    boolean is(byte typed) {
        return typed >= 0 && typed == code;
    }

    @Override
    public String toString() {
        return code < 0 ? "none" : name(code);
    }

    /** Such as {@code ~}, or {@code ^Z} for a control character. */
    static String name(int code) {
        return code <= CONTROL ? "^" + (char) (code + '@') : String.valueOf((char) code);
    }
}
