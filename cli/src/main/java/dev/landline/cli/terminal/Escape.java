package dev.landline.cli.terminal;

import java.util.Optional;

/** What a person can tell landline itself, behind the escape character. */
public enum Escape {
    /** Ends the session. */
    DISCONNECT('.', "end the session"),

    /** Leaves the session to itself. */
    DETACH('d', "leave, and let the session run on"),

    /** Stops landline, as Ctrl-Z does with a program that runs here. */
    SUSPEND('Z' & 0x1f, "suspend landline; fg brings it back"),

    /** Shows the escapes. */
    HELP('?', "show this");

    private final byte key;
    private final String meaning;

    Escape(int key, String meaning) {
        this.key = (byte) key;
        this.meaning = meaning;
    }

    static Optional<Escape> of(byte key) {
        for (Escape escape : values()) {
            if (escape.key == key) {
                return Optional.of(escape);
            }
        }
        return Optional.empty();
    }

    byte key() {
        return key;
    }

    /** In words. */
    String meaning() {
        return meaning;
    }

    /** Whether nothing that is typed behind it is for the session. */
    boolean isLast() {
        return this == DISCONNECT || this == DETACH;
    }
}
