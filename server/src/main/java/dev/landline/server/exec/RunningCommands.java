package dev.landline.server.exec;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.server.os.GracePeriods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The commands that run now, so that a server that stops can wait for them and end them. */
public final class RunningCommands {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    // Guarded by lock:
    private final Set<Slot> slots = new HashSet<>();
    private boolean stopping;

    /** Makes an empty register. */
    public RunningCommands() {}

    /** The place of one command. */
    public final class Slot implements AutoCloseable {
        private volatile @Nullable Consumer<GracePeriods> ender;

        private Slot() {}

        /**
         * Says how to end what has been started.
         *
         * @param ending ends the command and returns when it is gone, or cannot be ended
         */
        public void runs(Consumer<GracePeriods> ending) {
            ender = ending;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                slots.remove(this);
                left.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Takes a place for a command that is to be started.
     *
     * @return the place, closed when the command is gone
     * @throws ChannelException where the server is stopping
     */
    public Slot enter() throws ChannelException {
        lock.lock();
        try {
            if (stopping) {
                throw new ChannelException(
                        ErrorCode.SHUTTING_DOWN, "the server is stopping and starts nothing more");
            }
            Slot slot = new Slot();
            slots.add(slot);
            return slot;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives out no more places, waits, then ends the groups of what still runs.
     *
     * @param patience how long to wait for commands to end by themselves
     * @param grace how long a group gets to end after each signal
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public void stop(Duration patience, GracePeriods grace) throws InterruptedException {
        if (!awaitEmpty(patience)) {
            List<Thread> enders = new ArrayList<>();
            for (Slot slot : snapshot()) {
                enders.add(Thread.ofVirtual().name("landline-stop").start(() -> end(slot, grace)));
            }
            for (Thread ender : enders) {
                ender.join();
            }
            var _ = awaitEmpty(grace.afterKill());
        }
    }

    private static void end(Slot slot, GracePeriods grace) {
        Consumer<GracePeriods> ender = slot.ender;
        if (ender != null) {
            ender.accept(grace);
        }
    }

    private List<Slot> snapshot() {
        lock.lock();
        try {
            return List.copyOf(slots);
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitEmpty(Duration time) throws InterruptedException {
        long nanos = time.toNanos();
        lock.lockInterruptibly();
        try {
            stopping = true;
            while (!slots.isEmpty() && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
            return slots.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
