package dev.landline.engine;

import dev.landline.LandlineException;
import dev.landline.flow.SendWindow;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

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

    private final int ch;
    private final String name;
    private final Outbox outbox;
    private final SendWindow window;
    private final int chunk;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private long offset;
    private boolean sending;
    private boolean closed;

    OutgoingStream(int ch, String name, Outbox outbox, long limit, int maxBody) {
        this.ch = ch;
        this.name = name;
        this.outbox = outbox;
        this.window = new SendWindow(limit);
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
                send(Arrays.copyOfRange(source, from, from + count));
                done += count;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending");
        }
    }

    private void send(byte[] body) throws IOException, InterruptedException {
        boolean sent = false;
        Frame.Data frame = begin(body);
        try {
            outbox.data(frame);
            sent = true;
        } finally {
            done(body.length, sent);
        }
    }

    private Frame.Data begin(byte[] body) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw isClosed();
            }
            sending = true;
            return new Frame.Data(ch, name, offset, ByteBuffer.wrap(body));
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
            if (closed) {
                sendEnd();
            }
        } finally {
            lock.unlock();
        }
    }

    private IOException isClosed() {
        return new IOException("stream " + name + " of channel " + ch + " is closed");
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

    private void sendEnd() {
        outbox.last(new Frame.Eof(ch, name, offset));
    }

    void grant(long limit) {
        window.grant(limit);
    }

    void end(Supplier<? extends LandlineException> cause) {
        window.end(cause);
    }
}
