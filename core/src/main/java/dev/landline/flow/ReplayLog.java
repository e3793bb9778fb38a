package dev.landline.flow;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stream that may have to be sent once more, because a connection can break: those
 * that the other side has not consumed yet, and as much of the past as somebody wants to see again.
 * One thread writes; each {@link Cursor} reads on its own.
 *
 * <p>While the log <em>waits</em>, a writer stands still when the other side has as much as it
 * allows: nothing is lost, and nothing grows. While it does not, old bytes are given up for new
 * ones.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 4.1.
 */
public final class ReplayLog extends OutputStream {

    private static final int LARGEST_PIECE = 64 * 1024;

    /** The largest window that makes sense: whoever allows more must consume to get it. */
    private static final long LARGEST_WINDOW = 16 << 20;

    private final long capacity;
    private final ReplayStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock:
    private long start;
    private long end;
    private long consumed;
    private long limit;
    private long history;
    private long most;
    private boolean waits = true;
    private boolean adding;
    private boolean complete;
    private boolean discarded;
    private @Nullable Supplier<? extends IOException> failure;

    /**
     * Makes an empty log that waits.
     *
     * @param capacity how many bytes that nobody has consumed it takes, where the other side has
     *     not allowed more
     * @param history how many bytes of the past it keeps, consumed or not
     * @param store where to keep them; closed with {@link #discard}
     */
    public ReplayLog(long capacity, long history, ReplayStore store) {
        this.capacity = capacity;
        this.history = history;
        this.most = Math.max(capacity, LARGEST_WINDOW);
        this.store = store;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /**
     * Adds bytes, waiting for room. The array may be used again when the call returns.
     *
     * @throws InterruptedIOException where the thread was interrupted; some bytes may be in the log
     * @throws IOException what {@link #fail} was given; or where the log is complete
     */
    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int done = 0;
        try {
            while (done < length) {
                Place place = awaitPlace(Math.min(LARGEST_PIECE, length - done));
                int from = offset + done;
                add(place.offset(), ByteBuffer.wrap(source, from, place.count()));
                done += place.count();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for room");
        }
    }

    private record Place(long offset, int count) {}

    /** Old bytes are given up here, before new ones may be written over them. */
    private Place awaitPlace(int wanted) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (failure == null && !complete && waits && room() <= 0) {
                changed.await();
            }
            if (failure != null) {
                throw failure.get();
            }
            if (complete) {
                throw new IOException("the stream is closed");
            }
            int count = waits ? (int) Math.min(wanted, room()) : wanted;
            trim(end + count);
            adding = true;
            return new Place(end, count);
        } finally {
            lock.unlock();
        }
    }

    private long room() {
        long allowed = Math.max(limit, consumed + capacity);
        return Math.min(consumed + Math.min(most, store.most()), allowed) - end;
    }

    /** Only the writer moves the end, so the store can be used without the lock. */
    private void add(long offset, ByteBuffer bytes) {
        int count = bytes.remaining();
        long lowest = 0;
        long newEnd = offset;
        try {
            lowest = store.put(offset, bytes);
            newEnd = offset + count;
        } finally {
            added(lowest, newEnd);
        }
    }

    private void added(long lowest, long newEnd) {
        lock.lock();
        try {
            adding = false;
            end = newEnd;
            start = discarded ? end : Math.max(start, lowest);
            consumed = Math.max(consumed, start);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void trim(long newEnd) {
        long able = store.most();
        long floor =
                waits
                        ? Math.min(consumed, newEnd - Math.min(history, able))
                        : newEnd - Math.min(Math.max(history, capacity), able);
        if (floor > start) {
            start = floor;
            consumed = Math.max(consumed, floor);
            store.forget(floor);
        }
    }

    /**
     * The stream is over: cursors come to its end. Idempotent; a writer that waits in another
     * thread gets an exception.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            complete = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * How far the other side has got.
     *
     * @param newConsumed bytes below this offset need not be sent again
     * @param newLimit bytes below this offset may be sent
     */
    public void progress(long newConsumed, long newLimit) {
        lock.lock();
        try {
            consumed = Math.max(consumed, Math.min(newConsumed, end));
            limit = Math.max(limit, newLimit);
            trim(end);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Somebody else is the other side from now on, and writers wait for it.
     *
     * @param from what it has; of the past that is there, everything else is still to be consumed
     * @return where it goes on: from here on nothing is given up before it was consumed, unless the
     *     store loses it
     */
    public long restart(long from) {
        lock.lock();
        try {
            waits = true;
            consumed = Math.clamp(from, start, end);
            limit = consumed;
            changed.signalAll();
            return consumed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether writers wait for what is consumed.
     *
     * @param wait false: old bytes are given up for new ones
     */
    public void waits(boolean wait) {
        lock.lock();
        try {
            waits = wait;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps more of the past, or less.
     *
     * @param bytes how many, and how many bytes at all
     */
    public void history(long bytes) {
        lock.lock();
        try {
            history = bytes;
            most = Math.max(bytes, capacity);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the log before the stream is over: a writer that waits, and each later one, gets an
     * exception, and so does a cursor that has read everything. The first call counts.
     *
     * @param cause makes the exception
     */
    public void fail(Supplier<? extends IOException> cause) {
        lock.lock();
        try {
            if (failure == null && !complete) {
                failure = cause;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives up what is kept. Nothing is written or read afterwards. */
    public void discard() {
        fail(() -> new IOException("the stream was given up"));
        lock.lock();
        try {
            discarded = true;
            start = end;
            consumed = end;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        store.close();
    }

    /**
     * The lowest offset that can be read.
     *
     * @return an offset
     */
    public long start() {
        lock.lock();
        try {
            return start;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many bytes were written so far.
     *
     * @return an offset
     */
    public long end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins to read.
     *
     * @param from the offset to begin at; what is no longer there is skipped
     * @return a cursor, for one thread
     */
    public Cursor cursor(long from) {
        return new Cursor(from);
    }

    /** A place in the log. {@link #next} is for one thread; {@link #close} may come from any. */
    public final class Cursor implements AutoCloseable {
        private long offset;
        private long readTo;
        private boolean closed;

        private Cursor(long from) {
            this.offset = from;
            this.readTo = from;
        }

        /**
         * Waits for the next bytes.
         *
         * @return some bytes, which never change; null at the end of the stream, and when the
         *     cursor was closed
         * @throws IOException what {@link ReplayLog#fail} was given, behind all that was written
         * @throws InterruptedException if the thread is interrupted while it waits
         */
        public @Nullable ByteBuffer next() throws IOException, InterruptedException {
            while (true) {
                int count = await();
                if (count == 0) {
                    return null;
                }
                long from = offset;
                ByteBuffer bytes = store.get(from, count);
                if (take(from, bytes.remaining())) {
                    return bytes;
                }
            }
        }

        private int await() throws IOException, InterruptedException {
            lock.lockInterruptibly();
            try {
                offset = Math.max(offset, start);
                while (!closed && offset >= end && !complete && failure == null) {
                    changed.await();
                    offset = Math.max(offset, start);
                }
                if (closed) {
                    return 0;
                }
                if (offset >= end && failure != null) {
                    throw failure.get();
                }
                return (int) Math.min(LARGEST_PIECE, Math.max(0, end - offset));
            } finally {
                lock.unlock();
            }
        }

        /** A store may have written over the bytes while they were read, or given them up. */
        private boolean take(long from, int count) throws IOException, InterruptedException {
            lock.lockInterruptibly();
            try {
                while (count == 0 && adding && from >= start && !closed) {
                    changed.await();
                }
                if (from < start || closed) {
                    return false;
                }
                if (count == 0) {
                    throw new IOException("what was kept of the stream cannot be read");
                }
                offset = from + count;
                readTo = offset;
                return true;
            } finally {
                lock.unlock();
            }
        }

        /**
         * Whether the stream is over and everything was read.
         *
         * @return false also where the cursor was closed before
         */
        public boolean atEnd() {
            lock.lock();
            try {
                return complete && !closed && offset >= end;
            } finally {
                lock.unlock();
            }
        }

        /**
         * Where the bytes belong that were read last, though the log may have given them up since.
         *
         * @return the offset behind the last byte that {@link #next} has returned
         */
        public long readTo() {
            lock.lock();
            try {
                return readTo;
            } finally {
                lock.unlock();
            }
        }

        /**
         * Where it stands.
         *
         * @return the offset of the next byte, which may be further ahead than {@link #readTo}
         */
        public long offset() {
            lock.lock();
            try {
                return Math.max(offset, start);
            } finally {
                lock.unlock();
            }
        }

        /** Ends a wait of {@link #next}, now and later. */
        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
