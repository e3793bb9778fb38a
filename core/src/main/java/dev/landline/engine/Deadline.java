package dev.landline.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something unless it is called off in time. */
public final class Deadline implements AutoCloseable {

    private final CountDownLatch off = new CountDownLatch(1);
    private volatile boolean passed;

    private Deadline() {}

    /**
     * Starts the clock.
     *
     * @param name the name of the virtual thread that waits
     * @param time how long to wait
     * @param action what to do then; must not block
     * @return the deadline, to be closed when all is well
     */
    public static Deadline start(String name, Duration time, Runnable action) {
        return start(Thread.ofVirtual().name(name), time, action);
    }

    /**
     * The same on another kind of thread.
     *
     * @param thread what waits
     * @param time how long to wait
     * @param action what to do then; must not block
     * @return the deadline, to be closed when all is well
     */
    public static Deadline start(Thread.Builder thread, Duration time, Runnable action) {
        Deadline deadline = new Deadline();
        thread.start(() -> deadline.await(time, action));
        return deadline;
    }

    private void await(Duration time, Runnable action) {
        try {
            if (!off.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                passed = true;
                action.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether the time ran out before {@link #close}.
     *
     * @return true once the action is about to run
     */
    public boolean passed() {
        return passed;
    }

    /** Calls it off. A second call does nothing. */
    @Override
    public void close() {
        off.countDown();
    }
}
