package dev.landline.cli.lab.view;

/** How text gets its colours. */
public enum Paint {
    /** Not at all: there is not one escape sequence. */
    PLAIN,
    /** With the escape sequences of a terminal of 256 colours. */
    COLOURS;

    private static final String RESET = "\033[0m";

    String message(char letter, String text) {
        return escaped("30;48;5;" + Palette.terminal(letter), text);
    }

    String heading(String text) {
        return escaped("1", text);
    }

    String aside(String text) {
        return escaped("2", text);
    }

    String verdict(boolean asExpected, String text) {
        return escaped(asExpected ? "1;32" : "1;33", text);
    }

    private String escaped(String codes, String text) {
        return this == PLAIN ? text : "\033[" + codes + "m" + text + RESET;
    }
}
