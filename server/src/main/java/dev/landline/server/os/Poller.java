package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.landline.libc.Descriptor;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * One thread, {@code landline-poll}, that waits with epoll(7) for all descriptors of a launcher and
 * says when one is ready.
 *
 * <p>Every watch has a key of its own that is never used again. So an event that comes late, for a
 * descriptor that was closed and whose number was given out anew, finds nobody: it cannot wake the
 * wrong one. Watches are armed for one event each, so a thread that finds its pipe ready over and
 * over costs nothing here.
 */
final class Poller implements AutoCloseable {

    static final int READABLE = 0x001;
    static final int WRITABLE = 0x004;

    private static final int ONE_SHOT = 1 << 30;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int NON_BLOCKING = 0x800;
    private static final int ADD = 1;
    private static final int MODIFY = 3;

    // struct epoll_event is packed on x86-64 and nowhere else.
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");
    private static final int EVENT_SIZE = PACKED ? 12 : 16;
    private static final int KEY_OFFSET = PACKED ? 4 : 8;
    private static final int EVENTS_AT_ONCE = 64;
    private static final int CHECK_INTERVAL_MILLIS = 20;

    private final Descriptor epoll;
    private final Descriptor wakeup;
    private final Map<Long, Runnable> actions = new ConcurrentHashMap<>();
    private final Queue<BooleanSupplier> checks = new ConcurrentLinkedQueue<>();
    private final AtomicLong keys = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * Starts the thread.
     *
     * @throws IOException when the system has no descriptors for it
     */
    Poller() throws IOException {
        epoll = open("epoll", Function.EPOLL_CREATE1, CLOSE_ON_EXEC);
        try {
            wakeup = open("eventfd", Function.EVENTFD, 0, CLOSE_ON_EXEC | NON_BLOCKING);
        } catch (IOException e) {
            epoll.close();
            throw e;
        }
        int added = control(ADD, wakeup.number(), READABLE, keys.getAndIncrement());
        if (added < 0) {
            wakeup.close();
            epoll.close();
            Errno.check("watching the eventfd", added);
        }
        thread = Thread.ofPlatform().daemon().name("landline-poll").start(this::run);
    }

    /**
     * Makes a watch. It does nothing until it is armed, and ends with its descriptor.
     *
     * @param number the descriptor that {@link Watch#descriptor} will own
     * @param action runs on the poll thread at each event, and once when the poller stops; it must
     *     not block or throw
     */
    Watch watch(int number, Runnable action) {
        return new Watch(number, action);
    }

    /**
     * Runs a check every 20 ms, on the poll thread: for an event that the system cannot report.
     *
     * @param check whether the matter is settled; it must not block or throw
     */
    void checkRepeatedly(BooleanSupplier check) {
        checks.add(check);
        wake();
    }

    /** Whether no event will come any more. */
    boolean stopped() {
        return stopping;
    }

    /** Stops the thread, waits for its end, and runs the action of every watch a last time. */
    @Override
    public void close() {
        stopping = true;
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        wakeup.close();
        epoll.close();
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment events = arena.allocate((long) EVENT_SIZE * EVENTS_AT_ONCE, 8);
            while (!stopping) {
                int timeout = checks.isEmpty() ? -1 : CHECK_INTERVAL_MILLIS;
                int ready =
                        LibC.call(
                                Function.EPOLL_WAIT,
                                epoll.number(),
                                events.address(),
                                EVENTS_AT_ONCE,
                                timeout);
                if (ready < 0 && ready != -Errno.EINTR) {
                    throw new IllegalStateException("epoll_wait: " + LibC.describe(ready));
                }
                for (int i = 0; i < ready; i++) {
                    act(events.get(JAVA_LONG_UNALIGNED, (long) i * EVENT_SIZE + KEY_OFFSET));
                }
                checks.removeIf(BooleanSupplier::getAsBoolean);
            }
        } finally {
            stopping = true;
            actions.values().forEach(Runnable::run);
        }
    }

    private void act(long key) {
        Runnable action = actions.get(key);
        if (action != null) {
            action.run();
        }
    }

    private void wake() {
        if (wakeup.acquire()) {
            try {
                LibC.write(wakeup.number(), new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 0, 8);
            } finally {
                wakeup.release();
            }
        }
    }

    private int control(int operation, int descriptor, int events, long key) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(EVENT_SIZE, 8);
            event.set(JAVA_INT, 0, events);
            event.set(JAVA_LONG_UNALIGNED, KEY_OFFSET, key);
            return LibC.call(
                    Function.EPOLL_CTL, epoll.number(), operation, descriptor, event.address());
        }
    }

    private static Descriptor open(String what, Function function, long... arguments)
            throws IOException {
        return new Descriptor(Errno.check(what, LibC.call(function, arguments)), () -> {});
    }

    /** A descriptor and what to do when it is ready. One thread at a time arms it. */
    final class Watch {

        private final long key = keys.getAndIncrement();
        private final Descriptor descriptor;
        private final Runnable action;
        private boolean added;

        private Watch(int number, Runnable action) {
            this.descriptor = new Descriptor(number, () -> actions.remove(key));
            this.action = action;
        }

        Descriptor descriptor() {
            return descriptor;
        }

        /**
         * Asks for one event: at once if the descriptor is ready already. The caller holds the
         * descriptor.
         *
         * @param events {@link #READABLE} or {@link #WRITABLE}; an error counts as both
         * @throws ClosedChannelException when the poller has stopped
         * @throws IOException when the system refuses
         */
        void arm(int events) throws IOException {
            if (!epoll.acquire()) {
                throw new ClosedChannelException();
            }
            try {
                actions.put(key, action);
                if (stopping) {
                    throw new ClosedChannelException();
                }
                int operation = added ? MODIFY : ADD;
                Errno.check(
                        "waiting for a pipe",
                        control(operation, descriptor.number(), events | ONE_SHOT, key));
                added = true;
            } finally {
                epoll.release();
            }
        }
    }
}
