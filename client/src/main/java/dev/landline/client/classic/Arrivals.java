package dev.landline.client.classic;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What arrives, piece by piece, for whoever wants to stop waiting. A link has no read timeouts, so
 * that a thread of its own reads; it is never more than two pieces ahead.
 */
final class Arrivals implements AutoCloseable {

    /** Something that arrived. */
    sealed interface Arrival {
        /** Some bytes, at least one. */
        @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
        record Piece(byte[] bytes) implements Arrival {}

        /** The other side has finished; nothing comes behind it. */
        record End() implements Arrival {}

        /** The connection broke; nothing comes behind it. */
        record Failed(IOException cause) implements Arrival {}

        /** Nothing did, and nobody waits any longer; more may come behind it. */
        record GivenUp() implements Arrival {}
    }

    private final BlockingQueue<Arrival> queue = new ArrayBlockingQueue<>(1);
    private final InputStream input;
    private final Thread reader;

    Arrivals(InputStream input) {
        this.input = input;
        this.reader = Thread.ofVirtual().name("landline-classic-read").start(this::readAll);
    }

    private void readAll() {
        byte[] buffer = new byte[FixedBody.PIECE];
        try {
            Arrival arrival;
            do {
                arrival = read(buffer);
                queue.put(arrival);
            } while (arrival instanceof Arrival.Piece);
        } catch (InterruptedException e) {
            // Nobody wants the rest, but somebody may wait for it.
            queue.clear();
            queue.add(new Arrival.Failed(new InterruptedIOException("reading was given up")));
            Thread.currentThread().interrupt();
        }
    }

    private Arrival read(byte[] buffer) {
        try {
            int count = input.read(buffer);
            return count < 0 ? new Arrival.End() : new Arrival.Piece(Arrays.copyOf(buffer, count));
        } catch (IOException e) {
            return new Arrival.Failed(e);
        }
    }

    /** Waits without a limit. */
    Arrival next() throws InterruptedException {
        return queue.take();
    }

    /** Waits for a time; null where nothing has arrived. */
    @Nullable Arrival within(Duration time) throws InterruptedException {
        return queue.poll(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the wait of whoever waits; false where something has arrived. */
    boolean giveUp() {
        return queue.offer(new Arrival.GivenUp());
    }

    /** Ends the thread, and whoever waits; the connection is closed already. */
    @Override
    public void close() {
        reader.interrupt();
    }
}
