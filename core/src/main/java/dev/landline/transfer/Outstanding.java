package dev.landline.transfer;

import dev.landline.ChannelException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries that were named and not answered for good, a bounded number, and how far the answers
 * are without a gap. For one thread; {@link #position} may be asked by any.
 */
final class Outstanding {

    /** Entries on the way at once: so many that no line makes a sender wait for answers. */
    static final int MOST = 2048;

    private final @Nullable Item[] items = new @Nullable Item[MOST];
    private final boolean[] answered = new boolean[MOST];
    private long first;
    private long next;
    private volatile @Nullable Position reached;

    /**
     * Makes an empty one.
     *
     * @param start what is dealt with already
     */
    Outstanding(Optional<Position> start) {
        reached = start.orElse(null);
    }

    boolean isFull() {
        return next - first == MOST;
    }

    boolean isEmpty() {
        return next == first;
    }

    /** The number of the next entry. */
    long next() {
        return next;
    }

    /** Takes note of what the other side has named, which has to be the next. */
    void named(SenderMessage.Entry entry) throws ChannelException {
        if (entry.n() != next) {
            throw MessageInput.violated("expected entry " + next + ", got " + entry.n());
        }
        if (isFull()) {
            throw MessageInput.violated("more than " + MOST + " entries at once");
        }
        add(Item.of(entry));
    }

    void add(Item item) {
        items[slot(next)] = item;
        answered[slot(next)] = false;
        next++;
    }

    /** The entry of that number; null where it is answered, or none was named so. */
    @Nullable Item get(long n) {
        return n >= first && n < next && !answered[slot(n)] ? items[slot(n)] : null;
    }

    /** The entry is dealt with. */
    void answered(long n) {
        if (get(n) == null) {
            return;
        }
        answered[slot(n)] = true;
        while (first < next && answered[slot(first)]) {
            Item item = items[slot(first)];
            items[slot(first)] = null;
            first++;
            if (item != null) {
                reached = item.position();
            }
        }
    }

    /** Up to where everything is answered. */
    Optional<Position> position() {
        return Optional.ofNullable(reached);
    }

    private static int slot(long n) {
        return (int) (n & MOST - 1);
    }
}
