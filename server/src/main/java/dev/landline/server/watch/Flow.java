package dev.landline.server.watch;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one connection has carried in one direction. One thread at a time counts, so that a frame
 * costs two plain additions; any thread may look, and sees numbers that are at most a moment old.
 */
@SuppressWarnings("EnumOrdinal") // places in an array that nobody else sees
final class Flow {

    private static final int KINDS = FrameKind.values().length;

    private final AtomicLongArray counts = new AtomicLongArray(KINDS + 1);

    /** Counts a frame. */
    void frame(FrameKind kind) {
        add(kind.ordinal(), 1);
    }

    /** Counts bytes on the line. */
    void bytes(long count) {
        add(KINDS, count);
    }

    private void add(int at, long count) {
        counts.lazySet(at, counts.getPlain(at) + count);
    }

    long frames(FrameKind kind) {
        return counts.get(kind.ordinal());
    }

    long frames() {
        long sum = 0;
        for (int i = 0; i < KINDS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    long bytes() {
        return counts.get(KINDS);
    }

    /** Adds what another has counted. For one thread at a time. */
    void addAll(Flow other) {
        for (int i = 0; i <= KINDS; i++) {
            add(i, other.counts.get(i));
        }
    }
}
