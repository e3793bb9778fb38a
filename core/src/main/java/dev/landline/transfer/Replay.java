package dev.landline.transfer;

import dev.landline.hash.FileHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last of what was read from something that cannot be read again, and the hash of all that was
 * read before it. It holds more than can be under way to a receiver. For one thread.
 */
final class Replay {

    /** More than the largest window, what waits to be sent, and what a receiver works on. */
    private static final int MOST = 32 << 20;

    private final FileHash before;
    private byte[] kept = new byte[Content.BLOCK];
    private int size;
    private long start;

    /**
     * Makes an empty one.
     *
     * @param empty a hash of nothing
     */
    Replay(FileHash empty) {
        this.before = empty;
    }

    /** How much was read altogether. */
    long end() {
        return start + size;
    }

    void add(byte[] bytes, int count) {
        if (size + count > kept.length && kept.length < MOST) {
            kept = Arrays.copyOf(kept, Math.min(MOST, kept.length * 2));
        }
        if (size + count > kept.length) {
            int drop = Math.max(size + count - kept.length, MOST / 4);
            before.update(kept, 0, drop);
            System.arraycopy(kept, drop, kept, 0, size - drop);
            size -= drop;
            start += drop;
        }
        System.arraycopy(bytes, 0, kept, size, count);
        size += count;
    }

    /** The hash of all that was read. */
    String hash() {
        return hash(size);
    }

    private String hash(int keptBytes) {
        FileHash upTo = before.copy();
        upTo.update(kept, 0, keptBytes);
        return upTo.value();
    }

    /** Whether it can go on at an offset, up to which the receiver has what was read. */
    boolean has(long offset, @Nullable String hash) {
        if (offset < start || offset > end()) {
            return false;
        }
        if (offset == 0) {
            return true;
        }
        return hash((int) (offset - start)).equals(hash);
    }

    /** Takes out what stands at an offset; 0 bytes where nothing was read that far. */
    int read(long offset, byte[] target) {
        int count = (int) Math.min(target.length, end() - offset);
        System.arraycopy(kept, (int) (offset - start), target, 0, count);
        return count;
    }
}
