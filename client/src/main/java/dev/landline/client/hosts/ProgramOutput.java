package dev.landline.client.hosts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The beginning of what a program writes to one of its outputs; the rest is read and let go. It is
 * there while the output is still open, for somebody whom the program has started may hold it open
 * for long.
 */
final class ProgramOutput {

    private static final int BLOCK = 8192;

    private final InputStream stream;
    private final int most;
    private final Runnable tooMuch;
    private final CountDownLatch end = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private boolean cut;

    private ProgramOutput(InputStream stream, int most, Runnable tooMuch) {
        this.stream = stream;
        this.most = most;
        this.tooMuch = tooMuch;
    }

    /**
     * Begins to read.
     *
     * @param stream the output
     * @param most how many bytes are kept
     * @param tooMuch called, once, where there are more
     * @param name of the thread, which ends with the output
     */
    static ProgramOutput of(InputStream stream, int most, Runnable tooMuch, String name) {
        ProgramOutput output = new ProgramOutput(stream, most, tooMuch);
        Thread.ofPlatform().daemon().name(name).start(output::read);
        return output;
    }

    private void read() {
        byte[] block = new byte[BLOCK];
        try {
            int length;
            while ((length = stream.read(block)) >= 0) {
                take(block, length);
            }
        } catch (IOException e) {
            // Then it was its end.
        } finally {
            end.countDown();
        }
    }

    private void take(byte[] block, int length) {
        boolean first = false;
        lock.lock();
        try {
            int room = most - beginning.size();
            beginning.write(block, 0, Math.min(length, room));
            if (length > room) {
                first = !cut;
                cut = true;
            }
        } finally {
            lock.unlock();
        }
        if (first) {
            tooMuch.run();
        }
    }

    /** Waits for the end of the output, but not for long. */
    void await(Duration time) throws InterruptedException {
        var _ = end.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether there was more than is kept. */
    boolean isCut() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    byte[] bytes() {
        lock.lock();
        try {
            return beginning.toByteArray();
        } finally {
            lock.unlock();
        }
    }
}
