package dev.landline.cli.fan;

import dev.landline.cli.console.Columns;
import dev.landline.cli.console.ProgressLine;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.fleet.FleetCounts;
import dev.landline.client.fleet.FleetRun;
import dev.landline.client.hosts.Host;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** A line on a terminal that says how far it is, twice a second. */
final class FanStatus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int EVERY_MILLIS = 500;
    private static final int STDERR = 2;
    private static final int USUAL_COLUMNS = 80;
    private static final int NAMES = 3;

    private final ProgressLine line;
    private final boolean wanted;
    private final int columns;
    private final LongSupplier moved;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A line that is not drawn yet.
     *
     * @param wanted whether nothing else speaks against it
     * @param moved bytes that have flowed, where that is of interest; else 0
     */
    FanStatus(Surroundings here, boolean wanted, LongSupplier moved) {
        this.wanted = wanted && here.terminal().isAt(STDERR);
        this.line = new ProgressLine(here.stderr(), this.wanted, PATIENCE, System::nanoTime);
        this.columns =
                this.wanted ? here.terminal().columns().orElse(USUAL_COLUMNS) : USUAL_COLUMNS;
        this.moved = moved;
    }

    /** Lets somebody else write where the line is. */
    void aside(Runnable task) {
        line.aside(task);
    }

    /** Shows a run until it is closed. */
    void watch(FleetRun<?> run) {
        if (!wanted) {
            return;
        }
        line.start();
        Thread.ofVirtual().name("landline-fan-status").start(() -> draw(run));
    }

    private void draw(FleetRun<?> run) {
        try {
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                line.offer(() -> Columns.fitting(text(run), columns - 1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String text(FleetRun<?> run) {
        FleetCounts counts = run.counts();
        Map<Host, Duration> running = run.running();
        long bytes = moved.getAsLong();
        String flow = bytes == 0 ? "" : ", " + bytes / 1_000_000 + " MB";
        Optional<Duration> longest = running.values().stream().findFirst();
        String slow =
                running.keySet().stream()
                        .limit(NAMES)
                        .map(Host::name)
                        .collect(Collectors.joining(" "));
        return counts.done()
                + " done"
                + (counts.notOk() > 0 ? " (" + counts.notOk() + " not ok)" : "")
                + ", "
                + counts.running()
                + " running, "
                + counts.left()
                + " left"
                + flow
                + longest.map(time -> "; for " + time.toSeconds() + " s: " + slow).orElse("");
    }

    @Override
    public void close() {
        closed.countDown();
        line.close();
    }
}
