package dev.landline.engine;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.Printable;
import dev.landline.TerminalSize;
import dev.landline.wire.Frame;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The side of a channel that opened it. Its futures complete on a virtual thread of their own,
 * never on the connection's reading thread.
 */
public final class ClientChannel extends Channel {

    // What the reading thread completes, and what callers wait on: their code runs on the executor.
    private final CompletableFuture<@Nullable Void> openedHere = new CompletableFuture<>();
    private final CompletableFuture<Frame.Exit> exitHere = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> endedHere = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> opened;
    private final CompletableFuture<Frame.Exit> exit;
    private final CompletableFuture<@Nullable Void> ended;
    private final BiFunction<String, Long, OutgoingStream> outgoing;
    private final Opening opening;
    private volatile boolean broken;

    ClientChannel(
            int id,
            Outbox outbox,
            Opening opening,
            BiFunction<String, Long, OutgoingStream> outgoing,
            Executor executor) {
        super(id, outbox);
        this.opening = opening;
        this.outgoing = outgoing;
        opened = openedHere.whenCompleteAsync((value, failure) -> {}, executor);
        exit = exitHere.whenCompleteAsync((value, failure) -> {}, executor);
        ended = endedHere.whenCompleteAsync((value, failure) -> {}, executor);
    }

    /**
     * Completes when the server has accepted the channel; exceptionally, with a {@link
     * LandlineException}, when it has refused it or the connection is gone.
     *
     * @return always the same future
     */
    public CompletableFuture<@Nullable Void> opened() {
        return opened;
    }

    /**
     * Completes with the {@code exit} frame; exceptionally, with a {@link LandlineException}, when
     * the channel has ended without one.
     *
     * @return always the same future
     */
    public CompletableFuture<Frame.Exit> exit() {
        return exit;
    }

    /**
     * Completes when the server has ended the channel and nothing of it runs there any more, or
     * when the connection is gone. Never completes exceptionally.
     *
     * @return always the same future
     */
    public CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /**
     * Sends a signal to what runs. Never blocks.
     *
     * @param name the signal's name without {@code SIG}
     * @throws IllegalArgumentException where the name is not 1 to 64 printable characters
     */
    public void signal(String name) {
        if (!Printable.of(name).equals(name)) {
            throw new IllegalArgumentException(
                    "signal: expected printable characters, got '" + Printable.of(name) + "'");
        }
        if (!endedHere.isDone()) {
            outbox.control(new Frame.Signal(id, name));
        }
    }

    /**
     * Asks the server to end what runs and then the channel. Never blocks; {@link #ended} tells
     * when it is done.
     */
    public void close() {
        if (!endedHere.isDone()) {
            failOutgoing(each(cancelled()));
            outbox.control(new Frame.Close(id));
        }
    }

    private static ChannelException cancelled() {
        return new ChannelException(ErrorCode.CANCELLED, "the channel was closed by this side");
    }

    /**
     * Tells what runs that the terminal has another size. Never blocks.
     *
     * @param size the new size
     */
    public void resize(TerminalSize size) {
        if (!endedHere.isDone()) {
            outbox.control(new Frame.Resize(id, size.columns(), size.rows()));
        }
    }

    /** Streams that go on begin where the server says; those towards it are made only now. */
    void opened(Frame.Opened frame) {
        Map<String, Long> offsets = frame.resume().orElse(Map.of());
        incoming().forEach((name, stream) -> stream.opened(route, offsets.getOrDefault(name, 0L)));
        if (opening.resumes()) {
            for (String name : opening.outgoing()) {
                if (towards(name) == null) {
                    add(name, outgoing.apply(name, offsets.getOrDefault(name, 0L)));
                }
            }
        }
        grant(frame.windows());
        openedHere.complete(null);
    }

    void exit(Frame.Exit frame) {
        if (!broken) {
            exitHere.complete(frame);
        }
    }

    /** The server's {@code close}. */
    void closed() {
        ended(
                new ChannelException(
                        ErrorCode.CANCELLED,
                        "the server ended the channel before the stream's end"));
    }

    /** The server's {@code error}, or the end of the connection. */
    @Override
    void fail(LandlineException cause) {
        ended(cause);
    }

    /**
     * What broke off can go on elsewhere, and what the server has never heard of can be asked for
     * once more; what either side has ended cannot.
     */
    private boolean goesOn(LandlineException cause) {
        return opening.id().isPresent()
                && (cause instanceof ConnectionException
                        || (opening.resumes() && cause.code() == ErrorCode.UNKNOWN_SESSION));
    }

    /** The server broke the rules on this channel: say so, and drop all that still comes. */
    void violated(ChannelException cause) {
        if (!broken) {
            broken = true;
            failWaiters(cause);
            outbox.control(
                    new Frame.Error(
                            OptionalInt.of(id),
                            cause.code().wire(),
                            ReaderLoop.clipped(cause.getMessage()),
                            ReaderLoop.clipped(cause.hint())));
        }
    }

    boolean broken() {
        return broken;
    }

    private void ended(LandlineException cause) {
        failWaiters(cause);
        endedHere.complete(null);
    }

    private void failWaiters(LandlineException cause) {
        if (goesOn(cause)) {
            leaveStreams(each(cause));
        } else {
            failStreams(each(cause));
        }
        openedHere.completeExceptionally(cause);
        exitHere.completeExceptionally(cause);
    }
}
