package dev.landline.client;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.Opening;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The connection to a server: one that is made anew where it breaks while commands run that can go
 * on. Attempts follow each other after random pauses that grow, so that a thousand clients do not
 * come back at the same moment.
 */
final class Line {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** How a connection is made. */
    @FunctionalInterface
    interface Dialer {
        Connection dial() throws IOException;
    }

    private final String name;
    private final Dialer dialer;
    private final Supplier<? extends Thread.Builder> threads;
    private final Duration patience;
    private final ReconnectListener listener;
    private final CompletableFuture<ConnectionException> closed = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock:
    private Connection current;
    private final Set<Resumable> resumables = new LinkedHashSet<>();
    private boolean redialling;
    private boolean over;
    private ConnectionException cause =
            new ConnectionException(ErrorCode.CONNECTION_CLOSED, "this side closed the connection");

    /**
     * Takes over a connection.
     *
     * @param name what the names of its threads hold
     * @param first the connection
     * @param dialer makes the next one
     * @param threads the kind of its threads
     * @param patience how long to try
     * @param listener hears how it goes
     */
    Line(
            String name,
            Connection first,
            Dialer dialer,
            Supplier<? extends Thread.Builder> threads,
            Duration patience,
            ReconnectListener listener) {
        this.name = name;
        this.dialer = dialer;
        this.threads = threads;
        this.patience = patience;
        this.listener = listener;
        this.current = first;
        watch(first);
    }

    private void watch(Connection connection) {
        var _ = connection.closed().thenAccept(cause -> broke(connection, cause));
    }

    /** A thread for what is done on this line. */
    Thread.Builder thread(String purpose) {
        return threads.get().name("landline-" + name + "-" + purpose);
    }

    /** The connection that there is, which may have ended. */
    Connection connection() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Completes when the connection has ended and is not made anew. */
    CompletableFuture<ConnectionException> closed() {
        return closed;
    }

    /** Opens a channel, waiting for a connection while one is being made. */
    ClientChannel open(Opening opening, Duration atMost)
            throws LandlineException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        Connection connection;
        lock.lockInterruptibly();
        try {
            while (redialling) {
                if (changed.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    throw new TimeoutException(
                            "there was no connection for " + atMost.toMillis() + " ms");
                }
            }
            connection = current;
        } finally {
            lock.unlock();
        }
        return connection.open(opening, Duration.ofNanos(deadline - System.nanoTime()));
    }

    /** From now on the connection is made anew for this one. */
    void add(Resumable channel) {
        ConnectionException late = null;
        lock.lock();
        try {
            if (over) {
                late = cause;
            } else {
                resumables.add(channel);
            }
        } finally {
            lock.unlock();
        }
        if (late != null) {
            channel.giveUp(late.forWaiter());
        }
    }

    void remove(Resumable channel) {
        lock.lock();
        try {
            resumables.remove(channel);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void broke(Connection connection, ConnectionException why) {
        boolean redial;
        lock.lock();
        try {
            if (connection != current) {
                return;
            }
            redial = !over && !resumables.isEmpty() && isPassing(why.code());
            redialling = redial;
            if (!redial && !over) {
                over = true;
                cause = why;
            }
        } finally {
            lock.unlock();
        }
        if (redial) {
            thread("reconnect").start(() -> redial(why));
        } else {
            giveUp(why);
        }
    }

    /** Whether it may be better in a moment. */
    private static boolean isPassing(ErrorCode code) {
        return switch (code) {
            case CONNECTION_LOST,
                    PEER_SILENT,
                    PEER_CLOGGED,
                    UNREACHABLE,
                    TIMEOUT,
                    TLS_FAILED,
                    HANDSHAKE_TIMEOUT ->
                    true;
            case MALFORMED_FRAME,
                    PROTOCOL_VIOLATION,
                    UNSUPPORTED_VERSION,
                    UNAUTHORIZED,
                    SHUTTING_DOWN,
                    UNKNOWN_TYPE,
                    UNKNOWN_CHANNEL,
                    TOO_MANY_CHANNELS,
                    UNKNOWN_SERVICE,
                    BAD_REQUEST,
                    NOT_PERMITTED,
                    WINDOW_EXCEEDED,
                    STREAM_STATE,
                    UNKNOWN_SESSION,
                    SUPERSEDED,
                    FILE_FAILED,
                    UNKNOWN_HANDLER,
                    HANDLER_FAILED,
                    TIMED_OUT,
                    CANCELLED,
                    INTERNAL,
                    CONNECTION_CLOSED,
                    HOST_KEY_UNKNOWN,
                    HOST_KEY_CHANGED,
                    HOST_KEY_REVOKED ->
                    false;
        };
    }

    private void redial(ConnectionException lost) {
        long began = System.nanoTime();
        listener.lost(lost);
        SplittableRandom random = new SplittableRandom();
        Duration longest = FIRST_PAUSE;
        ConnectionException why = lost;
        try {
            for (int attempt = 1; ; attempt++) {
                Duration pause = Duration.ofNanos(random.nextLong(longest.toNanos()) + 1);
                if (attempt > 1) {
                    listener.failed(attempt - 1, why, pause);
                }
                if (!pause(pause) || System.nanoTime() - began > patience.toNanos()) {
                    giveUp(gaveUp(why, Duration.ofNanos(System.nanoTime() - began)));
                    return;
                }
                try {
                    Connection connection = dialer.dial();
                    if (!resume(connection)) {
                        connection.close();
                        return;
                    }
                    listener.resumed(Duration.ofNanos(System.nanoTime() - began));
                    return;
                } catch (ConnectionException e) {
                    why = e;
                    if (!isPassing(e.code()) && e.code() != ErrorCode.SHUTTING_DOWN) {
                        giveUp(e);
                        return;
                    }
                } catch (IOException e) {
                    giveUp(
                            new ConnectionException(
                                    ErrorCode.CONNECTION_LOST,
                                    "the connection cannot be made anew: " + e.getMessage(),
                                    null,
                                    e));
                    return;
                }
                Duration doubled = longest.multipliedBy(2);
                longest = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(lost);
        }
    }

    private static ConnectionException gaveUp(ConnectionException why, Duration after) {
        return new ConnectionException(
                ErrorCode.CONNECTION_LOST,
                "no connection could be made anew for "
                        + after.toSeconds()
                        + " s: "
                        + why.getMessage(),
                null,
                why);
    }

    /** False where nobody wants the connection any more. */
    private boolean pause(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lockInterruptibly();
        try {
            while (!over && !resumables.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !over && !resumables.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private boolean resume(Connection connection) {
        List<Resumable> waiting;
        lock.lock();
        try {
            if (over) {
                return false;
            }
            current = connection;
            redialling = false;
            waiting = List.copyOf(resumables);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        waiting.forEach(channel -> channel.resume(connection));
        watch(connection);
        return true;
    }

    private void giveUp(ConnectionException why) {
        List<Resumable> lost;
        lock.lock();
        try {
            if (!over) {
                over = true;
                cause = why;
            }
            redialling = false;
            lost = List.copyOf(resumables);
            resumables.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        lost.forEach(channel -> channel.giveUp(why));
        closed.complete(why);
    }

    /** Says goodbye; nothing is made anew. */
    void close() {
        Connection connection;
        lock.lock();
        try {
            over = true;
            connection = current;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        connection.close();
        try {
            // What could go on hears of the end on the connection's own thread.
            connection.closed().get(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It ends all the same.
        }
        giveUp(
                new ConnectionException(
                        ErrorCode.CONNECTION_CLOSED, "this side closed the connection"));
    }

    @Override
    public String toString() {
        return connection().toString();
    }
}
