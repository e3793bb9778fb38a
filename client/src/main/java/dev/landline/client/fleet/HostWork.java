package dev.landline.client.fleet;

import dev.landline.client.Landline;
import dev.landline.client.hosts.Host;
import dev.landline.engine.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * The work on one host: connects, and again where that may be, runs the task, and says what came of
 * it. It is interrupted from outside, with a reason, the first of which counts.
 */
final class HostWork<T> {

    /** Why work is interrupted. */
    enum Cause {
        /** The host's time is over. */
        HOST_TIME,
        /** The time for all hosts is over. */
        TOTAL_TIME,
        /** Somebody has stopped the run. */
        STOPPED
    }

    private static final int INTERRUPTED = 130;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Host host;
    private final Plan plan;
    private final HostTask<T> task;
    private final RandomGenerator random;
    private final AtomicReference<Optional<Cause>> cause = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Thread>> thread =
            new AtomicReference<>(Optional.empty());
    private final CountDownLatch cut = new CountDownLatch(1);
    private volatile long began;
    private int attempts;

    HostWork(Host host, Plan plan, HostTask<T> task, RandomGenerator random) {
        this.host = host;
        this.plan = plan;
        this.task = task;
        this.random = random;
    }

    Host host() {
        return host;
    }

    /** How long it has run. */
    Duration since() {
        return began == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - began);
    }

    /** Has it end soon. For any thread. */
    void interrupt(Cause why) {
        if (cause.compareAndSet(Optional.empty(), Optional.of(why))) {
            cut.countDown();
            thread.get().ifPresent(Thread::interrupt);
        }
    }

    /** Does it, on this thread. */
    HostResult<T> run() {
        began = System.nanoTime();
        thread.set(Optional.of(Thread.currentThread()));
        if (cause.get().isPresent()) {
            Thread.currentThread().interrupt(); // it came before there was somebody to interrupt
        }
        Optional<Deadline> deadline =
                plan.hostTimeout()
                        .map(time ->
                                Deadline.start(
                                        "landline-fleet-time",
                                        time,
                                        () -> interrupt(Cause.HOST_TIME)));
        try {
            Outcome<T> outcome = outcome();
            return new HostResult<>(host, outcome, since(), attempts);
        } finally {
            deadline.ifPresent(Deadline::close);
            thread.set(Optional.empty());
            var _ = Thread.interrupted();
        }
    }

    private Outcome<T> outcome() {
        while (true) {
            attempts++;
            Landline landline;
            try {
                landline = plan.connecting().to(host).connect();
            } catch (IOException | RuntimeException e) {
                Outcome<T> failure = cause.get().map(this::unbegun).orElse(Failures.beforehand(e));
                if (failure instanceof Outcome.Unreachable<T>
                        && cause.get().isEmpty()
                        && attempts <= plan.retries()
                        && pause()) {
                    continue;
                }
                return cause.get().map(this::unbegun).orElse(failure);
            }
            return on(landline);
        }
    }

    /** Waits before the next attempt, unless it is interrupted. */
    private boolean pause() {
        long most =
                Math.min(
                        LONGEST_PAUSE.toMillis(),
                        FIRST_PAUSE.toMillis() << Math.min(attempts - 1, 10));
        try {
            return !cut.await(random.nextLong(most / 2, most + 1), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private Outcome<T> on(Landline landline) {
        try {
            if (cause.get().isPresent()) {
                return unbegun(cause.get().get());
            }
            Outcome<T> outcome = task.run(host, landline);
            // What was cut short by us must not look as if it had come to this by itself.
            return outcome instanceof Outcome.Ok<T>
                    ? outcome
                    : cause.get().map(this::ended).orElse(outcome);
        } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
            return cause.get().map(this::ended).orElse(Failures.meanwhile(e));
        } catch (Error e) {
            return new Outcome.Failed<>(255, e.toString(), Optional.empty());
        } finally {
            var _ = Thread.interrupted(); // closing takes an answer from the other side
            landline.close();
        }
    }

    private Outcome<T> unbegun(Cause why) {
        return switch (why) {
            case HOST_TIME ->
                    new Outcome.Unreachable<>("no connection within " + time(plan.hostTimeout()));
            case TOTAL_TIME -> new Outcome.Skipped<>("the time for all hosts was over");
            case STOPPED -> new Outcome.Skipped<>("stopped before it began");
        };
    }

    private Outcome<T> ended(Cause why) {
        return switch (why) {
            case HOST_TIME -> new Outcome.TimedOut<>("not done within " + time(plan.hostTimeout()));
            case TOTAL_TIME ->
                    new Outcome.TimedOut<>(
                            "not done within "
                                    + time(plan.totalTimeout())
                                    + ", the time for all hosts");
            case STOPPED -> new Outcome.Failed<>(INTERRUPTED, "interrupted", Optional.empty());
        };
    }

    private static String time(Optional<Duration> limit) {
        Duration time = limit.orElse(Duration.ZERO);
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
