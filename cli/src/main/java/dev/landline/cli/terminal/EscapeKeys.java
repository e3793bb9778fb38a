package dev.landline.cli.terminal;

import java.io.IOException;
import java.util.Optional;

/**
 * Finds what is meant for landline among the bytes that are typed, as ssh does: the escape
 * character at the beginning of a line is held back until the next byte tells. That beginning is
 * the start of the session, and whatever comes behind a carriage return or a line feed; an escape
 * does not end it. For one thread.
 */
public final class EscapeKeys {

    private final EscapeChar character;
    private final byte[] held;
    private boolean atStart = true;
    private boolean holding;
    private boolean over;

    /** Takes what is typed apart. */
    public interface Sink {
        /** Bytes for the other side, to be used before this returns. */
        void typed(byte[] bytes, int offset, int length) throws IOException;

        /** Something for landline, between the bytes before and behind it. */
        void escape(Escape escape) throws IOException;
    }

    /** Begins a session. */
    public EscapeKeys(EscapeChar character) {
        this.character = character;
        this.held = new byte[] {(byte) character.code()};
    }

    /**
     * Hands on what is typed, in order. Behind {@code ~.} and {@code ~d} everything is dropped.
     *
     * @throws IOException what the sink throws; the rest of the bytes is lost
     */
    public void feed(byte[] bytes, int offset, int length, Sink sink) throws IOException {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end && !over; i++) {
            byte typed = bytes[i];
            if (holding) {
                holding = false;
                Optional<Escape> escape = Escape.of(typed);
                if (escape.isPresent()) {
                    over = escape.get().isLast();
                    from = i + 1;
                    sink.escape(escape.get());
                    continue;
                }
                if (character.is(typed)) {
                    from = i; // Typed twice it is sent once.
                } else if (i == offset) {
                    sink.typed(held, 0, held.length);
                }
            } else if (atStart && character.is(typed)) {
                send(bytes, from, i, sink);
                from = i;
                holding = true;
                continue;
            }
            atStart = typed == '\r' || typed == '\n';
        }
        if (!holding && !over) {
            send(bytes, from, end, sink);
        }
    }

    /** Nothing more is typed: what was held back is sent. */
    public void end(Sink sink) throws IOException {
        if (holding) {
            holding = false;
            sink.typed(held, 0, held.length);
        }
    }

    /** The escapes, a line each. */
    public String help() {
        StringBuilder help = new StringBuilder("at the beginning of a line:\n");
        for (Escape escape : Escape.values()) {
            line(help, EscapeChar.name(escape.key()), escape.meaning());
        }
        line(help, character.toString(), "send " + character);
        return help.toString();
    }

    private void line(StringBuilder help, String key, String meaning) {
        String keys = character + key;
        help.append("  ").append(keys).repeat(' ', Math.max(1, 6 - keys.length()));
        help.append(meaning).append('\n');
    }

    private static void send(byte[] bytes, int from, int end, Sink sink) throws IOException {
        if (end > from) {
            sink.typed(bytes, from, end - from);
        }
    }
}
