package dev.landline.cli.terminal;

/**
 * Finds the control sequences in what is written to a terminal, however it is cut into pieces. Text
 * is only searched for the next ESC. Source: ECMA-48, and "XTerm Control Sequences".
 */
final class ControlSequences {

    private static final int BEL = 0x07;
    private static final int CAN = 0x18;
    private static final int SUB = 0x1a;
    private static final int ESC = 0x1b;
    private static final int SPACE = 0x20;
    private static final int MOST_NUMBERS = 16;
    private static final int LARGEST = 1_000_000;

    private final Listener listener;
    private final int[] numbers = new int[MOST_NUMBERS];
    private State state = State.TEXT;
    private int count;
    private int number;
    private int prefix;
    private int intermediate;

    /** Told of each sequence when its last byte has come. */
    interface Listener {
        /**
         * Such as {@code ESC ( B}.
         *
         * @param intermediate the byte before the last one; 0 for none
         */
        void escape(int intermediate, int last);

        /**
         * Such as {@code ESC [ ? 1049 h}.
         *
         * @param prefix one of {@code <=>?}; 0 for none
         * @param numbers what stands there, 0 where nothing does; valid until this returns
         * @param count how many there are, at least 1; more than 16 are left out
         * @param intermediate the byte before the last one; 0 for none
         */
        void control(int prefix, int[] numbers, int count, int intermediate, int last);
    }

    private enum State {
        TEXT,
        ESCAPE,
        CONTROL,
        STRING
    }

    ControlSequences(Listener listener) {
        this.listener = listener;
    }

    void see(byte[] bytes, int offset, int length) {
        int end = offset + length;
        for (int at = offset; at < end; at++) {
            if (state == State.TEXT) {
                while (bytes[at] != ESC) {
                    if (++at == end) {
                        return;
                    }
                }
            }
            next(bytes[at] & 0xff);
        }
    }

    /** Whether the last sequence lacks its end, so that a terminal may hide what comes next. */
    boolean isInside() {
        return state != State.TEXT;
    }

    /** Forgets a sequence that lacks its end. */
    void leave() {
        state = State.TEXT;
    }

    private void next(int b) {
        if (b == ESC) {
            state = State.ESCAPE;
            count = 0;
            number = 0;
            prefix = 0;
            intermediate = 0;
        } else if (b == CAN || b == SUB) {
            state = State.TEXT;
        } else {
            switch (state) {
                case TEXT -> {}
                case STRING -> state = b == BEL ? State.TEXT : State.STRING;
                case ESCAPE -> escape(b);
                case CONTROL -> control(b);
            }
        }
    }

    /** Control characters in the middle of a sequence have their usual effect, and it goes on. */
    private void escape(int b) {
        if (b >= SPACE && b < '0') {
            intermediate = b;
        } else if (b >= '0') {
            state = intermediate == 0 ? opened(b) : State.TEXT;
            if (state == State.TEXT) {
                listener.escape(intermediate, b);
            }
        }
    }

    private static State opened(int b) {
        return switch (b) {
            case '[' -> State.CONTROL;
            case ']', 'P', 'X', '^', '_' -> State.STRING;
            default -> State.TEXT;
        };
    }

    private void control(int b) {
        if (b >= '0' && b <= '9') {
            number = Math.min(number * 10 + b - '0', LARGEST);
        } else if (b == ';' || b == ':') {
            push();
        } else if (b >= '<' && b <= '?') {
            prefix = b;
        } else if (b >= SPACE && b < '0') {
            intermediate = b;
        } else if (b >= '@') {
            push();
            state = State.TEXT;
            listener.control(prefix, numbers, count, intermediate, b);
        }
    }

    private void push() {
        if (count < MOST_NUMBERS) {
            numbers[count] = number;
            count++;
        }
        number = 0;
    }
}
