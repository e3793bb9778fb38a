package dev.landline.server.os;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process, for good: a number is given to another process one day, but not together with the
 * same moment. So whoever finds a stamp can tell whether its process still lives. Holds until the
 * machine starts anew, and inside of one pid namespace.
 *
 * @param pid its number
 * @param startTicks when it was started, in ticks of the kernel since the machine was: the 22nd
 *     field of {@code /proc/PID/stat}, proc(5)
 */
public record ProcessStamp(long pid, long startTicks) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}):([0-9]{1,18})");

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException when the number is below 1 or the start below 0
     */
    public ProcessStamp {
        if (pid < 1 || startTicks < 0) {
            throw new IllegalArgumentException(
                    "stamp of a process: expected a number above 0 and a start from 0 on, got "
                            + pid
                            + " and "
                            + startTicks);
        }
    }

    /**
     * The stamp of this process.
     *
     * @return always the same
     * @throws UnsupportedOperationException on a system without {@code /proc}
     */
    public static ProcessStamp current() {
        long self = ProcessHandle.current().pid();
        return table().stat(self)
                .map(stat -> new ProcessStamp(self, stat.startTicks()))
                .orElseThrow(() ->
                        new UnsupportedOperationException(
                                "telling processes apart for good needs /proc, and"
                                        + " /proc/"
                                        + self
                                        + "/stat cannot be read"));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param text anything
     * @return the stamp; empty when the text is none
     */
    public static Optional<ProcessStamp> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new ProcessStamp(
                        Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
    }

    /**
     * The stamp in the form {@code pid:startTicks}.
     *
     * @return digits, a colon, digits
     */
    public String text() {
        return pid + ":" + startTicks;
    }

    /**
     * Whether the process is there and still runs. One that has ended and that nobody has reaped
     * does not count.
     *
     * @return false also where {@code /proc} does not say
     */
    public boolean isAlive() {
        return table().stat(pid)
                .filter(stat -> stat.startTicks() == startTicks && !stat.hasEnded())
                .isPresent();
    }

    private static ProcessTable table() {
        return new ProcessTable(Path.of("/proc"));
    }
}
