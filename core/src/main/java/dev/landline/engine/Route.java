package dev.landline.engine;

import org.jspecify.annotations.Nullable;

/**
 * Where the frames of a channel's streams go. A stream may move from one channel to another; a
 * frame that arrives by a route that the stream has left is not for it any more.
 *
 * @param ch the channel's number
 * @param outbox the output of its connection, which no other connection has
 */
record Route(int ch, Outbox outbox) {

    /** By hand: what the JVM makes of a record takes it ten milliseconds, and each command asks. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Route(int channel, Outbox output)
                && channel == ch
                && output == outbox;
    }

    @Override
    public int hashCode() {
        return 31 * ch + outbox.hashCode();
    }
}
