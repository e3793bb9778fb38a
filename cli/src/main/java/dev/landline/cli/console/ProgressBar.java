package dev.landline.cli.console;

import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How far a transfer of one body has come, on one line of standard error that is erased at the end.
 * It has no thread: whoever copies calls {@link #moved}.
 */
public final class ProgressBar implements AutoCloseable {

    /** What is smaller is there before anybody could read a bar. */
    static final long LEAST = 8L << 20;

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final int CELLS = 20;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private final ProgressLine line;
    private final LongSupplier nanos;
    private boolean moving;
    private long began;

    /**
     * A bar that has not been drawn yet.
     *
     * @param wanted whether there is a terminal that shows it and nothing else at the same time
     * @param nanos the time, as {@code System.nanoTime} gives it
     */
    ProgressBar(OutputStream stderr, boolean wanted, LongSupplier nanos) {
        this.line = new ProgressLine(stderr, wanted, PATIENCE, nanos);
        this.nanos = nanos;
    }

    /**
     * A bar on standard error, where that is a terminal.
     *
     * @param wanted false where there must be none all the same, because the transfer itself goes
     *     to the terminal
     */
    public static ProgressBar on(Surroundings here, boolean wanted) {
        return new ProgressBar(here.stderr(), wanted && here.terminal().isAt(2), System::nanoTime);
    }

    /**
     * Draws, unless it has done so within the last tenth of a second.
     *
     * @param total bytes in all; empty where nobody knows
     * @param bytes bytes so far
     */
    public void moved(OptionalLong total, long bytes) {
        if (!moving) {
            moving = true;
            began = nanos.getAsLong();
            line.start();
        }
        if (total.orElse(bytes) >= LEAST) {
            line.offer(() -> line(total, bytes, nanos.getAsLong() - began));
        }
    }

    /** Such as {@code [##### ] 103 MiB of 412 MiB, 51.5 MiB/s, 0:06 left}. */
    private static String line(OptionalLong total, long bytes, long elapsed) {
        double rate = bytes * 1e9 / elapsed;
        StringBuilder line = new StringBuilder();
        if (total.isPresent()) {
            int full = (int) (CELLS * (double) bytes / total.getAsLong());
            line.append('[').repeat('#', full).repeat(' ', CELLS - full).append("] ");
        }
        line.append(size(bytes));
        total.ifPresent(all -> line.append(" of ").append(size(all)));
        line.append(", ").append(size((long) rate)).append("/s");
        if (total.isPresent() && rate >= 1) {
            line.append(", ").append(TimeLeft.shown((long) ((total.getAsLong() - bytes) / rate)));
        }
        return line.toString();
    }

    private static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        String form = unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, form, value, UNITS[unit]);
    }

    /** Erases what was drawn. */
    @Override
    public void close() {
        line.close();
    }
}
