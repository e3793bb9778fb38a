package dev.landline.server.os;

import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;

/**
 * Makes the buffer of a busy pipe larger, once. A user has a budget for pipe buffers, so the many
 * pipes that carry little keep the small one that the kernel gave them.
 */
final class PipeGrowth {

    /** The size of a large buffer in bytes, and the most that one system call moves. */
    static final int LARGE = 1 << 20;

    private static final int BUSY_AFTER = 256 * 1024;
    private static final int SET_PIPE_SIZE = 1031;

    private long moved;
    private boolean grown;

    /**
     * Counts what a system call has moved.
     *
     * @param descriptor the pipe
     * @param result how many bytes, or a negated error number
     * @return the same
     */
    int count(int descriptor, int result) {
        moved += Math.max(0, result);
        if (!grown && moved > BUSY_AFTER) {
            grown = true;
            // Refused where the budget is spent: the pipe then stays as it is.
            LibC.call(Function.FCNTL, descriptor, SET_PIPE_SIZE, LARGE);
        }
        return result;
    }
}
