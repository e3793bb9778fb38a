package dev.landline.testing.behaviour;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a state instead of for a time. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = 500_000;
    private static final int OBSERVATIONS = 300;

    private Eventually() {}

    /** Returns once the condition holds. */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("expected within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Returns once a number has stopped to grow and its producer waits. */
    public static void standsStill(
            String what, Thread producer, Callable<? extends Number> number) {
        long[] last = {-1};
        int[] same = {0};
        until(
                what + " stands still",
                () -> {
                    long now = call(number).longValue();
                    boolean waits = producer.getState() == Thread.State.WAITING;
                    same[0] = now == last[0] && waits ? same[0] + 1 : 0;
                    last[0] = now;
                    return same[0] >= OBSERVATIONS;
                });
    }

    private static <T> T call(Callable<T> callable) {
        try {
            return callable.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
