package dev.landline.client;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.TerminalSize;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.IncomingStream;
import dev.landline.engine.Opening;
import dev.landline.engine.OutgoingStream;
import dev.landline.exec.ExecRequest;
import dev.landline.flow.MemoryStore;
import dev.landline.flow.ReplayLog;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One conversation over a row of channels: when the connection breaks it goes on in the next one,
 * at the byte where it was. It keeps what was written and not consumed, as much as the window.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 4.1.
 */
final class ResumableChannel implements CommandChannel, Resumable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long CAPACITY = 256 * 1024;
    private static final int MOST_SIGNALS = 16;

    /** How long the first opening may be repeated: a server remembers ends for longer than that. */
    private static final Duration REPEATABLE = Duration.ofSeconds(60);

    private final Line line;
    private final Opening opening;
    private final Optional<String> instance;
    private final long began = System.nanoTime();
    private final ReplayLog stdin = new ReplayLog(CAPACITY, 0, new MemoryStore());
    private final Map<String, IncomingStream> incoming = new TreeMap<>();
    private final CompletableFuture<Frame.Exit> exit = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private final Deque<String> signals = new ArrayDeque<>();
    private ClientChannel current;
    private boolean opened;
    private boolean cancelled;
    private @Nullable TerminalSize size;
    private ReplayLog.@Nullable Cursor cursor;

    private ResumableChannel(Line line, Opening opening, ClientChannel first) {
        this.line = line;
        this.opening = opening;
        this.instance = line.connection().peer().instance();
        this.current = first;
        opening.incoming().forEach(stream -> incoming.put(stream, first.incoming(stream)));
    }

    /**
     * Opens the first channel.
     *
     * @param line makes connections
     * @param opening what is asked for, with an id
     * @param patience how long to wait for a free channel
     */
    static ResumableChannel open(Line line, Opening opening, Duration patience)
            throws LandlineException, TimeoutException, InterruptedException {
        ClientChannel first = line.open(opening, patience);
        ResumableChannel channel = new ResumableChannel(line, opening, first);
        line.add(channel);
        channel.listen(first, false);
        opening.outgoing().forEach(stream -> channel.send(first.outgoing(stream)));
        return channel;
    }

    /** Goes on in a new connection. */
    @Override
    public void resume(Connection connection) {
        if (exit.isDone() || ended.isDone()) {
            line.remove(this);
            return;
        }
        open(connection, opening.resuming(incoming), true);
    }

    private void open(Connection connection, Opening how, boolean repeatable) {
        try {
            ClientChannel channel = connection.open(how, PATIENCE);
            lock.lock();
            try {
                current = channel;
            } finally {
                lock.unlock();
            }
            listen(channel, repeatable);
            var _ = channel.opened().thenRun(() -> goOn(channel));
        } catch (LandlineException e) {
            if (e instanceof ChannelException) {
                giveUp(e);
            } // else the line hears of it, and dials again
        } catch (TimeoutException e) {
            giveUp(new ChannelException(ErrorCode.TOO_MANY_CHANNELS, "it cannot go on: " + e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOn(ClientChannel channel) {
        opening.outgoing().forEach(stream -> send(channel.outgoing(stream)));
        lock.lock();
        try {
            if (size != null) {
                channel.resize(size);
            }
            signals.forEach(channel::signal);
            signals.clear();
            if (cancelled) {
                channel.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hears how a channel goes.
     *
     * @param repeatable whether it was to go on with what the server may never have heard of
     */
    private void listen(ClientChannel channel, boolean repeatable) {
        var _ = channel.opened().thenRun(this::isOpen);
        var _ =
                channel.exit()
                        .whenComplete((frame, failure) -> {
                            if (frame != null) {
                                exit.complete(frame);
                            } else {
                                failed(cause(failure), repeatable);
                            }
                        });
        var _ =
                channel.ended()
                        .thenRun(() -> {
                            if (exit.isDone()) {
                                finish();
                            }
                        });
    }

    private void isOpen() {
        lock.lock();
        try {
            opened = true;
        } finally {
            lock.unlock();
        }
    }

    private boolean wasOpened() {
        lock.lock();
        try {
            return opened;
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private void failed(@Nullable Throwable cause, boolean repeatable) {
        switch (cause) {
            case ConnectionException _ -> {
                // The line makes a new connection, or says that there will be none.
            }
            case ChannelException refused
                    when refused.code() == ErrorCode.UNKNOWN_SESSION && repeatable && mayRepeat() ->
                    line.thread("repeat")
                            .start(() ->
                                    open(line.connection(), opening.repeating(incoming), false));
            case ChannelException refused
                    when refused.code() == ErrorCode.UNKNOWN_SESSION && wasOpened() ->
                    giveUp(
                            new ConnectionException(
                                    ErrorCode.CONNECTION_LOST,
                                    "the server does not know the command any more: it was"
                                            + " restarted, or the time to come back is over"));
            case LandlineException known -> giveUp(known);
            case null, default ->
                    giveUp(new ChannelException(ErrorCode.INTERNAL, String.valueOf(cause)));
        }
    }

    /**
     * Whether the opening can be sent once more: the same run of the server says that it never
     * heard of it.
     */
    private boolean mayRepeat() {
        lock.lock();
        try {
            return !opened
                    && instance.isPresent()
                    && line.connection().peer().instance().equals(instance)
                    && System.nanoTime() - began < REPEATABLE.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is kept from where the server stands, then what comes. */
    private void send(OutgoingStream stream) {
        ReplayLog.Cursor from = stdin.cursor(stream.offset());
        ReplayLog.Cursor before;
        lock.lock();
        try {
            before = cursor;
            cursor = from;
        } finally {
            lock.unlock();
        }
        if (before != null) {
            before.close();
        }
        stream.onProgress(stdin::progress);
        line.thread("stdin").start(() -> send(from, stream));
    }

    private static void send(ReplayLog.Cursor from, OutgoingStream stream) {
        try {
            @Nullable ByteBuffer bytes;
            while ((bytes = from.next()) != null) {
                stream.write(bytes);
            }
            if (from.atEnd()) {
                stream.close();
            }
        } catch (IOException e) {
            // The channel is over: another one goes on, or nobody waits any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It does not go on. */
    @Override
    public void giveUp(LandlineException cause) {
        exit.completeExceptionally(cause);
        incoming.values().forEach(stream -> stream.giveUp(cause));
        finish();
        stdin.fail(() -> waiter(cause));
    }

    private static LandlineException waiter(LandlineException cause) {
        return switch (cause) {
            case ConnectionException connection -> connection.forWaiter();
            case ChannelException channel -> channel.forWaiter();
        };
    }

    private void finish() {
        line.remove(this);
        ended.complete(null);
        stdin.fail(() -> new ChannelException(ErrorCode.CANCELLED, "the command has ended"));
        ReplayLog.Cursor last;
        lock.lock();
        try {
            last = cursor;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close();
        }
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public IncomingStream stdout() {
        return stream(ExecRequest.STDOUT);
    }

    @Override
    public IncomingStream stderr() {
        return stream(ExecRequest.STDERR);
    }

    private IncomingStream stream(String stream) {
        IncomingStream found = incoming.get(stream);
        if (found == null) {
            throw new IllegalStateException("there is no stream " + stream);
        }
        return found;
    }

    @Override
    public CompletableFuture<Frame.Exit> exit() {
        return exit;
    }

    @Override
    public CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** A signal that there is no connection for goes with the next one. */
    @Override
    public void signal(String signal) {
        lock.lock();
        try {
            if (current.ended().isDone() && signals.size() < MOST_SIGNALS) {
                signals.add(signal);
            } else {
                current.signal(signal);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void resize(TerminalSize newSize) {
        lock.lock();
        try {
            size = newSize;
            current.resize(newSize);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            cancelled = true;
            current.close();
        } finally {
            lock.unlock();
        }
    }
}
