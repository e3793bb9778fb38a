package dev.landline.engine;

import dev.landline.LandlineException;
import dev.landline.flow.SendWindow;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream towards the other side. {@code write} blocks while the other side grants nothing and
 * while the line is full; {@code close} sends the end of the stream. What is written leaves at
 * once.
 *
 * <p>For one writing thread at a time; {@code close} may come from another one.
 */
public final class OutgoingStream extends OutputStream {

    /** Bytes in one frame at most: a Ctrl-C behind it waits no longer than this takes to send. */
    static final int CHUNK = 64 * 1024;

    private final Route route;
    private final String name;
    private final SendWindow window;
    private final int chunk;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    // Guarded by lock:
    private long offset;
    private boolean sending;
    private boolean closed;
    private boolean severed;
    private @Nullable Progress progress;
    private long consumed;
    private long limit;

    /** Hears how far the other side has got. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called at each {@code window}, on the reading thread of the connection, which it must not
         * hold up.
         *
         * @param consumed bytes below this offset were taken and need not be kept
         * @param limit bytes below this offset may be sent
         */
        void made(long consumed, long limit);
    }

    OutgoingStream(
            Route route, String name, long start, long limit, SendWindow window, int maxBody) {
        this.route = route;
        this.name = name;
        this.window = window;
        this.offset = start;
        this.consumed = start;
        this.limit = limit;
        this.chunk = Math.min(CHUNK, maxBody);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /**
     * Sends bytes, waiting for the window and for room on the line. The array may be used again
     * when the call returns.
     *
     * @throws LandlineException where the channel or the connection has ended
     * @throws InterruptedIOException where the thread was interrupted; some bytes may have been
     *     sent
     * @throws IOException where the stream was closed, before or meanwhile
     */
    @Override
    public void write(byte[] source, int start, int length) throws IOException {
        int done = 0;
        try {
            while (done < length) {
                int count = window.acquire(Math.min(chunk, length - done));
                int from = start + done;
                send(ByteBuffer.wrap(Arrays.copyOfRange(source, from, from + count)));
                done += count;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending");
        }
    }

    /**
     * Sends bytes that are kept elsewhere, without copying them.
     *
     * @param source the bytes between position and limit, which must never change; its position
     *     moves behind what was sent
     * @throws LandlineException where the channel or the connection has ended
     * @throws IOException where the stream was closed
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void write(ByteBuffer source) throws IOException, InterruptedException {
        while (source.hasRemaining()) {
            int count = window.acquire(Math.min(chunk, source.remaining()));
            send(source.slice(source.position(), count));
            source.position(source.position() + count);
        }
    }

    /**
     * Leaves bytes out: what is written next begins further ahead. Only in a channel whose client
     * expects that ({@code spec/PROTOCOL.md}, section 6.3).
     *
     * @param next the offset of the next byte
     * @throws LandlineException where the connection has ended
     * @throws InterruptedException if the thread is interrupted while it waits for the line
     */
    public void skipTo(long next) throws LandlineException, InterruptedException {
        lock.lock();
        try {
            offset = next;
            window.skipTo(next);
        } finally {
            lock.unlock();
        }
        // Empty, so that it needs no credit: the other side may have granted none so far ahead.
        route.outbox().data(new Frame.Data(route.ch(), name, next, ByteBuffer.allocate(0)));
    }

    /**
     * Where the stream stands.
     *
     * @return the offset of the next byte
     */
    public long offset() {
        lock.lock();
        try {
            return offset;
        } finally {
            lock.unlock();
        }
    }

    private void send(ByteBuffer body) throws IOException, InterruptedException {
        int count = body.remaining();
        boolean sent = false;
        Frame.Data frame = begin(body);
        try {
            route.outbox().data(frame);
            sent = true;
        } finally {
            done(count, sent);
        }
    }

    private Frame.Data begin(ByteBuffer body) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw isClosed();
            }
            sending = true;
            return new Frame.Data(route.ch(), name, offset, body);
        } finally {
            lock.unlock();
        }
    }

    private void done(int count, boolean sent) {
        if (!sent) {
            window.release(count);
        }
        lock.lock();
        try {
            sending = false;
            offset += sent ? count : 0;
            if (severed) {
                idle.signalAll();
            } else if (closed) {
                sendEnd();
            }
        } finally {
            lock.unlock();
        }
    }

    private IOException isClosed() {
        return new IOException("stream " + name + " of channel " + route.ch() + " is closed");
    }

    /** Does nothing: {@code write} keeps nothing back. */
    @Override
    public void flush() {}

    /**
     * Sends the end of the stream, once. Never blocks; a write that waits in another thread ends
     * with an exception. A channel or connection that has ended is no error here.
     */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                window.end(this::isClosed);
                if (!sending) {
                    sendEnd();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends nothing any more, not even the end. Waits until what is being sent is on its way, so
     * that whatever is sent next comes behind all of this stream.
     */
    void sever() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            closed = true;
            severed = true;
            window.end(this::isClosed);
            while (sending) {
                idle.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void sendEnd() {
        route.outbox().last(new Frame.Eof(route.ch(), name, offset));
    }

    /**
     * Has somebody hear how far the other side has got, at once and from then on.
     *
     * @param listener called at least once by this call
     */
    public void onProgress(Progress listener) {
        long knownConsumed;
        long knownLimit;
        lock.lock();
        try {
            progress = listener;
            knownConsumed = consumed;
            knownLimit = limit;
        } finally {
            lock.unlock();
        }
        listener.made(knownConsumed, knownLimit);
    }

    void granted(long newConsumed, long newLimit) {
        window.grant(newLimit);
        Progress listener;
        lock.lock();
        try {
            consumed = Math.max(consumed, newConsumed);
            limit = Math.max(limit, newLimit);
            listener = progress;
        } finally {
            lock.unlock();
        }
        if (listener != null) {
            listener.made(newConsumed, newLimit);
        }
    }

    void end(Supplier<? extends LandlineException> cause) {
        window.end(cause);
    }
}
