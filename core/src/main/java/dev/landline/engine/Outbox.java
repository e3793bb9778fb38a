package dev.landline.engine;

import dev.landline.ConnectionException;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of a connection's output. Two lanes lead to it: the control lane, which never
 * blocks its callers and overtakes, and the data lane, bounded in bytes, whose callers wait for
 * room. That wait is the back-pressure: a producer whose bytes the line does not take stands still.
 */
final class Outbox {

    /** Frames in the control lane beyond which the other side is held to read nothing. */
    static final int MAX_CONTROL = 8192;

    /** Bytes that wait in the data lane before callers do. */
    static final int MAX_DATA = 256 * 1024;

    /**
     * Frames that wait go out together up to so many bytes, and the one that reaches it: a write
     * costs the same for few bytes as for many, on both sides and in TLS.
     */
    static final int TOGETHER = 8 * 1024;

    /** What a frame weighs in the data lane besides its body. */
    private static final int FRAME_WEIGHT = 128;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    // Guarded by lock:
    private final ArrayDeque<Frame> control = new ArrayDeque<>();
    private final ArrayDeque<Frame> data = new ArrayDeque<>();
    private int dataWeight;
    private @Nullable Frame farewell;
    private @Nullable ConnectionException failure;

    private final OutputStream output;
    private final FrameEncoder encoder = new FrameEncoder();
    private final FrameListener listener;

    private final Runnable whenClogged;

    /**
     * Makes an outbox.
     *
     * @param output where frames go, with one write for those that wait
     * @param listener sees each frame before it is written
     * @param whenClogged called, without a lock, by whoever finds the control lane full
     */
    Outbox(OutputStream output, FrameListener listener, Runnable whenClogged) {
        this.output = output;
        this.listener = listener;
        this.whenClogged = whenClogged;
    }

    /**
     * Puts a frame in the control lane. Never blocks; does nothing once the outbox has ended. A
     * lane that is full fails the connection: the other side does not read.
     */
    void control(Frame frame) {
        boolean full = false;
        lock.lock();
        try {
            if (failure == null) {
                full = control.size() >= MAX_CONTROL;
                if (!full) {
                    control.add(frame);
                    work.signal();
                }
            }
        } finally {
            lock.unlock();
        }
        if (full) {
            whenClogged.run();
        }
    }

    /** Puts a frame in the data lane, waiting for room. */
    void data(Frame frame) throws ConnectionException, InterruptedException {
        int weight = weight(frame);
        lock.lockInterruptibly();
        try {
            while (failure == null && dataWeight > 0 && dataWeight + weight > MAX_DATA) {
                room.await();
            }
            if (failure != null) {
                throw failure.forWaiter();
            }
            data.add(frame);
            dataWeight += weight;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a frame in the data lane without waiting, for what must not be held up: one frame behind
     * all others of a stream. Does nothing once the outbox has ended.
     */
    void last(Frame frame) {
        lock.lock();
        try {
            if (failure == null) {
                data.add(frame);
                dataWeight += weight(frame);
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What waits in the data lane, in bytes. */
    int waiting() {
        lock.lock();
        try {
            return dataWeight;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends both lanes: what waits in them is still written, the farewell behind it, and {@link
     * #run} returns. Callers of {@link #data} get the cause.
     */
    void finish(ConnectionException cause, Frame lastFrame) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
                farewell = lastFrame;
                wakeAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends both lanes at once. */
    void fail(ConnectionException cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            control.clear();
            data.clear();
            farewell = null;
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        work.signalAll();
        room.signalAll();
    }

    /** Writes until the outbox ends. Runs on the connection's writing thread. */
    void run() throws IOException {
        Frame frame;
        while ((frame = next()) != null) {
            do {
                listener.frame(true, frame);
                encoder.add(frame);
            } while (encoder.size() < TOGETHER && (frame = poll()) != null);
            encoder.flush(output);
        }
    }

    /** The next frame, when there is one; null at the end. */
    private @Nullable Frame next() {
        lock.lock();
        try {
            while (true) {
                Frame frame = poll();
                if (frame != null) {
                    return frame;
                }
                if (failure != null) {
                    frame = farewell;
                    farewell = null;
                    return frame;
                }
                work.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next frame that waits, or null. */
    private @Nullable Frame poll() {
        lock.lock();
        try {
            Frame frame = control.poll();
            if (frame == null) {
                frame = data.poll();
                if (frame != null) {
                    dataWeight -= weight(frame);
                    room.signalAll();
                }
            }
            return frame;
        } finally {
            lock.unlock();
        }
    }

    private static int weight(Frame frame) {
        return FRAME_WEIGHT + (frame instanceof Frame.Data data ? data.body().remaining() : 0);
    }
}
