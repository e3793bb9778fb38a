package dev.landline.engine;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.flow.GrowthBudget;
import dev.landline.flow.ReceiveWindow;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream from the other side. {@code read} blocks until bytes are there or the stream has ended;
 * what was read is granted to the sender again. {@code close} drops what is there and what comes.
 *
 * <p>It holds at most its window. For one reading thread at a time; {@code close} may come from
 * any.
 *
 * <p>A stream of a channel with an id outlives its channel: while it has none, readers wait, and in
 * another channel it goes on at the byte where it was.
 */
public final class IncomingStream extends InputStream {

    /** Bodies from this size on are kept as they came. */
    private static final int SMALL = 4096;

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock:
    private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>();
    private final ReceiveWindow window;
    private final boolean gaps;
    private @Nullable Route route;
    private boolean retired;
    private boolean quiet;
    private long announced;
    private boolean ended;
    private @Nullable Route endedBy;
    private boolean dropped;
    private long missing;
    private @Nullable Supplier<? extends LandlineException> failure;

    /**
     * Makes a stream.
     *
     * @param gaps whether the other side may leave bytes out that it does not have any more
     */
    IncomingStream(Route route, String name, ReceiveWindow window, boolean gaps) {
        this.route = route;
        this.name = name;
        this.window = window;
        this.gaps = gaps;
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
        @Nullable Grant grant;
        lock.lock();
        try {
            if (!await()) {
                return -1;
            }
            count = take(target, offset, length);
            grant = consumed(count);
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
        @Nullable Grant grant;
        lock.lock();
        try {
            dropped = true;
            long waiting = chunks.stream().mapToLong(ByteBuffer::remaining).sum();
            chunks.clear();
            grant = consumed(waiting);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        send(grant);
    }

    /** Takes a frame's body. Called by the reading thread of the connection; never blocks. */
    void arrived(Route from, Frame.Data data) throws ChannelException {
        @Nullable Grant grant = null;
        lock.lock();
        try {
            if (!isOf(from)) {
                return;
            }
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
            if (gaps && data.offset() > window.received()) {
                missing += data.offset() - window.received();
                window.skipTo(data.offset());
                grant = grant();
            }
            window.received(data.offset(), count);
            if (dropped) {
                grant = consumed(count);
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

    void ended(Route from, long length) throws ChannelException {
        lock.lock();
        try {
            if (!isOf(from)) {
                return;
            }
            if (ended && length == window.received() && !from.equals(endedBy)) {
                endedBy = from; // the other side cannot know that it was heard by another channel
                return;
            }
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
            endedBy = from;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a frame that arrives by this route is for the stream. */
    private boolean isOf(Route from) {
        return from.equals(route) && !retired;
    }

    /**
     * The channel has failed: whoever reads on beyond what has arrived gets an exception, unless
     * the stream has left for another channel.
     */
    void fail(Route from, Supplier<? extends LandlineException> cause) {
        lock.lock();
        try {
            if (from.equals(route)) {
                fail(cause);
            }
        } finally {
            lock.unlock();
        }
    }

    private void fail(Supplier<? extends LandlineException> cause) {
        if (failure == null) {
            failure = cause;
            changed.signalAll();
        }
    }

    /**
     * Ends the stream for good, where it has no channel and will get none: whoever reads on beyond
     * what has arrived gets the cause. Never blocks.
     *
     * @param cause why
     */
    public void giveUp(LandlineException cause) {
        lock.lock();
        try {
            fail(Channel.each(cause));
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the channel: the stream stands still, and nothing that comes by it counts. */
    void leave(Route from) {
        lock.lock();
        try {
            if (from.equals(route)) {
                route = null;
                failure = null;
                window.retire();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Goes on in another channel, whose connection has its own measure of growth. Nothing is
     * granted there before {@link #opened}: a grant must not overtake what makes the channel.
     */
    void join(Route to, GrowthBudget growth, LongSupplier roundTripNanos) {
        lock.lock();
        try {
            route = to;
            retired = false;
            failure = null;
            quiet = true;
            announced = window.limit();
            window.moveTo(growth, roundTripNanos);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Both sides know the channel.
     *
     * @param offset where the other side goes on: further ahead than where the stream was, where it
     *     does not have the bytes between any more
     */
    void opened(Route from, long offset) {
        @Nullable Grant grant = null;
        lock.lock();
        try {
            if (!isOf(from)) {
                return;
            }
            boolean skips = offset > window.received();
            if (skips) {
                missing += offset - window.received();
                window.skipTo(offset);
            }
            boolean more = quiet && window.limit() > announced;
            quiet = false;
            grant = skips || more ? grant() : null;
        } finally {
            lock.unlock();
        }
        send(grant);
    }

    /**
     * How many bytes were left out so far, because the other side did not have them any more.
     *
     * @return bytes
     */
    public long missing() {
        lock.lock();
        try {
            return missing;
        } finally {
            lock.unlock();
        }
    }

    /** The channel has ended: its part of the connection's memory is for others. */
    void retire(Route from) {
        lock.lock();
        try {
            if (from.equals(route)) {
                retired = true;
                window.retire();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many bytes have arrived: the offset at which the stream goes on.
     *
     * @return bytes
     */
    public long received() {
        lock.lock();
        try {
            return window.received();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the other side has said that the stream is over.
     *
     * @return true also while bytes of it have not been read yet
     */
    public boolean ended() {
        lock.lock();
        try {
            return ended;
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

    /** A grant to be sent once the lock was given back. */
    private record Grant(Route route, Frame.Window frame) {}

    private @Nullable Grant consumed(long count) {
        return window.consumed(count) ? grant() : null;
    }

    /** Only where more may come, so that a grant is of use. */
    private @Nullable Grant grant() {
        Route to = route;
        return to == null || retired || quiet || ended
                ? null
                : new Grant(to, new Frame.Window(to.ch(), name, window.consumed(), window.limit()));
    }

    private static void send(@Nullable Grant grant) {
        if (grant != null) {
            grant.route().outbox().control(grant.frame());
        }
    }
}
