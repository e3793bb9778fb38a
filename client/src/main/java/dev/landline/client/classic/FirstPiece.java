package dev.landline.client.classic;

import dev.landline.client.classic.Arrivals.Arrival;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The wait for the first piece of an answer in {@code raw}, which may never come: a server may send
 * nothing where a command wrote nothing, and that looks like a command that takes its time.
 */
final class FirstPiece {

    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private boolean waiting;

    /**
     * What the caller has chosen.
     *
     * @param answer after which an answer counts as empty; null for never
     * @param silence after which it is told that nothing has come, where there is no such limit
     * @param told what is called then
     */
    record Limits(@Nullable Duration answer, Duration silence, Runnable told) {}

    FirstPiece(Limits limits) {
        this.limits = limits;
    }

    /** Waits; null where the answer counts as empty. */
    @Nullable Arrival of(Arrivals arrivals) throws InterruptedException {
        waiting(true);
        try {
            if (limits.answer() != null) {
                return arrivals.within(limits.answer());
            }
            Arrival soon = arrivals.within(limits.silence());
            if (soon != null) {
                return soon;
            }
            limits.told().run();
            return arrivals.next();
        } finally {
            waiting(false);
        }
    }

    /**
     * Ends the wait; for any thread. Under the lock, so that it cannot end a later one.
     *
     * @return false where nobody waits, or something has arrived
     */
    boolean giveUp(Arrivals arrivals) {
        lock.lock();
        try {
            return waiting && arrivals.giveUp();
        } finally {
            lock.unlock();
        }
    }

    private void waiting(boolean now) {
        lock.lock();
        try {
            waiting = now;
        } finally {
            lock.unlock();
        }
    }
}
