package dev.landline.engine;

import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The other way to build an outbox, kept to measure the one in use against it: whoever has a frame
 * takes a lock and writes; control frames wait in a queue that the holder of the lock empties
 * first.
 */
final class CallerWrites {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final ConcurrentLinkedQueue<Frame> control = new ConcurrentLinkedQueue<>();
    private final FrameEncoder encoder = new FrameEncoder();
    private final OutputStream output;

    CallerWrites(OutputStream output) {
        this.output = output;
    }

    void data(Frame frame) throws IOException {
        lock.lock();
        try {
            writeControl();
            encoder.write(frame, output);
            writeControl();
        } finally {
            lock.unlock();
        }
    }

    void control(Frame frame) throws IOException {
        control.add(frame);
        if (lock.tryLock()) {
            try {
                writeControl();
            } finally {
                lock.unlock();
            }
        }
    }

    private void writeControl() throws IOException {
        Frame frame;
        while ((frame = control.poll()) != null) {
            encoder.write(frame, output);
        }
    }
}
