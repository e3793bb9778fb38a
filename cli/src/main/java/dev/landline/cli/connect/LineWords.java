package dev.landline.cli.connect;

import dev.landline.ConnectionException;
import dev.landline.cli.console.Messages;
import dev.landline.client.ReconnectListener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Says that a connection broke and came back, to those whom it has kept waiting: a break that is
 * over within a second is only told with {@code -v}. For any thread.
 */
public final class LineWords implements ReconnectListener, AutoCloseable {

    private static final long SILENT_MILLIS = 1000;

    private final String target;
    private final Messages messages;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private @Nullable CountDownLatch waiting;
    private boolean told;
    private boolean closed;
    private Runnable redraw = () -> {};

    /** Speaks of a target. */
    public LineWords(String target, Messages messages) {
        this.target = target;
        this.messages = messages;
    }

    /**
     * What is to be done when lines of ours have disturbed a screen, and somebody can repair it.
     */
    public void onDisturbed(Runnable task) {
        lock.lock();
        try {
            redraw = task;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lost(ConnectionException cause) {
        messages.detail(target + ": " + cause.getMessage());
        CountDownLatch back = new CountDownLatch(1);
        lock.lock();
        try {
            waiting = back;
            told = false;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("landline-lost").start(() -> tellLater(back));
    }

    private void tellLater(CountDownLatch back) {
        try {
            if (back.await(SILENT_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        lock.lock();
        try {
            if (closed || !back.equals(waiting)) {
                return;
            }
            told = true;
        } finally {
            lock.unlock();
        }
        messages.say(target + ": connection lost, trying again ...");
    }

    @Override
    public void failed(int attempt, ConnectionException cause, Duration pause) {
        messages.detail(
                target + ": attempt " + attempt + " to connect again: " + cause.getMessage());
    }

    @Override
    public void resumed(Duration after) {
        boolean wasTold;
        Runnable repair;
        lock.lock();
        try {
            wasTold = told && !closed;
            repair = redraw;
            release();
        } finally {
            lock.unlock();
        }
        if (wasTold) {
            messages.say(
                    target + ": connected again after " + Math.max(1, after.toSeconds()) + " s");
            repair.run();
        } else {
            messages.detail(target + ": connected again after " + after.toMillis() + " ms");
        }
    }

    private void release() {
        if (waiting != null) {
            waiting.countDown();
            waiting = null;
        }
    }

    /** Nobody waits for the connection any more: nothing more is said of it. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            release();
        } finally {
            lock.unlock();
        }
    }
}
