package dev.landline.engine;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.flow.ReceiveWindow;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream from the other side. {@code read} blocks until bytes are there or the stream has ended;
 * what was read is granted to the sender again. {@code close} drops what is there and what comes.
 *
 * <p>It holds at most its window. For one reading thread at a time; {@code close} may come from
 * any.
 */
public final class IncomingStream extends InputStream {

    /** Bodies from this size on are kept as they came. */
    private static final int SMALL = 4096;

    private final int ch;
    private final String name;
    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock:
    private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>();
    private final ReceiveWindow window;
    private boolean ended;
    private boolean dropped;
    private boolean retired;
    private @Nullable Supplier<? extends LandlineException> failure;

    IncomingStream(int ch, String name, Outbox outbox, ReceiveWindow window) {
        this.ch = ch;
        this.name = name;
        this.outbox = outbox;
        this.window = window;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Reads what is there, at least one byte.
     *
     * @return the number of bytes; −1 at the end of the stream, and after {@link #close}
     * @throws LandlineException where the channel or the connection ended before the stream did;
     *     bytes that had arrived by then are read first
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count;
        Frame.@Nullable Window grant;
        lock.lock();
        try {
            if (!await()) {
                return -1;
            }
            count = take(target, offset, length);
            grant = window.consumed(count) && open() ? frame() : null;
        } finally {
            lock.unlock();
        }
        send(grant);
        return count;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            ByteBuffer first = chunks.peek();
            return first == null ? 0 : first.remaining();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for bytes; false where none come any more. */
    private boolean await() throws IOException {
        while (chunks.isEmpty()) {
            if (ended || dropped) {
                return false;
            }
            if (failure != null) {
                throw failure.get();
            }
            try {
                changed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading " + name);
            }
        }
        return true;
    }

    private int take(byte[] target, int offset, int length) {
        int count = 0;
        ByteBuffer chunk = chunks.peek();
        while (chunk != null && count < length) {
            int part = Math.min(length - count, chunk.remaining());
            chunk.get(target, offset + count, part);
            count += part;
            if (!chunk.hasRemaining()) {
                chunks.remove();
                chunk = chunks.peek();
            }
        }
        return count;
    }

    /** Drops what is there and what comes; the sender is granted all it sends. Never blocks. */
    @Override
    public void close() {
        Frame.@Nullable Window grant;
        lock.lock();
        try {
            dropped = true;
            long waiting = chunks.stream().mapToLong(ByteBuffer::remaining).sum();
            chunks.clear();
            grant = window.consumed(waiting) && open() ? frame() : null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        send(grant);
    }

    /** Takes a frame's body. Called by the reading thread of the connection; never blocks. */
    void arrived(Frame.Data data) throws ChannelException {
        Frame.@Nullable Window grant = null;
        lock.lock();
        try {
            if (ended) {
                throw new ChannelException(
                        ErrorCode.STREAM_STATE,
                        "expected nothing more of stream "
                                + name
                                + " after its eof at "
                                + window.received()
                                + ", got data at "
                                + data.offset());
            }
            int count = data.body().remaining();
            window.received(data.offset(), count);
            if (dropped) {
                grant = window.consumed(count) ? frame() : null;
            } else if (count > 0) {
                keep(data.body());
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        send(grant);
    }

    /**
     * Gathers small bodies: a window full of frames of one byte must not take a hundred windows.
     */
    private void keep(ByteBuffer body) {
        int count = body.remaining();
        ByteBuffer last = chunks.peekLast();
        if (last != null && last.capacity() - last.limit() >= count) {
            append(last, body);
        } else if (last != null && count < SMALL) {
            ByteBuffer page = ByteBuffer.allocate(2 * SMALL).limit(0);
            append(page, body);
            chunks.add(page);
        } else {
            chunks.add(body);
        }
    }

    private static void append(ByteBuffer target, ByteBuffer body) {
        int end = target.limit();
        target.limit(end + body.remaining());
        target.put(end, body, body.position(), body.remaining());
    }

    void ended(long length) throws ChannelException {
        lock.lock();
        try {
            if (ended || length != window.received()) {
                throw new ChannelException(
                        ErrorCode.STREAM_STATE,
                        "expected one eof of stream "
                                + name
                                + " at "
                                + window.received()
                                + ", got "
                                + (ended ? "a second one" : "one at " + length));
            }
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the stream with an exception for whoever reads on beyond what has arrived. */
    void fail(Supplier<? extends LandlineException> cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The channel has ended: its part of the connection's memory is for others. */
    void retire() {
        lock.lock();
        try {
            if (!retired) {
                retired = true;
                window.retire();
            }
        } finally {
            lock.unlock();
        }
    }

    long limit() {
        lock.lock();
        try {
            return window.limit();
        } finally {
            lock.unlock();
        }
    }

    /** Whether more may come, so that a grant is of use. */
    private boolean open() {
        return !ended && !retired;
    }

    private Frame.Window frame() {
        return new Frame.Window(ch, name, window.consumed(), window.limit());
    }

    private void send(Frame.@Nullable Window grant) {
        if (grant != null) {
            outbox.control(grant);
        }
    }
}
