package dev.landline.flow;

import java.nio.ByteBuffer;

/**
 * Where a {@link ReplayLog} keeps its bytes. One thread puts; others get and forget at the same
 * time.
 */
public interface ReplayStore extends AutoCloseable {

    /**
     * Adds bytes behind those that are there.
     *
     * @param offset of the first, which is the end of what was put before
     * @param bytes copied, from position to limit
     * @return the lowest offset that can still be got: a store may have to give up old bytes for
     *     new ones
     */
    long put(long offset, ByteBuffer bytes);

    /**
     * Gets some of what is there.
     *
     * @param offset of the first byte wanted
     * @param most how many bytes at most
     * @return 1 byte or more, which never change; empty where that offset was given up meanwhile,
     *     or is by the {@code put} that goes on
     */
    ByteBuffer get(long offset, int most);

    /**
     * Gives up old bytes.
     *
     * @param below bytes below this offset are not needed any more
     */
    void forget(long below);

    /**
     * How many bytes it keeps: where more than these must not be lost, nothing more is put.
     *
     * @return bytes, more than 0; may change at any time
     */
    default long most() {
        return Long.MAX_VALUE;
    }

    /** Gives up everything. Idempotent. */
    @Override
    void close();
}
