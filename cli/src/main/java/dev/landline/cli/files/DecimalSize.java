package dev.landline.cli.files;

import java.util.Locale;

/** Sizes as people compare them with disks and lines: in powers of 1,000. */
final class DecimalSize {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    /** What would be shown as 1000 with no place behind the point. */
    private static final double NEXT = 999.5;

    private static final double TEN = 9.95;

    private DecimalSize() {}

    /** Such as {@code 512 B}, {@code 3.4 GB} or {@code 670 MB}. */
    static String shown(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= NEXT && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String form = unit == 0 || value >= TEN ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, form, value, UNITS[unit]);
    }
}
