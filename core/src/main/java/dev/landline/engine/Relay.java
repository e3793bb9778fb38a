package dev.landline.engine;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.json.JsonObject;
import dev.landline.link.Link;
import dev.landline.wire.Frame;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries the channels of several clients over one connection to a server. It knows nothing of what
 * flows in them: offsets, windows and ids are those of the two ends, and only the number of a
 * channel is another on either side. Clients see the server's own greeting. Safe for use by many
 * threads.
 *
 * <p>When a client is gone, its channels are left ({@code spec/PROTOCOL.md}, section 5.15). When
 * the connection to the server ends, so do the clients' connections, with the server's last word.
 */
public final class Relay implements AutoCloseable {

    /** What a server says among its features that allows several clients on one connection. */
    public static final String LEAVE = "leave";

    /** The service that the relay itself offers to its clients. */
    public static final String DESK = "sharing";

    private final Connection.Settings settings;
    private final Frame.Hello server;
    private final RelayLine line;
    private final RelayTable table;
    private final Function<JsonObject, String> desk;
    private final AtomicLong clientNumbers = new AtomicLong();
    private final CompletableFuture<ConnectionException> closed = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock:
    private final Set<RelayedClient> clients = new LinkedHashSet<>();
    private boolean over;
    private long usedAt = System.nanoTime();

    private Relay(
            Connection.Settings settings,
            Greeting greeting,
            RelayLine line,
            Function<JsonObject, String> desk) {
        this.settings = settings;
        this.server = greeting.peer();
        this.line = line;
        this.desk = desk;
        this.table = new RelayTable(lock, line.outbox(), server.maxChannels());
    }

    /**
     * Greets a server and waits for clients.
     *
     * @param link a link whose identities are settled, owned by the relay from now on
     * @param settings what the relay brings; of the limits, the longest body, the interval of pings
     *     and the time for a greeting count
     * @param desk answers requests to the relay itself with a text of at most 65,536 bytes; called
     *     by threads that read; must not block
     * @return the relay
     * @throws IOException where the server refuses, or does not have {@link #LEAVE}; the link is
     *     closed then
     */
    public static Relay over(
            Link link, Connection.Settings settings, Function<JsonObject, String> desk)
            throws IOException {
        Frame.Hello own =
                new Frame.Hello(
                        Framing.VERSION,
                        settings.software(),
                        settings.features(),
                        settings.limits().maxBody(),
                        0);
        Greeting greeting = Greeting.exchange(link, own, settings);
        if (!greeting.peer().features().contains(LEAVE)) {
            link.finish();
            throw new ConnectionException(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "expected a server with the feature '"
                            + LEAVE
                            + "', got one with "
                            + String.join(", ", greeting.peer().features()));
        }
        RelayLine line = new RelayLine(settings.name(), link, greeting, settings);
        Relay relay = new Relay(settings, greeting, line, desk);
        line.start(relay::fromServer, relay::lost);
        return relay;
    }

    /**
     * Greets a client and carries its channels from then on. Blocks until it has greeted.
     *
     * @param link a link whose other side may use the connection, owned by the relay from now on
     * @throws IOException where the client breaks the rules or goes, or the relay has ended; the
     *     link is closed then
     */
    public void accept(Link link) throws IOException {
        Frame.Hello own =
                new Frame.Hello(
                        Framing.VERSION,
                        server.software(),
                        server.features(),
                        settings.limits().maxBody(),
                        server.maxChannels(),
                        server.instance());
        String name = settings.name() + "-" + clientNumbers.incrementAndGet();
        if (isOver()) {
            link.abort();
            throw ended();
        }
        Greeting greeting = Greeting.exchange(link, own, settings);
        RelayLine clientLine = new RelayLine(name, link, greeting, settings);
        RelayedClient client = new RelayedClient(clientLine, greeting.peer().maxBody());
        if (!enter(client)) {
            link.abort();
            throw ended();
        }
        clientLine.start(frame -> fromClient(client, frame), (cause, word) -> leave(client));
        if (isOver()) {
            clientLine.fail(ended()); // it came while the relay ended
        }
    }

    private static ConnectionException ended() {
        return new ConnectionException(ErrorCode.CONNECTION_CLOSED, "the relay has ended");
    }

    private boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    private boolean enter(RelayedClient client) {
        lock.lock();
        try {
            return !over && clients.add(client);
        } finally {
            lock.unlock();
        }
    }

    private void leave(RelayedClient client) {
        lock.lock();
        try {
            clients.remove(client);
            table.leave(client);
            if (client.isUser()) {
                usedAt = System.nanoTime();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fromClient(RelayedClient client, Frame frame)
            throws ConnectionException, InterruptedException {
        if (!Role.CLIENT.maySend(frame)) {
            throw new ConnectionException(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "expected a frame that a client may send now, got " + frame.type());
        }
        if (frame instanceof Frame.Open open && open.service().equals(DESK)) {
            answer(client, open);
            return;
        }
        Frame there = table.fromClient(client, frame);
        if (there instanceof Frame.Data || there instanceof Frame.Eof) {
            line.outbox().data(there);
        } else if (there != null) {
            line.outbox().control(there);
        }
    }

    /** The only channel that ends here. Whoever only asks does not use the connection. */
    private void answer(RelayedClient client, Frame.Open open) throws ConnectionException {
        table.spend(client, open.ch());
        byte[] text = desk.apply(open.request()).getBytes(StandardCharsets.UTF_8);
        client.send(new Frame.Opened(open.ch(), Map.of()));
        client.send(new Frame.Data(open.ch(), "stdout", 0, ByteBuffer.wrap(text)));
        client.send(new Frame.Eof(open.ch(), "stdout", text.length));
        client.send(new Frame.Close(open.ch()));
    }

    private void fromServer(Frame frame) throws ConnectionException {
        if (!Role.SERVER.maySend(frame)) {
            throw new ConnectionException(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "expected a frame that a server may send now, got " + frame.type());
        }
        table.fromServer(frame);
    }

    /** The server's last word is every client's. */
    private void lost(ConnectionException cause, @Nullable Frame word) {
        for (RelayedClient client : end()) {
            if (word == null) {
                client.line().fail(cause);
            } else {
                client.line().finish(cause, word);
            }
        }
        closed.complete(cause);
    }

    private List<RelayedClient> end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
            return List.copyOf(clients);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many clients use the connection.
     *
     * @return 0 or more
     */
    public int clients() {
        lock.lock();
        try {
            return (int) clients.stream().filter(RelayedClient::isUser).count();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nobody has been there for a time, or the relay has ended. From then on it takes
     * no more clients.
     *
     * @param time how long to wait for the next client
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void awaitIdle(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!over) {
                long left = usedAt + time.toNanos() - System.nanoTime();
                if (!clients.isEmpty()) {
                    changed.await();
                } else if (left > 0) {
                    changed.await(left, TimeUnit.NANOSECONDS);
                } else {
                    over = true;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Completes with the cause when the connection to the server has ended.
     *
     * @return always the same future; it never completes exceptionally
     */
    public CompletableFuture<ConnectionException> closed() {
        return closed;
    }

    /**
     * What the server said of itself.
     *
     * @return its greeting
     */
    public Frame.Hello server() {
        return server;
    }

    /**
     * Says goodbye to the server and cuts the clients off. Waits until the server has heard it,
     * three seconds at most. A second call does nothing.
     */
    @Override
    public void close() {
        ConnectionException cause =
                new ConnectionException(ErrorCode.CONNECTION_LOST, "the relay was closed");
        line.finish(cause, new Frame.Bye("done", "no more to do"));
        line.awaitWritten();
    }
}
