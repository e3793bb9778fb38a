package dev.landline.server.scrape;

import com.sun.net.httpserver.HttpServer;
import dev.landline.engine.Deadline;
import dev.landline.server.config.LoopbackAddress;
import dev.landline.server.metric.Family;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** An HTTP server on loopback that gives the metrics to whoever asks. */
public final class ScrapeAddress implements AutoCloseable {

    /** Requests that are answered at once; others wait. */
    private static final int AT_ONCE = 4;

    /** How long one request may take, from its first byte to its last. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads;

    private ScrapeAddress(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Opens it.
     *
     * @param address where to listen
     * @param metrics what there is, asked anew for each request
     * @return the address, which answers
     * @throws IOException where it cannot be bound
     */
    public static ScrapeAddress open(LoopbackAddress address, Supplier<List<Family>> metrics)
            throws IOException {
        return open(address, metrics, PATIENCE);
    }

    static ScrapeAddress open(
            LoopbackAddress address, Supplier<List<Family>> metrics, Duration patience)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address.socketAddress(), BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "metrics.listen: cannot listen on " + address + ": " + e.getMessage(), e);
        }
        ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("landline-metrics-", 1).factory());
        Semaphore turns = new Semaphore(AT_ONCE, true);
        server.setExecutor(request -> threads.execute(() -> answer(request, turns, patience)));
        server.createContext("/", new ScrapeHandler(metrics));
        server.start();
        return new ScrapeAddress(server, threads);
    }

    /**
     * Whoever sends or takes bytes too slowly is cut off: an interrupt closes the socket. The
     * thread is the request's own, so that a late one cannot hit the next request.
     */
    private static void answer(Runnable request, Semaphore turns, Duration patience) {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            return; // It is being closed, and the socket with it.
        }
        Thread worker = Thread.currentThread();
        try (Deadline _ = Deadline.start("landline-metrics-late", patience, worker::interrupt)) {
            request.run();
        } finally {
            turns.release();
        }
    }

    /**
     * Where it listens.
     *
     * @return address and real port
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stops at once. */
    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
