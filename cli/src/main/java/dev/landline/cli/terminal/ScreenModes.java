package dev.landline.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Knows what the programs on the other side have switched on at the terminal, by watching what they
 * write, so that exactly this can be switched off when they cannot do so any more. For any thread.
 */
final class ScreenModes {

    /**
     * The private modes that disturb a shell, in the order in which they are given back: drawing
     * held up, mouse, focus, bracketed paste, cursor keys, reverse video, keypad; line wrapping and
     * the cursor, which are normally on; and at last the alternate screen in its three forms.
     */
    private static final int[] MODES = {
        2026, 9, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2004, 1, 5, 66, 7, 25, 47,
        1047, 1049
    };

    private static final int WRAPPING = 7;
    private static final int CURSOR = 25;
    private static final int OTHER_KEYS = 4;
    private static final int MOST_KEYBOARDS = 99;

    private final ReentrantLock lock = new ReentrantLock();
    private final ControlSequences sequences = new ControlSequences(new Changes());

    /** A bit for each of the modes that is not as usual. */
    private int unusual;

    /** How often a program has asked for keys in the way of the kitty terminal. */
    private int keyboards;

    private boolean keyboard;
    private boolean otherKeys;
    private boolean keypad;
    private boolean margins;
    private boolean cursorStyle;
    private boolean charset;
    private boolean style;

    /** The same stream, watched. */
    OutputStream watching(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                see(bytes, offset, length);
                out.write(bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }

    void see(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            sequences.see(bytes, offset, length);
        } finally {
            lock.unlock();
        }
    }

    /** What makes everything usual again, and is to be written now; empty where it is. */
    byte[] repair() {
        lock.lock();
        try {
            byte[] repair = sequence().getBytes(StandardCharsets.US_ASCII);
            forget();
            sequences.leave();
            return repair;
        } finally {
            lock.unlock();
        }
    }

    private String sequence() {
        StringBuilder repair = new StringBuilder();
        add(repair, sequences.isInside(), "\033\\"); // Ends a string; else it does nothing.
        add(repair, keyboards > 0, "\033[<" + keyboards + "u");
        add(repair, keyboard, "\033[=0u");
        add(repair, otherKeys, "\033[>4m");
        add(repair, keypad, "\033>");
        for (int i = 0; i < MODES.length; i++) {
            add(repair, isUnusual(i), "\033[?" + MODES[i] + (isUsuallyOn(MODES[i]) ? 'h' : 'l'));
        }
        add(repair, margins, "\0337\033[r\0338"); // Without saving it the cursor would go home.
        add(repair, cursorStyle, "\033[0 q");
        add(repair, charset, "\033(B");
        add(repair, style, "\033[0m");
        return repair.toString();
    }

    private static void add(StringBuilder repair, boolean needed, String sequence) {
        if (needed) {
            repair.append(sequence);
        }
    }

    private boolean isUnusual(int index) {
        return (unusual & (1 << index)) != 0;
    }

    private static boolean isUsuallyOn(int mode) {
        return mode == WRAPPING || mode == CURSOR;
    }

    private void forget() {
        unusual = 0;
        keyboards = 0;
        keyboard = false;
        otherKeys = false;
        keypad = false;
        margins = false;
        cursorStyle = false;
        charset = false;
        style = false;
    }

    /** Keeps the books. Called with the lock held. */
    private final class Changes implements ControlSequences.Listener {

        @Override
        public void escape(int intermediate, int last) {
            if (intermediate == '(') {
                charset = last != 'B';
            } else if (intermediate == 0) {
                switch (last) {
                    case '=' -> keypad = true;
                    case '>' -> keypad = false;
                    case 'c' -> forget(); // A reset of the whole terminal.
                    default -> {}
                }
            }
        }

        @Override
        public void control(int prefix, int[] numbers, int count, int intermediate, int last) {
            switch (prefix) {
                case 0 -> plain(numbers, count, intermediate, last);
                case '?' -> {
                    if (intermediate == 0 && (last == 'h' || last == 'l')) {
                        for (int i = 0; i < count; i++) {
                            mode(numbers[i], last == 'h');
                        }
                    }
                }
                case '>' -> more(numbers, count, last);
                case '<' -> less(numbers[0], last);
                case '=' -> keyboard = last == 'u' ? numbers[0] != 0 : keyboard;
                default -> {}
            }
        }

        private void plain(int[] numbers, int count, int intermediate, int last) {
            boolean zero = count == 1 && numbers[0] == 0;
            if (intermediate == ' ' && last == 'q') {
                cursorStyle = !zero;
            } else if (intermediate == 0 && last == 'm') {
                style = !zero;
            } else if (intermediate == 0 && last == 'r') {
                margins = !zero;
            }
        }

        private void more(int[] numbers, int count, int last) {
            if (last == 'u') {
                keyboards = Math.min(keyboards + 1, MOST_KEYBOARDS);
            } else if (last == 'm' && numbers[0] == OTHER_KEYS) {
                otherKeys = count > 1 && numbers[1] != 0;
            } else if (last == 'n' && numbers[0] == OTHER_KEYS) {
                otherKeys = false;
            }
        }

        private void less(int number, int last) {
            if (last == 'u') {
                keyboards = Math.max(keyboards - Math.max(number, 1), 0);
            }
        }

        private void mode(int mode, boolean on) {
            for (int i = 0; i < MODES.length; i++) {
                if (MODES[i] == mode) {
                    int bit = 1 << i;
                    unusual = on == isUsuallyOn(mode) ? unusual & ~bit : unusual | bit;
                }
            }
        }
    }
}
