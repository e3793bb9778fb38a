package dev.landline.server.os;

import java.time.Duration;

/**
 * How long a process group gets to end after each signal, before the next one is sent. A zero
 * period leaves that signal out.
 *
 * @param afterHangup time after {@code HUP}
 * @param afterTerminate time after {@code TERM}
 * @param afterKill time to wait for the end after {@code KILL}, which is always sent to what is
 *     left: a process in an uninterruptible system call may take it later
 */
public record GracePeriods(Duration afterHangup, Duration afterTerminate, Duration afterKill) {

    /** {@code HUP}, 2 s, {@code TERM}, 5 s, {@code KILL}. */
    public static final GracePeriods DEFAULT =
            new GracePeriods(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5));

    /** {@code KILL} at once. */
    public static final GracePeriods NONE =
            new GracePeriods(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5));

    /** Checks that no period is negative. */
    public GracePeriods {
        if (afterHangup.isNegative() || afterTerminate.isNegative() || afterKill.isNegative()) {
            throw new IllegalArgumentException(
                    "grace periods: expected none below zero, got "
                            + afterHangup
                            + ", "
                            + afterTerminate
                            + ", "
                            + afterKill);
        }
    }
}
