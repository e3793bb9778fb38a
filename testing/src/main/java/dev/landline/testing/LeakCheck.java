package dev.landline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Tells whether something was left behind since it was started: threads of Landline, virtual ones
 * included, child processes and open descriptors of this process. Waits for the state it wants and
 * so needs no pauses in tests.
 *
 * <p>Descriptors are looked at where the system shows them, which is on Linux. What the JVM opens
 * for itself does not count. Several checks at once in one process see each other's work.
 */
public final class LeakCheck implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long FIRST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 100_000_000;

    private final Set<Long> threads;
    private final Set<Long> children;
    private final List<String> descriptors;
    private Duration patience = PATIENCE;

    private LeakCheck(Set<Long> threads, Set<Long> children, List<String> descriptors) {
        this.threads = threads;
        this.children = children;
        this.descriptors = descriptors;
    }

    /**
     * Takes note of what is there now.
     *
     * @return the check
     * @throws UncheckedIOException where the system does not say
     */
    public static LeakCheck start() {
        try {
            OpenDescriptors.openWhatStaysOpen();
            return new LeakCheck(ids(LandlineThreads.now()), childPids(), OpenDescriptors.now());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Long> ids(List<LandlineThreads.Named> threads) {
        return threads.stream().map(LandlineThreads.Named::id).collect(Collectors.toSet());
    }

    private static Set<Long> childPids() {
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * How long {@link #assertNothingLeft} waits; 15 seconds without a choice.
     *
     * @param time 0 or more
     * @return this
     */
    public LeakCheck patience(Duration time) {
        patience = time;
        return this;
    }

    /**
     * Waits until everything that has come since the start is gone.
     *
     * @throws AssertionError with the list of what is still there when the patience is at its end
     * @throws UncheckedIOException where the system does not say
     */
    public void assertNothingLeft() {
        long end = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE_NANOS;
        List<String> left = leftWhenQuiet();
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            left = leftWhenQuiet();
        }
        if (!left.isEmpty()) {
            throw new AssertionError(
                    "expected nothing to be left behind, found after "
                            + patience.toMillis()
                            + " ms: "
                            + String.join(", ", left));
        }
    }

    /**
     * What has come since the start and is there now.
     *
     * @return a few words for each thread, process and descriptor
     * @throws UncheckedIOException where the system does not say
     */
    public List<String> left() {
        try {
            List<String> left = besidesThreads();
            LandlineThreads.now().stream()
                    .filter(thread -> !threads.contains(thread.id()))
                    .forEach(thread -> left.add("thread " + thread.name()));
            return left;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> besidesThreads() throws IOException {
        List<String> left = new ArrayList<>();
        ProcessHandle.current()
                .children()
                .filter(child -> !children.contains(child.pid()))
                .forEach(child -> left.add("process " + described(child)));
        List<String> open = new ArrayList<>(OpenDescriptors.now());
        descriptors.forEach(open::remove);
        open.forEach(descriptor -> left.add("descriptor " + descriptor));
        return left;
    }

    /**
     * The same, without asking for threads while other things are still there: JDK 25.0.3 has been
     * seen to crash while it listed virtual threads that were just ending.
     */
    private List<String> leftWhenQuiet() {
        try {
            List<String> left = besidesThreads();
            return left.isEmpty() ? left() : left;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String described(ProcessHandle child) {
        return child.pid() + child.info().command().map(command -> " " + command).orElse("");
    }

    /**
     * The same as {@link #assertNothingLeft}, for use as the first resource of a {@code try}.
     *
     * @throws AssertionError where something is left
     */
    @Override
    public void close() {
        assertNothingLeft();
    }
}
