package dev.landline.engine;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import dev.landline.TerminalSize;
import dev.landline.flow.SendWindow;
import dev.landline.wire.Frame;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The side of a channel that serves it. The handler calls {@link #accept} once, reads and writes
 * the streams, waits for events, and sends the exit status; the engine closes the channel behind
 * it.
 */
public final class ServerChannel extends Channel {

    private static final int MAX_EVENTS = 64;

    /** Streams that a client may begin before it has heard which ones there are. */
    private static final int MAX_EARLY_STREAMS = 4;

    private final Connection connection;
    private final Optional<Map<String, Long>> clientWindows;
    private final Optional<String> openId;
    private final Optional<Map<String, Long>> resume;
    private final BlockingQueue<ChannelEvent> events = new LinkedBlockingQueue<>();
    // Guarded by this:
    private final Map<String, Frame.Window> earlyGrants = new HashMap<>();
    private boolean accepted;
    private boolean keeping;

    private volatile @Nullable LandlineException end;
    private volatile boolean told;

    ServerChannel(Frame.Open open, Connection connection, Outbox outbox) {
        super(open.ch(), outbox);
        this.connection = connection;
        this.clientWindows = open.windows();
        this.openId = open.id();
        this.resume = open.resume();
    }

    /**
     * What the client called the channel, so that it can be resumed.
     *
     * @return 32 hexadecimal digits; empty for a channel that ends with its connection
     */
    public Optional<String> openId() {
        return openId;
    }

    /**
     * Where the streams towards the client shall go on.
     *
     * @return stream to offset; empty where the client asks for something new
     */
    public Optional<Map<String, Long>> resume() {
        return resume;
    }

    /**
     * Whether the client says how much it can take.
     *
     * @return false where it takes whatever comes, as fast as the line does
     */
    public boolean hasWindows() {
        return clientWindows.isPresent();
    }

    /**
     * What the client has said of itself.
     *
     * @return its greeting
     */
    public Frame.Hello peer() {
        return connection.peer();
    }

    /**
     * Says yes to the channel and which streams it has. They end with it.
     *
     * @param incomingNames streams from the client
     * @param outgoingNames streams towards the client
     */
    public void accept(List<String> incomingNames, List<String> outgoingNames) {
        Map<String, Long> starts = new TreeMap<>();
        outgoingNames.forEach(name -> starts.put(name, 0L));
        accept(incomingNames, Map.of(), starts, false);
    }

    /**
     * Says yes to the channel and where its streams go on. Where the channel has an id, the streams
     * from the client outlive it: when it ends they stand still, until another channel goes on with
     * them, or {@link IncomingStream#giveUp}.
     *
     * @param incomingNames streams from the client that begin
     * @param kept streams from the client that go on, by their names; they leave the channel where
     *     they were
     * @param starts streams towards the client, and the offset at which each goes on
     */
    public void acceptAt(
            List<String> incomingNames,
            Map<String, IncomingStream> kept,
            Map<String, Long> starts) {
        accept(incomingNames, kept, starts, openId.isPresent());
    }

    private void accept(
            List<String> fresh,
            Map<String, IncomingStream> kept,
            Map<String, Long> starts,
            boolean keep) {
        starts.forEach((name, start) ->
                add(name, connection.outgoing(route, name, start, firstLimit(name))));
        Map<String, Long> windows = new TreeMap<>();
        Map<String, Long> offsets = new TreeMap<>();
        Set<String> unknown = new TreeSet<>();
        synchronized (this) {
            Set<String> names = new TreeSet<>(fresh);
            names.addAll(kept.keySet());
            incoming().keySet().stream()
                    .filter(name -> !fresh.contains(name))
                    .forEach(unknown::add);
            earlyGrants.keySet().stream()
                    .filter(name -> !starts.containsKey(name))
                    .forEach(unknown::add);
            incoming().keySet().retainAll(fresh);
            kept.forEach((name, stream) -> {
                connection.join(stream, route);
                add(name, stream);
                offsets.put(name, stream.received());
            });
            for (String name : names) {
                windows.put(name, early(name).limit());
            }
            earlyGrants.forEach((name, window) -> {
                OutgoingStream stream = towards(name);
                if (stream != null) {
                    stream.granted(window.consumed(), window.limit());
                }
            });
            keeping = keep;
            accepted = true;
        }
        starts.forEach((name, start) -> {
            if (start > 0 || resume.isPresent()) {
                offsets.put(name, start);
            }
        });
        unknown.forEach(name -> fail(noStream(name)));
        LandlineException cause = end;
        if (cause != null) {
            endStreams(cause);
        }
        outbox.control(
                new Frame.Opened(
                        id, windows, offsets.isEmpty() ? Optional.empty() : Optional.of(offsets)));
        kept.values().forEach(stream -> stream.opened(route, 0));
    }

    private long firstLimit(String name) {
        return clientWindows
                .map(windows -> windows.getOrDefault(name, 0L))
                .orElse(SendWindow.UNLIMITED);
    }

    /** The stream of that name, made at its first use: bytes may come before the answer goes. */
    private IncomingStream early(String name) {
        IncomingStream stream = incoming().get(name);
        if (stream == null) {
            stream = connection.incoming(route, name);
            add(name, stream);
        }
        return stream;
    }

    @Override
    synchronized IncomingStream arriving(String name) throws ChannelException {
        if (!accepted && !incoming().containsKey(name)) {
            if (incoming().size() >= MAX_EARLY_STREAMS) {
                throw noStream(name);
            }
            return early(name);
        }
        return super.arriving(name);
    }

    @Override
    void window(Frame.Window window) throws ChannelException {
        synchronized (this) {
            if (!accepted) {
                if (earlyGrants.size() >= MAX_EARLY_STREAMS
                        && !earlyGrants.containsKey(window.stream())) {
                    throw noStream(window.stream());
                }
                earlyGrants.merge(
                        window.stream(),
                        window,
                        (one, other) -> one.limit() > other.limit() ? one : other);
                return;
            }
        }
        super.window(window);
    }

    /**
     * Waits for the next event.
     *
     * @return what happened; after an {@link ChannelEvent.End} only {@link ChannelEvent.Done} is
     *     worth waiting for
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public ChannelEvent nextEvent() throws InterruptedException {
        return events.take();
    }

    /**
     * Waits for the next event, for a time.
     *
     * @param most how long to wait
     * @return what happened; null where nothing did
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public @Nullable ChannelEvent nextEvent(Duration most) throws InterruptedException {
        return events.poll(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Wakes whoever waits for events: nothing runs any more. */
    public void done() {
        events.add(new ChannelEvent.Done());
    }

    /**
     * Sends how a command ended that was not ended by the server.
     *
     * @param status any status but {@code Lost}
     * @param pipesOpen whether output was still held open when it was given up
     * @throws ConnectionException where the connection is gone
     * @throws InterruptedException if the thread is interrupted while the line is full
     */
    public void exit(ExitStatus status, boolean pipesOpen)
            throws ConnectionException, InterruptedException {
        exit(status, pipesOpen, Optional.empty());
    }

    /**
     * Sends how the command ended, behind all output that was written.
     *
     * @param status any status but {@code Lost}
     * @param pipesOpen whether output was still held open when it was given up
     * @param reason why the server ended it, where it did; a word of the protocol, section 5.11
     * @throws ConnectionException where the connection is gone
     * @throws InterruptedException if the thread is interrupted while the line is full
     */
    public void exit(ExitStatus status, boolean pipesOpen, Optional<String> reason)
            throws ConnectionException, InterruptedException {
        outbox.data(new Frame.Exit(id, clipped(status), pipesOpen, reason));
    }

    private static ExitStatus clipped(ExitStatus status) {
        return status instanceof ExitStatus.NotStarted(ExitStatus.Reason reason, String message)
                ? new ExitStatus.NotStarted(reason, ReaderLoop.clipped(message))
                : status;
    }

    void signal(Frame.Signal signal) throws ChannelException {
        add(new ChannelEvent.Signal(signal.name()));
    }

    void resize(Frame.Resize resize) throws ChannelException {
        add(new ChannelEvent.Resize(new TerminalSize(resize.columns(), resize.rows())));
    }

    private void add(ChannelEvent event) throws ChannelException {
        if (events.size() >= MAX_EVENTS) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST,
                    "expected fewer than " + MAX_EVENTS + " signals before the first is delivered");
        }
        events.add(event);
    }

    /**
     * Ends the channel from this side's end of it, as the client's {@code error} would: what waits
     * for its streams gets the cause, and the handler an {@link ChannelEvent.End}.
     *
     * @param cause what the client is told when the handler has returned
     */
    public void cut(ChannelException cause) {
        fail(cause);
    }

    /**
     * Tells the client at once how the channel ends, although what was started for it is not gone.
     * What that still sends is dropped, and the channel counts until the handler returns. To be
     * called by the thread of the handler.
     *
     * @param cause what the client is told, unless the channel was ended by something else before
     * @throws ConnectionException where the connection is gone
     * @throws InterruptedException if the thread is interrupted while the line is full
     */
    public void abandon(ChannelException cause) throws ConnectionException, InterruptedException {
        fail(cause);
        severStreams();
        told = true;
        outbox.data(Connection.last(this, cause));
    }

    boolean isTold() {
        return told;
    }

    /** The client's {@code close} or {@code error}. */
    void cancel(String why) {
        fail(new ChannelException(ErrorCode.CANCELLED, why));
    }

    /** The client's {@code leave}: to what runs it is as if the connection had ended. */
    void leave() {
        fail(new ConnectionException(ErrorCode.CONNECTION_LOST, "the client has left the channel"));
    }

    @Override
    void fail(LandlineException cause) {
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = cause;
        }
        endStreams(cause);
        events.add(new ChannelEvent.End(cause));
    }

    /** One step: streams that go on must not hear of an end that was meant for others. */
    private synchronized void endStreams(LandlineException cause) {
        if (keeping) {
            leaveStreams(each(cause));
        } else {
            failStreams(each(cause));
        }
    }

    /** The handler has returned: what still comes for the channel is dropped. */
    void finish() {
        boolean keep;
        synchronized (this) {
            keep = keeping;
        }
        if (keep) {
            incoming().values().forEach(stream -> stream.leave(route));
        } else {
            incoming().values().forEach(IncomingStream::close);
        }
    }

    /**
     * Why the channel was ended from outside.
     *
     * @return null while it was not
     */
    public @Nullable LandlineException end() {
        return end;
    }
}
