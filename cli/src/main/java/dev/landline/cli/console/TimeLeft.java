package dev.landline.cli.console;

import java.util.Locale;

/** How long something still takes. */
public final class TimeLeft {

    private static final long MOST = 100 * 3600;

    private TimeLeft() {}

    /**
     * Says it in words.
     *
     * @param seconds 0 or more
     * @return such as {@code 0:06 left} or {@code 1:02:03 left}
     */
    public static String shown(long seconds) {
        if (seconds >= MOST) {
            return "days left";
        }
        return seconds >= 3600
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d left",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d left", seconds / 60, seconds % 60);
    }
}
