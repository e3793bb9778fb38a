package dev.landline.cli.lab.experiment;

import java.util.Locale;

/** Numbers as they stand in sentences. */
public final class Wording {

    private Wording() {}

    /** A count and its noun. */
    public static String count(long count, String noun) {
        return grouped(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** A count with a comma for each thousand. */
    public static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Nanoseconds as milliseconds. */
    public static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }
}
