package dev.landline.cli.files;

import java.time.Duration;

/** How fast bytes have come lately: what is longer ago counts less. For one thread at a time. */
final class Speed {

    private static final double MEMORY = Duration.ofSeconds(3).toNanos();

    /** What is closer together says little. */
    private static final long LEAST = Duration.ofMillis(50).toNanos();

    private long at;
    private long bytes;
    private double perSecond = -1;

    /** Begins to measure. */
    Speed(long nanos) {
        at = nanos;
    }

    /**
     * Measures once more.
     *
     * @param nanos the time
     * @param total bytes since the beginning
     * @return bytes in a second, 0 or more
     */
    double measure(long nanos, long total) {
        long passed = nanos - at;
        if (passed >= LEAST) {
            double lately = (total - bytes) * 1e9 / passed;
            double weight = 1 - Math.exp(-passed / MEMORY);
            perSecond = perSecond < 0 ? lately : perSecond + (lately - perSecond) * weight;
            at = nanos;
            bytes = total;
        }
        return Math.max(0, perSecond);
    }
}
