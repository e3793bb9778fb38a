package dev.landline.engine;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The channels of a connection by their numbers, and how many there may be. */
final class ChannelTable<C extends Channel> {

    private static final int FIRST = 1;
    private static final int STEP = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    // Guarded by lock:
    private final Map<Integer, C> channels = new HashMap<>();
    private int last = FIRST - STEP;
    private @Nullable ConnectionException failure;

    private final int max;

    ChannelTable(int max) {
        this.max = max;
    }

    /**
     * Opens a channel under the next number, waiting while there are as many as the other side
     * allows.
     *
     * @param make makes the channel of that number
     * @param announce tells the other side; called in the order of numbers, when the table has the
     *     channel and ends it should the connection end
     */
    C open(IntFunction<C> make, Consumer<C> announce, long timeoutNanos)
            throws ConnectionException, TimeoutException, InterruptedException {
        long left = timeoutNanos;
        lock.lockInterruptibly();
        try {
            while (failure == null && channels.size() >= max) {
                if (left <= 0) {
                    throw new TimeoutException(
                            "all "
                                    + max
                                    + " channels of the connection stayed in use for "
                                    + TimeUnit.NANOSECONDS.toMillis(timeoutNanos)
                                    + " ms");
                }
                left = freed.awaitNanos(left);
            }
            if (failure != null) {
                throw failure.forWaiter();
            }
            if (last > Integer.MAX_VALUE - STEP) {
                throw new ConnectionException(
                        ErrorCode.CONNECTION_CLOSED,
                        "the connection has used up all channel numbers");
            }
            last += STEP;
            C channel = make.apply(last);
            channels.put(last, channel);
            announce.accept(channel);
            return channel;
        } finally {
            lock.unlock();
        }
    }

    /** Whether one more may be added. */
    boolean full() {
        lock.lock();
        try {
            return channels.size() >= max;
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of a number that the other side has used. */
    void spend(int id) throws ConnectionException {
        lock.lock();
        try {
            if (id % STEP != FIRST || id <= last) {
                throw new ConnectionException(
                        ErrorCode.PROTOCOL_VIOLATION,
                        "expected an odd channel number above " + last + " in open, got " + id);
            }
            last = id;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a channel whose number was spent; false where the connection has ended. */
    boolean add(C channel) {
        lock.lock();
        try {
            if (failure != null) {
                return false;
            }
            channels.put(channel.id(), channel);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Finds a channel.
     *
     * @return null where it has ended
     * @throws ConnectionException where the number was never opened
     */
    @Nullable C find(int id) throws ConnectionException {
        lock.lock();
        try {
            C channel = channels.get(id);
            if (channel == null && (id > last || id % STEP != FIRST)) {
                throw new ConnectionException(
                        ErrorCode.UNKNOWN_CHANNEL,
                        "expected the number of a channel that was opened, got " + id);
            }
            return channel;
        } finally {
            lock.unlock();
        }
    }

    void remove(int id) {
        C channel;
        lock.lock();
        try {
            channel = channels.remove(id);
            freed.signal();
        } finally {
            lock.unlock();
        }
        if (channel != null) {
            channel.retire();
        }
    }

    int size() {
        lock.lock();
        try {
            return channels.size();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every channel, and every wait for one, with the same cause. */
    void fail(ConnectionException cause) {
        List<C> all;
        lock.lock();
        try {
            if (failure != null) {
                return;
            }
            failure = cause;
            freed.signalAll();
            all = new ArrayList<>(channels.values());
        } finally {
            lock.unlock();
        }
        for (C channel : all) {
            channel.fail((LandlineException) cause);
            if (channel instanceof ClientChannel) {
                remove(channel.id()); // the other kind stays until what it runs is gone
            }
        }
    }
}
