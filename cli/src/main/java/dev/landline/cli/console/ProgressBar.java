package dev.landline.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How far a transfer has come, on one line of standard error that is drawn over and erased at the
 * end. It has no thread: whoever copies calls {@link #moved}, and what falls within a tenth of a
 * second is not drawn. Without colours, so that {@code NO_COLOR} finds nothing to turn off.
 */
public final class ProgressBar implements AutoCloseable {

    /** What is smaller is there before anybody could read a bar. */
    static final long LEAST = 8L << 20;

    private static final long PAUSE = Duration.ofMillis(100).toNanos();
    private static final int CELLS = 20;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private final OutputStream stderr;
    private final boolean wanted;
    private final LongSupplier nanos;
    private boolean moving;
    private long began;
    private long drawnAt;
    private int width;

    /**
     * A bar that has not been drawn yet.
     *
     * @param wanted whether there is a terminal that shows it and nothing else at the same time
     * @param nanos the time, as {@code System.nanoTime} gives it
     */
    ProgressBar(OutputStream stderr, boolean wanted, LongSupplier nanos) {
        this.stderr = stderr;
        this.wanted = wanted;
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
        long now = nanos.getAsLong();
        if (!moving) {
            moving = true;
            began = now;
            drawnAt = now;
        }
        if (!wanted || total.orElse(bytes) < LEAST) {
            return;
        }
        if (now - drawnAt >= PAUSE) {
            drawnAt = now;
            draw(line(total, bytes, now - began));
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
            line.append(", ").append(time((long) ((total.getAsLong() - bytes) / rate)));
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

    private static String time(long seconds) {
        return seconds >= 3600
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d left",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d left", seconds / 60, seconds % 60);
    }

    private void draw(String line) {
        String rest = " ".repeat(Math.max(0, width - line.length()));
        width = line.length();
        write("\r" + line + rest);
    }

    /** Erases what was drawn. */
    @Override
    public void close() {
        if (width > 0) {
            write("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
    }

    private void write(String text) {
        try {
            stderr.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Then nobody sees it.
        }
    }
}
