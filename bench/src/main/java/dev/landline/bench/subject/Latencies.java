package dev.landline.bench.subject;

import java.util.Arrays;
import java.util.Locale;

/** How long things took, until it has been enough. For one thread. */
final class Latencies {

    private final long end;
    private long[] nanos = new long[1024];
    private int count;

    /**
     * Begins.
     *
     * @param end when it is enough, on the clock of {@link System#nanoTime}
     */
    Latencies(long end) {
        this.end = end;
    }

    /**
     * A time so many seconds away.
     *
     * @param seconds as a decimal number
     * @return on the clock of {@link System#nanoTime}
     */
    static long in(String seconds) {
        return System.nanoTime() + (long) (Double.parseDouble(seconds) * 1e9);
    }

    /**
     * Adds a thing that ends now.
     *
     * @param began when it began
     */
    void add(long began) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = System.nanoTime() - began;
    }

    /** Adds all that another has. */
    void add(Latencies other) {
        nanos = Arrays.copyOf(nanos, count + other.count + 1);
        System.arraycopy(other.nanos, 0, nanos, count, other.count);
        count += other.count;
    }

    /** Whether it has been enough, which it never is before the first. */
    boolean enough() {
        return count > 0 && System.nanoTime() - end >= 0;
    }

    /**
     * Writes a line of JSON: how many, how many in a second, and percentiles in milliseconds.
     *
     * @param began when the first began
     */
    void report(long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        Arrays.sort(nanos, 0, count);
        System.out.printf(
                Locale.ROOT,
                "{\"count\":%d,\"rate\":%.1f,\"p50\":%.4f,\"p90\":%.4f,\"p99\":%.4f,"
                        + "\"max\":%.4f}%n",
                count,
                count / seconds,
                at(50),
                at(90),
                at(99),
                at(100));
    }

    private double at(int percent) {
        return nanos[(int) Math.min(count - 1L, (long) count * percent / 100)] / 1e6;
    }
}
