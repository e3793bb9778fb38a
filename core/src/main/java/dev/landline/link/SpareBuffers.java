package dev.landline.link;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Buffers that many connections take turns with: each needs one only while it writes, which an idle
 * one does not. Nobody waits: where none is left, there is a new one. Safe for use by many threads.
 */
final class SpareBuffers {

    private final AtomicReferenceArray<@Nullable ByteBuffer> spare;

    /**
     * Begins with none.
     *
     * @param most how many to keep that nobody uses
     */
    SpareBuffers(int most) {
        this.spare = new AtomicReferenceArray<>(most);
    }

    /**
     * Takes one, to be given back.
     *
     * @param size how much it must hold, in bytes
     * @return cleared; with an array of its own, in which its last user has left something
     */
    ByteBuffer take(int size) {
        for (int i = 0; i < spare.length(); i++) {
            if (spare.get(i) != null) {
                ByteBuffer buffer = spare.getAndSet(i, null);
                if (buffer != null && buffer.capacity() >= size) {
                    return buffer.clear();
                }
            }
        }
        return ByteBuffer.allocate(size);
    }

    /**
     * Gives one back, which must not be used any more.
     *
     * @param buffer what {@link #take} gave
     */
    void give(ByteBuffer buffer) {
        for (int i = 0; i < spare.length(); i++) {
            if (spare.get(i) == null && spare.compareAndSet(i, null, buffer)) {
                return;
            }
        }
    }
}
