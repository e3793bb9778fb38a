package dev.landline.flow;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that is to wait for something: its test goes on once it really does.
 *
 * @param <T> the result of what it does
 */
public final class Waiter<T> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = 50_000;

    private final FutureTask<T> task;
    private final Thread thread;

    private Waiter(Callable<T> work) {
        task = new FutureTask<>(work);
        thread = Thread.ofVirtual().start(task);
    }

    /** Something to do that has no result. */
    public interface Work {
        /**
         * Does it.
         *
         * @throws Exception where it fails
         */
        void run() throws Exception;
    }

    /**
     * Returns when the thread that does this waits.
     *
     * @param <T> the result
     * @param work what is to wait
     * @return the waiter
     * @throws AssertionError where it does not wait
     */
    public static <T> Waiter<T> of(Callable<T> work) {
        Waiter<T> waiter = new Waiter<>(work);
        waiter.assertWaits();
        return waiter;
    }

    /**
     * Returns when the thread that does this waits.
     *
     * @param work what is to wait
     * @return the waiter
     * @throws AssertionError where it does not wait
     */
    public static Waiter<Void> doing(Work work) {
        return of(() -> {
            work.run();
            return null;
        });
    }

    /**
     * Returns when it waits; it may have been woken and have to fall asleep again.
     *
     * @throws AssertionError where it does not wait
     */
    public void assertWaits() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TIMED_WAITING) {
            if (task.isDone() || System.nanoTime() > end) {
                throw new AssertionError("expected a thread that waits, got " + task);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Interrupts it. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * Waits for the end.
     *
     * @return the result
     * @throws Exception where it failed, or goes on waiting
     */
    public T get() throws Exception {
        return task.get(PATIENCE.toSeconds(), SECONDS);
    }

    /**
     * Waits for the end, which is an exception.
     *
     * @return the exception
     * @throws InterruptedException if the test is interrupted
     * @throws TimeoutException where it goes on waiting
     */
    public Throwable failure() throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError(
                    "expected an exception, got " + task.get(PATIENCE.toSeconds(), SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
