package dev.landline.client;

import dev.landline.ConnectionException;
import dev.landline.LandlineException;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.Opening;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Does something on a channel, and once more on a new one whenever the connection has broken. What
 * is done keeps track of how far it got.
 */
final class Attempts implements Resumable, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Line line;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock:
    private long connections;
    private @Nullable LandlineException over;

    /**
     * Registers with a line, which from now on is made anew.
     *
     * @param line makes connections
     */
    Attempts(Line line) {
        this.line = line;
        line.add(this);
    }

    @Override
    public void resume(Connection connection) {
        lock.lock();
        try {
            connections++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void giveUp(LandlineException cause) {
        lock.lock();
        try {
            over = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the opening of the next attempt. */
    interface Openings {
        Opening next();
    }

    /** What is done on a channel. */
    interface Use {
        void on(ClientChannel channel) throws IOException, InterruptedException;
    }

    /**
     * Does something until it was done to its end, or cannot be.
     *
     * @param openings says how each channel is opened
     * @param use what is done on it
     * @throws LandlineException where a server refuses, or the connection is not made anew
     * @throws IOException what the use threw
     */
    void repeat(Openings openings, Use use) throws IOException, InterruptedException {
        while (true) {
            long since = connections();
            try {
                ClientChannel channel = open(openings.next());
                try {
                    use.on(channel);
                } catch (IOException | InterruptedException | RuntimeException e) {
                    channel.close();
                    throw e;
                }
                end(channel);
                return;
            } catch (ConnectionException e) {
                await(since, e);
            }
        }
    }

    /** How many times the connection was made anew. */
    long connections() {
        lock.lock();
        try {
            return connections;
        } finally {
            lock.unlock();
        }
    }

    /** Opens a channel, waiting for a connection. */
    ClientChannel open(Opening opening) throws IOException, InterruptedException {
        try {
            return line.open(opening, PATIENCE);
        } catch (TimeoutException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Waits for the server's last word on a channel that has done its work. */
    static void end(ClientChannel channel) throws InterruptedException {
        try {
            channel.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            channel.close();
        }
    }

    /**
     * Waits until the connection has been made anew.
     *
     * @param since how many times it had been when the attempt began
     * @param broken what the attempt ended with
     * @throws LandlineException where it is not made anew any more
     */
    void await(long since, ConnectionException broken)
            throws LandlineException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (connections == since && over == null) {
                changed.await();
            }
            if (connections == since) {
                throw over instanceof ConnectionException cause ? cause.forWaiter() : broken;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        line.remove(this);
    }
}
