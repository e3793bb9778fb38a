package dev.landline.cli.lab.tape;

import java.util.Optional;

/** Bytes that went into or came out of a socket with one call. */
public sealed interface Block {

    /** The first of them, counted from the beginning of the direction. */
    long offset();

    /** How many. */
    int bytes();

    /** Nanoseconds since the sockets were connected. */
    long nanos();

    /** The first byte behind them. */
    default long end() {
        return offset() + bytes();
    }

    /**
     * One call of write.
     *
     * @param nanos when it was called
     */
    record Write(long offset, int bytes, long nanos) implements Block {}

    /**
     * One call of read.
     *
     * @param nanos when it returned
     * @param room how many bytes it would have taken
     * @param awaited the message that the reader took them for, where it had one in mind
     */
    record Read(long offset, int bytes, long nanos, int room, Optional<Character> awaited)
            implements Block {}
}
