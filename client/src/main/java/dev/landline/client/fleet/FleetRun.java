package dev.landline.client.fleet;

import dev.landline.client.hosts.Host;
import dev.landline.engine.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A run over many hosts, which has begun. One thread reads the results; all else is for any thread.
 *
 * <p>A result that nobody has taken yet holds its place: who reads slowly slows the run down, and
 * no more than twice as many results as hosts at once are ever in memory.
 *
 * @param <T> what a host gives when it works
 */
public final class FleetRun<T> implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Plan plan;
    private final HostTask<T> task;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final BlockingQueue<Optional<HostResult<T>>> results;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread scheduler;
    private volatile boolean closed;
    // Guarded by lock:
    private final Deque<Host> left;
    private final Map<Host, HostWork<T>> running = new LinkedHashMap<>();
    private final Map<Outcome.Kind, Integer> ended = new EnumMap<>(Outcome.Kind.class);
    private int notOk;
    private Optional<String> finishing = Optional.empty();
    private Optional<HostWork.Cause> stopping = Optional.empty();

    private FleetRun(Plan plan, HostTask<T> task) {
        this.plan = plan;
        this.task = task;
        this.left = new ArrayDeque<>(plan.hosts());
        this.results = new LinkedBlockingQueue<>(plan.parallel());
        this.scheduler = Thread.ofVirtual().name("landline-fleet").unstarted(this::schedule);
    }

    static <T> FleetRun<T> begin(Plan plan, HostTask<T> task) {
        FleetRun<T> run = new FleetRun<>(plan, task);
        run.scheduler.start();
        return run;
    }

    /**
     * The results, as hosts are done; those that were skipped come last.
     *
     * @return each host once; to be read to its end by one thread, which waits for the next one;
     *     ends early where the run is closed or the thread interrupted
     */
    public Stream<HostResult<T>> results() {
        return StreamSupport.stream(
                new Spliterators.AbstractSpliterator<HostResult<T>>(plan.hosts().size(), 0) {
                    @Override
                    public boolean tryAdvance(Consumer<? super HostResult<T>> action) {
                        Optional<HostResult<T>> next = next();
                        next.ifPresent(action);
                        return next.isPresent();
                    }
                },
                false);
    }

    private Optional<HostResult<T>> next() {
        try {
            return results.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * On which hosts it runs, and for how long already.
     *
     * @return the longest first
     */
    public Map<Host, Duration> running() {
        lock.lock();
        try {
            Map<Host, Duration> now = new LinkedHashMap<>();
            running.values().forEach(work -> now.put(work.host(), work.since()));
            return now;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How far it is.
     *
     * @return numbers of this moment
     */
    public FleetCounts counts() {
        lock.lock();
        try {
            return new FleetCounts(ended, running.size(), left.size());
        } finally {
            lock.unlock();
        }
    }

    /** Begins nothing any more: what has not begun is skipped, what runs goes on. */
    public void finish() {
        finish("stopped before it began");
    }

    private void finish(String why) {
        lock.lock();
        try {
            if (finishing.isEmpty()) {
                finishing = Optional.of(why);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins nothing any more, and ends what runs. */
    public void stop() {
        stop(HostWork.Cause.STOPPED, "stopped before it began");
    }

    private void stop(HostWork.Cause cause, String why) {
        finish(why);
        List<HostWork<T>> works;
        lock.lock();
        try {
            stopping = stopping.isEmpty() ? Optional.of(cause) : stopping;
            works = List.copyOf(running.values());
        } finally {
            lock.unlock();
        }
        works.forEach(work -> work.interrupt(cause));
    }

    /** Stops it, and waits until nothing of it runs any more, ten seconds at most. */
    @Override
    public void close() {
        closed = true;
        stop();
        long until = System.nanoTime() + CLOSING.toNanos();
        try {
            while (scheduler.isAlive() && System.nanoTime() < until) {
                results.clear(); // whoever waits with a result goes on
                var _ = scheduler.join(Duration.ofMillis(20));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        results.clear();
        var _ = results.offer(Optional.empty());
    }

    private void schedule() {
        Optional<Deadline> deadline =
                plan.totalTimeout()
                        .map(time ->
                                Deadline.start(
                                        "landline-fleet-total",
                                        time,
                                        () ->
                                                stop(
                                                        HostWork.Cause.TOTAL_TIME,
                                                        "the time for all hosts was over")));
        try {
            waves();
            skip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that
        } finally {
            deadline.ifPresent(Deadline::close);
            hand(Optional.empty());
        }
    }

    private void waves() throws InterruptedException {
        int all = plan.hosts().size();
        if (plan.canary() > 0) {
            wave(plan.canary());
            lock.lock();
            try {
                if (notOk > 0) {
                    finish("the first " + Math.min(plan.canary(), all) + " were not all ok");
                }
            } finally {
                lock.unlock();
            }
        }
        int size = plan.batch().map(share -> Math.max(1, share.of(all))).orElse(all);
        boolean first = plan.canary() == 0;
        while (isOpen()) {
            if (!first) {
                rest();
            }
            wave(size);
            first = false;
        }
    }

    private boolean isOpen() {
        lock.lock();
        try {
            return finishing.isEmpty() && !left.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits between two batches. */
    private void rest() throws InterruptedException {
        lock.lock();
        try {
            long nanos = plan.pause().toNanos();
            while (nanos > 0 && finishing.isEmpty()) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Works on so many hosts, and waits for all of them. */
    private void wave(int size) throws InterruptedException {
        for (int begun = 0; begun < size; begun++) {
            HostWork<T> work = awaitPlace();
            if (work == null) {
                break;
            }
            Thread.ofVirtual().name("landline-fleet-" + work.host().name()).start(() -> work(work));
        }
        lock.lock();
        try {
            while (!running.isEmpty()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable HostWork<T> awaitPlace() throws InterruptedException {
        lock.lock();
        try {
            while (running.size() >= plan.parallel() && finishing.isEmpty()) {
                changed.await();
            }
            Host host = finishing.isPresent() ? null : left.poll();
            if (host == null) {
                return null;
            }
            HostWork<T> work = new HostWork<>(host, plan, task, random);
            running.put(host, work);
            stopping.ifPresent(work::interrupt);
            return work;
        } finally {
            lock.unlock();
        }
    }

    private void work(HostWork<T> work) {
        try {
            plan.listener().began(work.host());
            HostResult<T> result = work.run();
            count(result);
            plan.listener().ended(result);
            hand(Optional.of(result));
        } finally {
            lock.lock();
            try {
                running.remove(work.host());
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void count(HostResult<T> result) {
        lock.lock();
        try {
            Outcome.Kind kind = result.outcome().kind();
            ended.merge(kind, 1, Integer::sum);
            if (kind != Outcome.Kind.OK && kind != Outcome.Kind.SKIPPED) {
                notOk++;
            }
            int most =
                    plan.maxFailures()
                            .map(share -> share.of(plan.hosts().size()))
                            .orElse(Integer.MAX_VALUE);
            if (notOk > most) {
                finish("more than " + most + (most == 1 ? " host was" : " hosts were") + " not ok");
            }
        } finally {
            lock.unlock();
        }
    }

    private void skip() {
        List<Host> rest;
        String why;
        lock.lock();
        try {
            rest = new ArrayList<>(left);
            left.clear();
            why = finishing.orElse("");
        } finally {
            lock.unlock();
        }
        for (Host host : rest) {
            HostResult<T> result =
                    new HostResult<>(host, new Outcome.Skipped<>(why), Duration.ZERO, 0);
            count(result);
            plan.listener().ended(result);
            hand(Optional.of(result));
        }
    }

    /** Waits until there is room, or nobody reads any more. */
    private void hand(Optional<HostResult<T>> result) {
        boolean interrupted = false;
        try {
            while (!closed) {
                try {
                    if (results.offer(result, 100, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
