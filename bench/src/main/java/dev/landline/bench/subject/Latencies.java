package dev.landline.bench.subject;

import java.util.Arrays;
import java.util.Locale;

/** How long things took. */
final class Latencies {

    private Latencies() {}

    /**
     * Writes a line of JSON: how many, how many in a second, and percentiles in milliseconds.
     *
     * @param nanos of each; sorted by this
     * @param all from the first's beginning to the last's end, in nanoseconds
     */
    static void report(long[] nanos, long all) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "{\"count\":%d,\"rate\":%.1f,\"p50\":%.4f,\"p90\":%.4f,\"p99\":%.4f,"
                        + "\"max\":%.4f}%n",
                nanos.length,
                nanos.length / (all / 1e9),
                at(nanos, 50),
                at(nanos, 90),
                at(nanos, 99),
                at(nanos, 100));
    }

    private static double at(long[] nanos, int percent) {
        return nanos[Math.min(nanos.length - 1, nanos.length * percent / 100)] / 1e6;
    }
}
