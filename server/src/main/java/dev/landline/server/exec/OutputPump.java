package dev.landline.server.exec;

import dev.landline.server.os.OutputPipe;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Carries one output of a command to where it goes, and closes that at the end. Whatever holds the
 * pump up holds the command up.
 */
public final class OutputPump implements Runnable {

    private static final int CHUNK = 64 * 1024;

    private final OutputPipe pipe;
    private final OutputStream sink;
    private final int chunk;
    private final AtomicLong bytes = new AtomicLong();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean sending;
    private volatile @Nullable IOException failure;

    /**
     * Makes a pump; {@link #run} works it.
     *
     * @param pipe what the command writes, closed at the end
     * @param sink where it goes, closed at the end
     */
    public OutputPump(OutputPipe pipe, OutputStream sink) {
        this(pipe, sink, CHUNK);
    }

    /**
     * Makes a pump that has little on its way.
     *
     * @param pipe what the command writes, closed at the end
     * @param sink where it goes, closed at the end
     * @param chunk how many bytes at once, at most
     */
    public OutputPump(OutputPipe pipe, OutputStream sink, int chunk) {
        this.pipe = pipe;
        this.sink = sink;
        this.chunk = chunk;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[chunk];
        try {
            int count;
            while ((count = pipe.read(buffer, 0, chunk)) >= 0) {
                bytes.addAndGet(count);
                if (!send(buffer, count)) {
                    break; // The command gets SIGPIPE when it writes on.
                }
            }
        } catch (IOException e) {
            // The pipe was closed here, because the command was given up.
        } finally {
            pipe.close();
            end();
        }
    }

    private boolean send(byte[] buffer, int count) {
        sending = true;
        try {
            sink.write(buffer, 0, count);
            return true;
        } catch (IOException e) {
            failure = e;
            return false;
        } finally {
            sending = false;
        }
    }

    private void end() {
        try {
            sink.close();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        } finally {
            done.countDown();
        }
    }

    /**
     * Waits until the output has ended or was given up.
     *
     * @param nanos how long at most
     * @return false where the time ran out
     * @throws InterruptedException when the waiting thread is interrupted
     */
    boolean await(long nanos) throws InterruptedException {
        return done.await(nanos, TimeUnit.NANOSECONDS);
    }

    void await() throws InterruptedException {
        done.await();
    }

    /** Bytes read so far. */
    long bytes() {
        return bytes.get();
    }

    /** Whether it waits for the other side rather than for the command. */
    boolean sending() {
        return sending;
    }

    /**
     * Why the sink took no more.
     *
     * @return empty where it took everything
     */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Stops reading; what was read is still sent. */
    public void giveUp() {
        pipe.close();
    }
}
