package dev.landline.server.listen;

import dev.landline.server.config.StartupLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** Counts connections that are not authorised yet and drops what is too much. */
final class StartupGate {

    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private final Map<Object, Integer> perAddress = new HashMap<>();
    private StartupLimits limits;
    private int total;

    StartupGate(StartupLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
    }

    /** Other limits, for connections from now on. */
    void limits(StartupLimits other) {
        lock.lock();
        try {
            limits = other;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a connection begin.
     *
     * @param address where it comes from
     * @return false where it must be dropped; true must be followed by one {@link #leave}
     */
    boolean enter(Object address) {
        lock.lock();
        try {
            int ofAddress = perAddress.getOrDefault(address, 0);
            if (ofAddress >= limits.perAddress() || drop()) {
                return false;
            }
            perAddress.put(address, ofAddress + 1);
            total++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean drop() {
        if (total < limits.begin()) {
            return false;
        }
        if (total >= limits.full()) {
            return true;
        }
        int more = (100 - limits.rate()) * (total - limits.begin());
        int percent = limits.rate() + more / (limits.full() - limits.begin());
        return random.nextInt(100) < percent;
    }

    /** The connection is authorised, or gone. */
    void leave(Object address) {
        lock.lock();
        try {
            total--;
            perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        } finally {
            lock.unlock();
        }
    }

    int total() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }
}
