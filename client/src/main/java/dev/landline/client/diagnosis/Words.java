package dev.landline.client.diagnosis;

import java.time.Duration;
import java.util.Locale;

/** Times and amounts as people say them. */
public final class Words {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final double THOUSAND = 1000;
    private static final double TEN = 9.95;

    private Words() {}

    /**
     * A time, with two digits or three.
     *
     * @param time 0 or more
     * @return such as {@code 0.31 ms}, {@code 18 ms} or {@code 2.4 s}
     */
    public static String time(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis < 1) {
            return String.format(Locale.ROOT, "%.2f ms", millis);
        }
        if (millis < TEN) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        if (millis < THOUSAND) {
            return String.format(Locale.ROOT, "%.0f ms", millis);
        }
        double seconds = millis / THOUSAND;
        return String.format(Locale.ROOT, seconds < TEN ? "%.1f s" : "%.0f s", seconds);
    }

    /**
     * An amount in powers of 1,000, as lines and disks are measured.
     *
     * @param bytes 0 or more
     * @return such as {@code 512 B} or {@code 3.4 GB}
     */
    public static String amount(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= THOUSAND && unit < UNITS.length - 1) {
            value /= THOUSAND;
            unit++;
        }
        String form = unit == 0 || value >= TEN ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, form, value, UNITS[unit]);
    }

    /**
     * The size of a window, in powers of 1,024.
     *
     * @param bytes 0 or more
     * @return such as {@code 256 KiB} or {@code 16 MiB}
     */
    public static String window(long bytes) {
        return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }
}
