package dev.landline.server.os;

import dev.landline.libc.Errno;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of a pipe or a terminal: a descriptor that never blocks, and a thread that can
 * wait for it.
 */
final class PipeEnd {

    private final Poller.Watch watch;
    private final int events;
    private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
    private volatile boolean ready;

    /**
     * Takes a non-blocking descriptor over.
     *
     * @param poller who watches it
     * @param number the descriptor
     * @param events what to wait for: {@link Poller#READABLE} or {@link Poller#WRITABLE}
     */
    PipeEnd(Poller poller, int number, int events) {
        this.watch = poller.watch(number, this::wake);
        this.events = events;
    }

    /**
     * Begins a transfer: from here to {@link #leave} the end belongs to the calling thread.
     *
     * @throws IllegalStateException when it belongs to another
     */
    void enter() {
        if (!user.compareAndSet(null, Thread.currentThread())) {
            throw new IllegalStateException(
                    "a pipe: expected one thread at a time, got "
                            + Thread.currentThread()
                            + " too");
        }
    }

    /** Ends a transfer. */
    void leave() {
        user.set(null);
    }

    /**
     * Makes a system call on the descriptor, again and again until it no longer says that it would
     * block, and waits in between.
     *
     * @param systemCall takes the descriptor, returns a negated error number where it fails
     * @return its result, which may be another error
     */
    int transfer(IntUnaryOperator systemCall) throws IOException {
        while (true) {
            // Before the call: an event or a close from here on must not be lost.
            ready = false;
            if (!watch.descriptor().acquire()) {
                throw new ClosedChannelException();
            }
            int result;
            try {
                result = systemCall.applyAsInt(watch.descriptor().number());
                if (result == -Errno.EAGAIN) {
                    watch.arm(events);
                }
            } finally {
                watch.descriptor().release();
            }
            if (result == -Errno.EAGAIN) {
                awaitReady();
            } else if (result != -Errno.EINTR) {
                return result;
            }
        }
    }

    /**
     * Makes one system call that moves no bytes and does not wait. Any thread may do so at any
     * time.
     *
     * @param systemCall takes the descriptor, returns a negated error number where it fails
     * @return its result; {@code -EBADF} when this end is closed
     */
    int ask(IntUnaryOperator systemCall) {
        if (!watch.descriptor().acquire()) {
            return -Errno.EBADF;
        }
        try {
            return systemCall.applyAsInt(watch.descriptor().number());
        } finally {
            watch.descriptor().release();
        }
    }

    /** Closes the descriptor and wakes its user. */
    void close() {
        watch.descriptor().close();
        wake();
    }

    private void awaitReady() throws InterruptedIOException {
        while (!ready) {
            LockSupport.park(this);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while waiting for a pipe");
            }
        }
    }

    private void wake() {
        ready = true;
        LockSupport.unpark(user.get());
    }
}
