package dev.landline.server.exec;

import dev.landline.LandlineException;
import dev.landline.engine.OutgoingStream;
import dev.landline.server.os.OutputPipe;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Carries one output of a command to its stream. The window holds it up, and so the command. */
final class OutputPump implements Runnable {

    private static final int CHUNK = 64 * 1024;

    private final OutputPipe pipe;
    private final OutgoingStream stream;
    private final AtomicLong bytes = new AtomicLong();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean sending;

    OutputPump(OutputPipe pipe, OutgoingStream stream) {
        this.pipe = pipe;
        this.stream = stream;
    }

    @Override
    public void run() {
        byte[] chunk = new byte[CHUNK];
        try {
            int count;
            while ((count = pipe.read(chunk, 0, CHUNK)) >= 0) {
                bytes.addAndGet(count);
                sending = true;
                stream.write(chunk, 0, count);
                sending = false;
            }
        } catch (LandlineException e) {
            // The channel has ended: the command gets SIGPIPE when it writes on.
        } catch (IOException e) {
            // The pipe was closed here, because the command was given up.
        } finally {
            pipe.close();
            end();
        }
    }

    private void end() {
        try {
            stream.close();
        } catch (IOException e) {
            // Interrupted or gone: there is nobody left to tell.
        } finally {
            done.countDown();
        }
    }

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

    /** Stops reading; what was read is still sent. */
    void giveUp() {
        pipe.close();
    }
}
