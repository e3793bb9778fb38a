package dev.landline.engine;

import dev.landline.LandlineException;
import dev.landline.flow.SendWindow;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A stream towards the other side. {@code write} blocks while the other side grants nothing and while
 * the line is full; {@code close} sends the end of the stream. What is written leaves at once.
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
    private long offset;
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
     * Sends bytes, waiting for the window and for room on the line. The array may be used again when
     * the call returns.
     *
     * @throws LandlineException where the channel or the connection has ended
     * @throws InterruptedIOException where the thread was interrupted; some bytes may have been sent
     */
    @Override
    public void write(byte[] source, int start, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = acquire(Math.min(chunk, length - done));
            int from = start + done;
            ByteBuffer body = ByteBuffer.wrap(Arrays.copyOfRange(source, from, from + count));
            send(new Frame.Data(ch, name, offset, body));
            offset += count;
            done += count;
        }
    }

    private int acquire(int wanted) throws IOException {
        if (closed) {
            throw new IOException("stream " + name + " of channel " + ch + " is closed");
        }
        try {
            return window.acquire(wanted);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void send(Frame frame) throws IOException {
        try {
            outbox.data(frame);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while sending");
    }

    /** Does nothing: {@code write} keeps nothing back. */
    @Override
    public void flush() {}

    /** Sends the end of the stream, once. A channel or connection that has ended is no error here. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                send(new Frame.Eof(ch, name, offset));
            } catch (LandlineException e) {
                // Ended already: the other side knows that nothing more comes.
            }
        }
    }

    void grant(long limit) {
        window.grant(limit);
    }

    void end(Supplier<? extends LandlineException> cause) {
        window.end(cause);
    }
}
