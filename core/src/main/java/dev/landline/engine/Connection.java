package dev.landline.engine;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.Limits;
import dev.landline.flow.GrowthBudget;
import dev.landline.flow.ReceiveWindow;
import dev.landline.flow.SendWindow;
import dev.landline.link.Link;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameReader;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection: its beginning, its channels, its end. The end has one cause, the first; every
 * waiter gets that cause. Safe for use by many threads.
 */
public final class Connection implements AutoCloseable {

    private static final int MAX_WINDOW = 16 << 20;

    /**
     * What the windows of a connection may grow by together: two large streams at their full width.
     */
    private static final long MAX_GROWTH = 32L << 20;

    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final String name;
    private final Link link;
    private final Limits limits;
    private final Frame.Hello peerHello;
    private final ConnectionThreads threads;
    private final FrameListener listener;
    private final Outbox outbox;
    private final KeepAlive keepAlive;
    private final GrowthBudget growth = new GrowthBudget(MAX_GROWTH);
    private final ChannelTable<Channel> channels;
    private final @Nullable ChannelHandler handler;
    private final AtomicReference<@Nullable ConnectionException> failure = new AtomicReference<>();
    private final CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
    private final CompletableFuture<ConnectionException> closed = new CompletableFuture<>();

    /**
     * What a side brings to a connection.
     *
     * @param name what to call the connection in thread names and traces, such as {@code c7}
     * @param software name and version, for the other side's log
     * @param limits what this side allows
     * @param features services on offer
     * @param instance which run of a server this is
     * @param listener sees every frame
     * @param threads gives the kind of thread that the connection runs on: {@code
     *     Thread::ofVirtual} for many connections, daemon threads of the platform for a process
     *     that has one and is to end at once ({@code docs/concurrency.md})
     */
    public record Settings(
            String name,
            String software,
            Limits limits,
            List<String> features,
            Optional<String> instance,
            FrameListener listener,
            Supplier<? extends Thread.Builder> threads) {

        /**
         * For a side that is not a server, or one that remembers nothing; on virtual threads.
         *
         * @param name what to call the connection
         * @param software name and version
         * @param limits what this side allows
         * @param features services on offer
         * @param listener sees every frame
         */
        public Settings(
                String name,
                String software,
                Limits limits,
                List<String> features,
                FrameListener listener) {
            this(name, software, limits, features, Optional.empty(), listener, Thread::ofVirtual);
        }
    }

    private Connection(
            Settings settings,
            Role role,
            Link link,
            FrameReader reader,
            Frame.Hello peerHello,
            @Nullable ChannelHandler handler) {
        this.name = settings.name();
        this.link = link;
        this.limits = settings.limits();
        this.peerHello = peerHello;
        this.handler = handler;
        this.threads = new ConnectionThreads(name, settings.threads());
        this.listener = settings.listener();
        this.outbox = new Outbox(link.output(), listener, this::clogged);
        this.keepAlive = new KeepAlive(outbox, limits.pingInterval(), System::nanoTime);
        this.channels =
                new ChannelTable<>(
                        role == Role.CLIENT ? peerHello.maxChannels() : limits.maxChannels());
        ReaderLoop readerLoop =
                new ReaderLoop(reader, this, role.other(), outbox, keepAlive, listener);
        threads.start("write", this::write);
        threads.start("ping", this::keepAlive);
        threads.start("read", () -> read(readerLoop));
    }

    /**
     * Greets the other side as a client and starts the connection.
     *
     * @param link a link whose identities are settled, owned by the connection from now on
     * @param settings what this side brings
     * @return the connection, open
     * @throws IOException where the other side refuses, or breaks the rules; the link is closed
     *     then
     */
    public static Connection connect(Link link, Settings settings) throws IOException {
        return start(link, Role.CLIENT, settings, null);
    }

    /**
     * Greets the other side as a server and starts the connection.
     *
     * @param link a link whose other side is authorised, owned by the connection from now on
     * @param settings what this side brings
     * @param handler serves the channels that the other side opens
     * @return the connection, open
     * @throws IOException where the other side breaks the rules or goes; the link is closed then
     */
    public static Connection accept(Link link, Settings settings, ChannelHandler handler)
            throws IOException {
        return start(link, Role.SERVER, settings, handler);
    }

    private static Connection start(
            Link link, Role role, Settings settings, @Nullable ChannelHandler handler)
            throws IOException {
        Limits limits = settings.limits();
        Frame.Hello own =
                new Frame.Hello(
                        Framing.VERSION,
                        settings.software(),
                        settings.features(),
                        limits.maxBody(),
                        role == Role.SERVER ? limits.maxChannels() : 0,
                        settings.instance());
        Greeting greeting = Greeting.exchange(link, own, settings);
        return new Connection(settings, role, link, greeting.reader(), greeting.peer(), handler);
    }

    /**
     * Opens a channel. Waits while there are as many as the other side allows; does not wait for
     * the answer.
     *
     * @param opening what is asked for
     * @param patience how long to wait for a free channel
     * @return the channel; where it resumes something, its streams towards the server are there
     *     when {@link ClientChannel#opened} has completed
     * @throws LandlineException where the connection is gone, or the request is too large
     * @throws TimeoutException where no channel became free in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public ClientChannel open(Opening opening, Duration patience)
            throws LandlineException, TimeoutException, InterruptedException {
        opening.checkSize();
        return (ClientChannel)
                channels.open(
                        id -> make(id, opening),
                        channel -> outbox.control(opening.frame(channel.id(), limits(channel))),
                        patience.toNanos());
    }

    private ClientChannel make(int id, Opening opening) {
        ClientChannel channel =
                new ClientChannel(
                        id,
                        outbox,
                        opening,
                        (name, start) -> outgoing(new Route(id, outbox), name, start, start),
                        threads.executor("ch" + id));
        Map<String, IncomingStream> kept = opening.kept().orElse(Map.of());
        for (String name : opening.incoming()) {
            IncomingStream stream = kept.get(name);
            if (stream == null) {
                int window = opening.lively() ? Framing.FIRST_WINDOW : limits.window();
                stream = incoming(channel.route, name, window, opening.gaps());
            } else {
                join(stream, channel.route);
            }
            channel.add(name, stream);
        }
        if (!opening.resumes()) {
            for (String name : opening.outgoing()) {
                channel.add(name, outgoing(channel.route, name, 0, Framing.FIRST_WINDOW));
            }
        }
        return channel;
    }

    private static Map<String, Long> limits(Channel channel) {
        Map<String, Long> windows = new TreeMap<>();
        channel.incoming().forEach((name, stream) -> windows.put(name, stream.limit()));
        return windows;
    }

    IncomingStream incoming(Route route, String stream) {
        return incoming(route, stream, limits.window(), false);
    }

    private IncomingStream incoming(Route route, String stream, int first, boolean gaps) {
        ReceiveWindow window =
                new ReceiveWindow(
                        Math.max(first, Framing.FIRST_WINDOW),
                        MAX_WINDOW,
                        growth,
                        System::nanoTime,
                        keepAlive::roundTripNanos);
        return new IncomingStream(route, stream, window, gaps);
    }

    /** A stream that has left another channel goes on in one of this connection. */
    void join(IncomingStream stream, Route route) {
        stream.join(route, growth, keepAlive::roundTripNanos);
    }

    OutgoingStream outgoing(Route route, String stream, long start, long limit) {
        SendWindow window =
                new SendWindow(start, limit, () -> listener.standsStill(route.ch(), stream));
        return new OutgoingStream(route, stream, start, limit, window, peerHello.maxBody());
    }

    ChannelTable<Channel> channels() {
        return channels;
    }

    /** A frame that opens a channel. Called by the reading thread. */
    void opening(Frame.Open open) throws ConnectionException {
        channels.spend(open.ch());
        if (channels.full()) {
            outbox.control(
                    error(
                            open.ch(),
                            new ChannelException(
                                    ErrorCode.TOO_MANY_CHANNELS,
                                    "expected at most "
                                            + limits.maxChannels()
                                            + " channels at once")));
            return;
        }
        ServerChannel channel = new ServerChannel(open, this, outbox);
        if (channels.add(channel)) {
            threads.start("ch" + open.ch(), () -> serve(channel, open));
        }
    }

    /** Whatever becomes of the handler, the client hears one last frame of the channel. */
    private void serve(ServerChannel channel, Frame.Open open) {
        @Nullable ChannelException failed = internal("it ended with an error of the Java runtime");
        try {
            failed = run(channel, open);
        } finally {
            channels.remove(channel.id());
            channel.finish();
            end(channel, failed);
        }
    }

    private @Nullable ChannelException run(ServerChannel channel, Frame.Open open) {
        try {
            if (handler == null) {
                return new ChannelException(ErrorCode.UNKNOWN_SERVICE, "nothing is served here");
            }
            handler.serve(channel, open.service(), open.request());
            return null;
        } catch (ChannelException e) {
            return e;
        } catch (IOException | InterruptedException | RuntimeException e) {
            return internal(String.valueOf(e.getMessage()));
        }
    }

    private static ChannelException internal(String message) {
        return new ChannelException(ErrorCode.INTERNAL, "the service failed: " + message);
    }

    /** What ended the channel from outside counts for more than how the handler took it. */
    static Frame last(ServerChannel channel, @Nullable ChannelException failed) {
        ChannelException cause = failed;
        if (channel.end() instanceof ChannelException ended) {
            cause = ended.code() == ErrorCode.CANCELLED ? null : ended;
        }
        return cause == null ? new Frame.Close(channel.id()) : error(channel.id(), cause);
    }

    private void end(ServerChannel channel, @Nullable ChannelException failed) {
        boolean _ = Thread.interrupted(); // the handler's affair, and over
        if (channel.isTold()) {
            return;
        }
        try {
            outbox.data(last(channel, failed));
        } catch (ConnectionException | InterruptedException e) {
            // Nobody is left to hear it.
        }
    }

    private static Frame.Error error(int ch, LandlineException cause) {
        return new Frame.Error(
                OptionalInt.of(ch),
                cause.code().wire(),
                ReaderLoop.clipped(cause.getMessage()),
                ReaderLoop.clipped(cause.hint()));
    }

    private void write() {
        try {
            outbox.run();
            link.finish();
        } catch (IOException e) {
            awaitLastWords();
            fail(broken(e));
        } catch (RuntimeException e) {
            fail(
                    new ConnectionException(
                            ErrorCode.INTERNAL,
                            "a frame could not be written: " + e.getMessage(),
                            null,
                            e));
        } finally {
            link.abort();
            listener.ended(true);
            written.complete(null);
        }
    }

    private void read(ReaderLoop loop) {
        try {
            loop.run();
        } finally {
            listener.ended(false);
        }
    }

    static ConnectionException broken(IOException e) {
        return new ConnectionException(
                ErrorCode.CONNECTION_LOST, "the connection broke: " + e.getMessage(), null, e);
    }

    /** Whoever takes nothing any more may have said why: the reader may be on its way to it. */
    private void awaitLastWords() {
        try {
            var _ = closed.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It said nothing.
        }
    }

    private void keepAlive() {
        try {
            ConnectionException silent = keepAlive.run();
            if (silent != null) {
                fail(silent);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void clogged() {
        fail(
                new ConnectionException(
                        ErrorCode.PEER_CLOGGED,
                        "the other side asks for answers and takes none: "
                                + Outbox.MAX_CONTROL
                                + " frames wait for it"));
    }

    /**
     * Ends the connection at once. The first cause counts; every waiter gets it. Never blocks.
     *
     * @param cause why
     */
    public void fail(ConnectionException cause) {
        if (first(cause)) {
            outbox.fail(cause);
            link.abort();
            spread(cause);
        }
    }

    /** Ends the connection after telling the other side why. Never blocks. */
    void refuse(ConnectionException cause) {
        if (cause.code().scope() == ErrorCode.Scope.LOCAL) {
            fail(cause);
        } else {
            leave(cause, ReaderLoop.farewell(cause));
        }
    }

    /** The reader may go on reading: what it finds changes nothing any more. */
    private void leave(ConnectionException cause, Frame farewell) {
        if (first(cause)) {
            Deadline abort = Deadline.start(threads.named("bye"), FAREWELL, link::abort);
            var _ = written.thenRun(abort::close);
            outbox.finish(cause, farewell);
            spread(cause);
        }
    }

    private boolean first(ConnectionException cause) {
        return failure.compareAndSet(null, cause);
    }

    private void spread(ConnectionException cause) {
        keepAlive.stop();
        keepAlive.fail(cause, threads.executor("pong"));
        channels.fail(cause);
        var _ = closed.completeAsync(() -> cause, threads.executor("closed"));
    }

    /**
     * Says goodbye and closes; channels that are still open end with {@code connection_closed}.
     * Waits until the other side has heard it, two seconds at most. A second call does nothing.
     */
    @Override
    public void close() {
        close(
                new Frame.Bye("done", "no more to do"),
                new ConnectionException(
                        ErrorCode.CONNECTION_CLOSED, "this side closed the connection"));
    }

    /**
     * The same because this side as a whole stops.
     *
     * @param message why, for people on the other side
     */
    public void shutDown(String message) {
        close(
                new Frame.Bye(ErrorCode.SHUTTING_DOWN.wire(), ReaderLoop.clipped(message)),
                new ConnectionException(ErrorCode.SHUTTING_DOWN, message));
    }

    private void close(Frame.Bye bye, ConnectionException cause) {
        leave(cause, bye);
        try {
            written.get(FAREWELL.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            link.abort();
        }
    }

    /**
     * Completes with the cause when the connection has ended, on a thread of its own. Never
     * completes exceptionally.
     *
     * @return always the same future
     */
    public CompletableFuture<ConnectionException> closed() {
        return closed;
    }

    /**
     * What the other side said of itself.
     *
     * @return its greeting
     */
    public Frame.Hello peer() {
        return peerHello;
    }

    /**
     * How many channels are open now.
     *
     * @return 0 or more
     */
    public int openChannels() {
        return channels.size();
    }

    /**
     * Asks the other side for a sign of life. It overtakes data that waits on this side.
     *
     * @return completes with the round trip, on a thread of its own; exceptionally, with a {@link
     *     ConnectionException}, when the connection has ended
     */
    public CompletableFuture<Duration> ping() {
        CompletableFuture<Duration> answer = keepAlive.ask();
        ConnectionException ended = failure.get();
        if (ended != null) { // it may have ended before it could be told
            answer.completeExceptionally(ended.forWaiter());
        }
        return answer;
    }

    /** The reading thread has met a pong. */
    void pong(long id) {
        keepAlive.pong(id, threads.executor("pong"));
    }

    /**
     * The last measured round trip.
     *
     * @return its time; zero while none was measured
     */
    public Duration roundTrip() {
        return Duration.ofNanos(keepAlive.roundTripNanos());
    }

    @Override
    public String toString() {
        return name + " " + link.remote();
    }
}
