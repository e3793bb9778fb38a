package dev.landline.testing.behaviour;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/** Something that goes on while the test does something else. */
public final class Background<T> {

    private static final long PATIENCE_SECONDS = 30;

    private final FutureTask<T> task;
    private final Thread thread;

    private Background(FutureTask<T> task) {
        this.task = task;
        this.thread = Thread.ofVirtual().name("test-background").start(task);
    }

    /** Something to do that has no result. */
    public interface Work {
        void run() throws Exception;
    }

    public static <T> Background<T> of(Callable<T> work) {
        return new Background<>(new FutureTask<>(work));
    }

    public static Background<Void> doing(Work work) {
        return of(() -> {
            work.run();
            return null;
        });
    }

    public Thread thread() {
        return thread;
    }

    public boolean isDone() {
        return task.isDone();
    }

    /** Waits for the result. */
    public T get() throws Exception {
        try {
            return task.get(PATIENCE_SECONDS, SECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                default -> throw e;
            }
        } catch (TimeoutException e) {
            AssertionError late = new AssertionError("expected an end within the time of the test");
            late.setStackTrace(thread.getStackTrace());
            throw late;
        }
    }

    /** Waits for the exception that it ends with. */
    public Throwable failure() throws InterruptedException {
        try {
            T result = task.get(PATIENCE_SECONDS, SECONDS);
            throw new AssertionError("expected an exception, got " + result);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("expected an end within the time of the test", e);
        }
    }
}
