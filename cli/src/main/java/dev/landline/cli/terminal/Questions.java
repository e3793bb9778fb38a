package dev.landline.cli.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Leaves out of what is written to a terminal the sequences by which a program asks it something:
 * where the cursor is, what kind it is, which modes are on. They were answered when they were
 * asked. Whoever sees the past of a session must not answer them again, for the answer would be
 * typed into what runs now.
 *
 * <p>Source: ECMA-48, and "XTerm Control Sequences".
 */
public final class Questions {

    private static final int ESC = 0x1b;
    private static final int BEL = 0x07;

    /** A longer sequence is none of those, and passes. */
    private static final int LONGEST = 256;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private State state = State.TEXT;

    private enum State {
        TEXT,
        ESCAPE,
        CONTROL,
        STRING,
        STRING_ESCAPE,
        LONG_STRING,
        LONG_STRING_ESCAPE
    }

    /** For the beginning of a session's past. */
    public Questions() {}

    /**
     * Passes bytes on, but for questions. What may become one is held back.
     *
     * @param bytes where they stand
     * @param offset the first
     * @param length how many
     * @param screen where they go
     * @throws IOException what the screen threw
     */
    public void pass(byte[] bytes, int offset, int length, OutputStream screen) throws IOException {
        int end = offset + length;
        int start = offset;
        for (int at = offset; at < end; at++) {
            boolean before = state != State.TEXT;
            if (!before && bytes[at] != ESC) {
                continue;
            }
            if (!before) {
                screen.write(bytes, start, at - start);
            }
            take(bytes[at] & 0xff, screen);
            start = at + 1;
        }
        if (start < end) {
            screen.write(bytes, start, end - start);
        }
    }

    /**
     * The past is over: what was held back is shown.
     *
     * @param screen where it goes
     * @throws IOException what the screen threw
     */
    public void end(OutputStream screen) throws IOException {
        show(screen);
        state = State.TEXT;
    }

    private void take(int b, OutputStream screen) throws IOException {
        held.write(b);
        switch (state) {
            case TEXT -> state = State.ESCAPE;
            case ESCAPE -> escape(b, screen);
            case CONTROL -> {
                if (b >= 0x40 && b <= 0x7e) {
                    finish(asksBy(b), screen);
                }
            }
            case STRING, STRING_ESCAPE -> string(b, screen);
            case LONG_STRING, LONG_STRING_ESCAPE -> longString(b, screen);
        }
        if (held.size() > LONGEST) {
            state = state == State.CONTROL ? State.TEXT : State.LONG_STRING;
            show(screen);
        }
    }

    private void escape(int b, OutputStream screen) throws IOException {
        switch (b) {
            case '[' -> state = State.CONTROL;
            case ']', 'P', '_', '^', 'X' -> state = State.STRING;
            case 'Z' -> finish(true, screen);
            default -> {
                if (b < 0x20 || b >= 0x30) {
                    finish(false, screen);
                } // else an intermediate byte: the last one is still to come
            }
        }
    }

    private void string(int b, OutputStream screen) throws IOException {
        if (b == BEL || (b == '\\' && state == State.STRING_ESCAPE)) {
            finish(asksInString(), screen);
        } else {
            state = b == ESC ? State.STRING_ESCAPE : State.STRING;
        }
    }

    private void longString(int b, OutputStream screen) throws IOException {
        if (b == BEL || (b == '\\' && state == State.LONG_STRING_ESCAPE)) {
            state = State.TEXT;
        } else {
            state = b == ESC ? State.LONG_STRING_ESCAPE : State.LONG_STRING;
        }
        show(screen);
    }

    private void finish(boolean question, OutputStream screen) throws IOException {
        state = State.TEXT;
        if (question) {
            held.reset();
        } else {
            show(screen);
        }
    }

    private void show(OutputStream screen) throws IOException {
        if (held.size() > 0) {
            held.writeTo(screen);
            held.reset();
        }
    }

    /** Device status and attributes, modes, the size of the window, the kitty keyboard. */
    private boolean asksBy(int last) {
        String text = held.toString(ISO_8859_1);
        String parameters = text.substring(2, text.length() - 1);
        return switch (last) {
            case 'n' -> !parameters.startsWith(">");
            case 'c', 'x' -> !parameters.endsWith(" ") && !parameters.endsWith("*");
            case 'p' -> parameters.endsWith("$");
            case 'q' -> parameters.startsWith(">");
            case 'u' -> parameters.equals("?");
            case 't' -> parameters.matches("1[134589]|2[01]");
            default -> false;
        };
    }

    /** Colours, the clipboard, and what a terminal can do. */
    private boolean asksInString() {
        String text = held.toString(ISO_8859_1);
        return switch (text.charAt(1)) {
            case ']' -> text.contains(";?");
            case 'P' -> text.startsWith("+q", 2) || text.startsWith("$q", 2);
            case '_' -> text.startsWith("G", 2);
            default -> false;
        };
    }
}
