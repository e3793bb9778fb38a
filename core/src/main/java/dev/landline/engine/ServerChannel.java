package dev.landline.engine;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import dev.landline.flow.SendWindow;
import dev.landline.wire.Frame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
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
    private final BlockingQueue<ChannelEvent> events = new LinkedBlockingQueue<>();
    // Guarded by this:
    private final Map<String, Long> earlyGrants = new HashMap<>();
    private boolean accepted;

    private volatile @Nullable LandlineException end;

    ServerChannel(Frame.Open open, Connection connection, Outbox outbox) {
        super(open.ch(), outbox);
        this.connection = connection;
        this.clientWindows = open.windows();
    }

    /**
     * Says yes to the channel and which streams it has.
     *
     * @param incomingNames streams from the client
     * @param outgoingNames streams towards the client
     */
    public void accept(List<String> incomingNames, List<String> outgoingNames) {
        outgoingNames.forEach(name -> add(name, connection.outgoing(id, name, firstLimit(name))));
        Map<String, Long> windows = new TreeMap<>();
        Set<String> unknown = new TreeSet<>();
        synchronized (this) {
            incoming().keySet().stream()
                    .filter(name -> !incomingNames.contains(name))
                    .forEach(unknown::add);
            earlyGrants.keySet().stream()
                    .filter(name -> !outgoingNames.contains(name))
                    .forEach(unknown::add);
            incoming().keySet().retainAll(incomingNames);
            for (String name : incomingNames) {
                windows.put(name, early(name).limit());
            }
            grant(earlyGrants);
            accepted = true;
        }
        unknown.forEach(name -> fail(noStream(name)));
        LandlineException cause = end;
        if (cause != null) {
            failStreams(each(cause));
        }
        outbox.control(new Frame.Opened(id, windows));
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
            stream = connection.incoming(id, name);
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
                earlyGrants.merge(window.stream(), window.limit(), Math::max);
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

    /** Wakes whoever waits for events: nothing runs any more. */
    public void done() {
        events.add(new ChannelEvent.Done());
    }

    /**
     * Sends how the command ended, behind all output that was written.
     *
     * @param status any status but {@code Lost}
     * @param pipesOpen whether output was still held open when it was given up
     * @throws ConnectionException where the connection is gone
     * @throws InterruptedException if the thread is interrupted while the line is full
     */
    public void exit(ExitStatus status, boolean pipesOpen)
            throws ConnectionException, InterruptedException {
        outbox.data(new Frame.Exit(id, clipped(status), pipesOpen));
    }

    private static ExitStatus clipped(ExitStatus status) {
        return status instanceof ExitStatus.NotStarted(ExitStatus.Reason reason, String message)
                ? new ExitStatus.NotStarted(reason, ReaderLoop.clipped(message))
                : status;
    }

    void signal(Frame.Signal signal) throws ChannelException {
        if (events.size() >= MAX_EVENTS) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST,
                    "expected fewer than " + MAX_EVENTS + " signals before the first is delivered");
        }
        events.add(new ChannelEvent.Signal(signal.name()));
    }

    /** The client's {@code close} or {@code error}. */
    void cancel(String why) {
        fail(new ChannelException(ErrorCode.CANCELLED, why));
    }

    @Override
    void fail(LandlineException cause) {
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = cause;
        }
        Supplier<? extends LandlineException> each = each(cause);
        failStreams(each);
        events.add(new ChannelEvent.End(cause));
    }

    /** Why the channel was ended from outside; null while it was not. */
    @Nullable LandlineException end() {
        return end;
    }
}
