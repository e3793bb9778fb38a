package dev.landline.transfer;

import dev.landline.hash.FileHash;
import java.io.InterruptedIOException;

/** A block of zeros. */
final class Zeros {

    private static final byte[] BLOCK = new byte[64 * 1024];

    private Zeros() {}

    /**
     * Hashes zeros. There can be very many of them for very few bytes on the line, so this ends
     * when the thread is interrupted.
     */
    static void hash(FileHash hash, long count) throws InterruptedIOException {
        for (long left = count; left > 0; ) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while counting zeros");
            }
            int step = (int) Math.min(BLOCK.length, left);
            hash.update(BLOCK, 0, step);
            left -= step;
        }
    }
}
