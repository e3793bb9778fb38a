package dev.landline.engine;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.link.Link;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One of the lines that meet in a {@link Relay}: its reader, its writer and its pings. It ends
 * once, with the first cause.
 */
final class RelayLine {

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /** Where its frames go. Called by the thread that reads. */
    interface Frames {
        /**
         * Takes a frame that is neither a ping nor a pong.
         *
         * @throws ConnectionException where it must not have been sent; the line ends with that
         */
        void take(Frame frame) throws ConnectionException, InterruptedException;
    }

    /** Hears of its end, once. */
    interface End {
        /**
         * The line has ended.
         *
         * @param word what the other side said last; null where it said nothing
         */
        void ended(ConnectionException cause, @Nullable Frame word);
    }

    private final Link link;
    private final FrameReader reader;
    private final FrameListener listener;
    private final ConnectionThreads threads;
    private final Outbox outbox;
    private final KeepAlive keepAlive;
    private final AtomicReference<@Nullable ConnectionException> failure = new AtomicReference<>();
    private final CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
    private volatile Frames frames = frame -> {};
    private volatile End end = (cause, word) -> {};

    RelayLine(String name, Link link, Greeting greeting, Connection.Settings settings) {
        this.link = link;
        this.reader = greeting.reader();
        this.listener = settings.listener();
        this.threads = new ConnectionThreads(name, settings.threads());
        this.outbox = new Outbox(link.output(), listener, this::clogged);
        this.keepAlive = new KeepAlive(outbox, settings.limits().pingInterval(), System::nanoTime);
    }

    /** Begins to read and write. */
    void start(Frames taker, End heir) {
        frames = taker;
        end = heir;
        threads.start("write", this::write);
        threads.start("ping", this::ping);
        threads.start("read", this::read);
    }

    Outbox outbox() {
        return outbox;
    }

    private void read() {
        try {
            Frame frame;
            while ((frame = reader.read()) != null) {
                keepAlive.frameArrived();
                listener.frame(false, frame);
                if (!dispatch(frame)) {
                    return;
                }
            }
            fail(
                    new ConnectionException(
                            ErrorCode.CONNECTION_LOST,
                            "the other side closed the connection without a word"));
        } catch (ConnectionException e) {
            if (e.code().scope() == ErrorCode.Scope.LOCAL) {
                fail(e);
            } else {
                finish(e, ReaderLoop.farewell(e));
            }
        } catch (IOException e) {
            fail(Connection.broken(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(internal("a frame could not be handled: ", e));
        }
    }

    private static ConnectionException internal(String what, RuntimeException e) {
        return new ConnectionException(ErrorCode.INTERNAL, what + e.getMessage(), null, e);
    }

    private boolean dispatch(Frame frame) throws ConnectionException, InterruptedException {
        return switch (frame) {
            case Frame.Ping(long id) -> {
                outbox.control(new Frame.Pong(id));
                yield true;
            }
            case Frame.Pong(long id) -> {
                keepAlive.pong(id, Runnable::run); // nobody here asks
                yield true;
            }
            case Frame.Bye bye -> {
                end(ReaderLoop.left(bye), bye);
                yield false;
            }
            case Frame.Error error when error.ch().isEmpty() -> {
                end(ReaderLoop.told(error), error);
                yield false;
            }
            case Frame.Unknown unknown when unknown.ch().isEmpty() ->
                    throw new ConnectionException(
                            ErrorCode.UNKNOWN_TYPE, ReaderLoop.unknownType(unknown));
            case Frame.OnChannel _, Frame.Error _, Frame.Unknown _, Frame.Hello _ -> {
                frames.take(frame);
                yield true;
            }
        };
    }

    private void write() {
        try {
            outbox.run();
            link.finish();
        } catch (IOException e) {
            fail(Connection.broken(e));
        } catch (RuntimeException e) {
            fail(internal("a frame could not be written: ", e));
        } finally {
            link.abort();
            written.complete(null);
        }
    }

    private void ping() {
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
                        "the other side takes nothing: too many frames wait for it"));
    }

    /** Ends it at once. */
    void fail(ConnectionException cause) {
        end(cause, null);
    }

    private void end(ConnectionException cause, @Nullable Frame word) {
        if (failure.compareAndSet(null, cause)) {
            outbox.fail(cause);
            link.abort();
            over(cause, word);
        }
    }

    /** Ends it when the other side has been told; it has two seconds to hear it. */
    void finish(ConnectionException cause, Frame farewell) {
        if (failure.compareAndSet(null, cause)) {
            Deadline abort = Deadline.start(threads.named("bye"), FAREWELL, link::abort);
            var _ = written.thenRun(abort::close);
            outbox.finish(cause, farewell);
            over(cause, null);
        }
    }

    /** Waits until nothing more is written: for a moment longer than a farewell may take. */
    void awaitWritten() {
        try {
            written.get(FAREWELL.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            link.abort();
        }
    }

    private void over(ConnectionException cause, @Nullable Frame word) {
        keepAlive.stop();
        end.ended(cause, word);
    }
}
