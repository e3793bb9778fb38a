package dev.landline.server.os;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A signal in Linux's numbering (x86-64, AArch64 and most others).
 *
 * <p>Source: signal(7). Real-time signals begin at 34, as the C library counts them.
 *
 * @param number 1 to 64
 */
public record Signal(int number) {

    private static final List<String> NAMES =
            List.of(
                    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1",
                    "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP",
                    "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
                    "PWR", "SYS");

    private static final int FIRST_REAL_TIME = 34;
    private static final int LAST = 64;

    /** The line was hung up. */
    public static final Signal HUP = new Signal(1);

    /** Interrupt from the keyboard. */
    public static final Signal INT = new Signal(2);

    /** The end that cannot be refused. */
    public static final Signal KILL = new Signal(9);

    /** The polite end. */
    public static final Signal TERM = new Signal(15);

    /** Checks that there is a signal of that number. */
    public Signal {
        if (number < 1 || number > LAST) {
            throw new IllegalArgumentException(
                    "signal: expected a number from 1 to " + LAST + ", got " + number);
        }
    }

    /**
     * The name without {@code SIG}: {@code HUP}, {@code RTMIN}, {@code RTMIN+3}, {@code RTMAX}; the
     * two that the C library keeps for itself are {@code 32} and {@code 33}.
     *
     * @return a name that {@link #named} understands
     */
    public String name() {
        if (number <= NAMES.size()) {
            return NAMES.get(number - 1);
        }
        return switch (number) {
            case 32, 33 -> Integer.toString(number);
            case FIRST_REAL_TIME -> "RTMIN";
            case LAST -> "RTMAX";
            default -> "RTMIN+" + (number - FIRST_REAL_TIME);
        };
    }

    /**
     * Finds a signal by name.
     *
     * @param name with or without {@code SIG}, in upper or lower case, or a number
     * @return the signal; empty when there is none of that name
     */
    public static Optional<Signal> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
        return IntStream.rangeClosed(1, LAST)
                .mapToObj(Signal::new)
                .filter(signal -> signal.isCalled(bare))
                .findFirst();
    }

    private boolean isCalled(String bare) {
        return bare.equals(name())
                || bare.equals(Integer.toString(number))
                || switch (bare) {
                    case "IOT" -> number == 6;
                    case "CLD" -> number == 17;
                    case "POLL" -> number == 29;
                    default -> number > FIRST_REAL_TIME && bare.equals("RTMAX-" + (LAST - number));
                };
    }
}
