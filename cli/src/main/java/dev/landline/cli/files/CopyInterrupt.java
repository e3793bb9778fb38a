package dev.landline.cli.files;

import dev.landline.cli.console.Signals;
import java.util.concurrent.locks.ReentrantLock;

/** What Ctrl-C does to a copy: the first one stops it, the second one ends the process. */
final class CopyInterrupt implements AutoCloseable {

    /** What a shell shows for a process that was ended by SIGINT. */
    static final int STATUS = 130;

    private final Signals signals;
    private final Thread copying = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private boolean asked;
    private boolean over;

    /** For a copy that the current thread waits for from now on. */
    CopyInterrupt(Signals signals) {
        this.signals = signals;
        var _ = signals.handle("INT", this::interrupted);
    }

    private void interrupted() {
        if (!stop()) {
            signals.exit(STATUS);
        }
    }

    /**
     * Stops the copy.
     *
     * @return false where that was done before, or it has ended
     */
    boolean stop() {
        lock.lock();
        try {
            if (asked || over) {
                return false;
            }
            asked = true;
            copying.interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The copy has ended: nothing interrupts the thread any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            over = true;
            if (asked) {
                var _ = Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }
}
