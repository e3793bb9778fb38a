package dev.landline.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A line of standard error that is drawn over, and erased at the end. It has no thread: whoever
 * makes progress calls {@link #offer}, and what falls within a tenth of a second is not drawn.
 * Without colours, so that {@code NO_COLOR} finds nothing to turn off. For any thread.
 */
public final class ProgressLine implements AutoCloseable {

    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    private final OutputStream stderr;
    private final boolean wanted;
    private final LongSupplier nanos;
    private final long patience;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private boolean started;
    private boolean closed;
    private long due;
    private int width;

    /**
     * A line that has not been drawn yet.
     *
     * @param wanted whether there is a terminal that shows it and nothing else at the same time
     * @param patience how long what goes on may take without it, and between two drawings
     * @param nanos the time, as {@code System.nanoTime} gives it
     */
    public ProgressLine(
            OutputStream stderr, boolean wanted, Duration patience, LongSupplier nanos) {
        this.stderr = stderr;
        this.wanted = wanted;
        this.patience = patience.toNanos();
        this.nanos = nanos;
    }

    /** Says that what it is about begins now; only the first call counts. */
    public void start() {
        lock.lock();
        try {
            if (!started) {
                started = true;
                due = nanos.getAsLong() + patience;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Draws, where it is time to.
     *
     * @param text what to draw, without the end of a line; asked for only where it is drawn
     */
    public void offer(Supplier<String> text) {
        if (!wanted) {
            return;
        }
        start();
        lock.lock();
        try {
            long now = nanos.getAsLong();
            if (now - due >= 0 && !closed) {
                due = now + PAUSE;
                draw(text.get());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets somebody else write where the line is: it is erased first, and drawn again when that is
     * due.
     *
     * @param task writes whole lines
     */
    public void aside(Runnable task) {
        lock.lock();
        try {
            erase();
            task.run();
        } finally {
            lock.unlock();
        }
    }

    private void draw(String line) {
        int columns = Columns.of(line);
        String rest = " ".repeat(Math.max(0, width - columns));
        width = columns;
        write("\r" + line + rest);
    }

    private void erase() {
        if (width > 0) {
            write("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
    }

    /** Erases what was drawn; nothing is drawn any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            erase();
        } finally {
            lock.unlock();
        }
    }

    private void write(String text) {
        try {
            stderr.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Then nobody sees it.
        }
    }
}
