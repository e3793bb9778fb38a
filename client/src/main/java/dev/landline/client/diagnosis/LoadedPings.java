package dev.landline.client.diagnosis;

import dev.landline.engine.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Pings while something else goes over the line, one at a time with a pause. */
final class LoadedPings implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;

    private final Connection connection;
    private final CountDownLatch over = new CountDownLatch(1);
    // For the thread that pings, then, when it has ended, for others:
    private final List<Duration> times = new ArrayList<>();
    private final Thread thread;

    private LoadedPings(Connection connection, Thread.Builder kind) {
        this.connection = connection;
        this.thread = kind.name("landline-probe-ping").unstarted(this::run);
    }

    static LoadedPings start(Connection connection, Thread.Builder kind) {
        LoadedPings pings = new LoadedPings(connection, kind);
        pings.thread.start();
        return pings;
    }

    private void run() {
        long sent = System.nanoTime();
        try {
            do {
                sent = System.nanoTime();
                times.add(connection.ping().get());
            } while (!over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            if (times.isEmpty()) { // it took longer than all the rest
                times.add(Duration.ofNanos(System.nanoTime() - sent));
            }
        } catch (ExecutionException e) {
            // The connection is gone, which is told elsewhere.
        }
    }

    /** What was measured. To be called after {@link #close}. */
    Times times() {
        return new Times(times);
    }

    @Override
    public void close() {
        over.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
