package dev.landline.flow;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much all windows of one connection may grow together. Without it, a peer could open many
 * streams, have each window grow while its bytes are consumed, and then fill them all. Safe for use
 * by many threads.
 */
public final class GrowthBudget {

    private final AtomicLong left;

    /**
     * Makes a budget.
     *
     * @param bytes what all windows together may grow by
     */
    public GrowthBudget(long bytes) {
        left = new AtomicLong(bytes);
    }

    /**
     * Takes a part of the budget.
     *
     * @param bytes how much a window would grow
     * @return false where that is not left; nothing is taken then
     */
    boolean take(long bytes) {
        long have = left.get();
        while (have >= bytes) {
            if (left.compareAndSet(have, have - bytes)) {
                return true;
            }
            have = left.get();
        }
        return false;
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }
}
