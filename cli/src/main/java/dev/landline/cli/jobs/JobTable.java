package dev.landline.cli.jobs;

import dev.landline.ExitStatus;
import dev.landline.Printable;
import dev.landline.exec.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sessions as a table for people. What the other side has written is made harmless. */
final class JobTable {

    private static final List<String> HEAD =
            List.of("ID", "NAME", "STATE", "SINCE", "USER", "OUT", "ERR", "COMMAND");
    private static final int DIGITS = 8;
    private static final int LONGEST_WORD = 64;
    private static final int LEAST_COMMAND = 10;
    private static final int GAP = 2;
    private static final int OUT = 5;
    private static final int ERR = 6;
    private static final long KIBI = 1024;
    private static final String UNITS = "KMGTPE";

    private final Instant now;
    private final int width;

    /** The time, and how many columns there are. */
    JobTable(Instant now, int width) {
        this.now = now;
        this.width = width;
    }

    List<String> lines(List<Job> jobs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        jobs.forEach(job -> rows.add(row(job)));
        int[] widths = new int[HEAD.size() - 1];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            int padding = widths[i] - length(cell);
            boolean right = i == OUT || i == ERR;
            line.repeat(' ', right ? padding : 0).append(cell);
            line.repeat(' ', (right ? 0 : padding) + GAP);
            column += widths[i] + GAP;
        }
        int room = Math.max(LEAST_COMMAND, width - column);
        String command = Printable.of(row.getLast(), Integer.MAX_VALUE);
        return line.append(length(command) > room ? Printable.of(command, room - 1) : command)
                .toString();
    }

    private List<String> row(Job job) {
        return List.of(
                Printable.of(job.id(), DIGITS).replace("…", ""),
                job.name().map(name -> Printable.of(name, LONGEST_WORD)).orElse("-"),
                state(job),
                age(Duration.between(job.ended().orElse(job.started()), now)),
                Printable.of(job.user(), LONGEST_WORD),
                size(job.stdout()),
                size(job.stderr()),
                job.command());
    }

    private static String state(Job job) {
        return switch (job.state()) {
            case RUNNING -> job.attached() > 0 ? "joined" : "running";
            case ORPHANED -> "orphaned";
            case ENDED -> job.status().map(JobTable::ended).orElse("ended");
        };
    }

    private static String ended(ExitStatus status) {
        return switch (status) {
            case ExitStatus.Exited(int code) -> "exit " + code;
            case ExitStatus.Signaled signal -> "signal " + Printable.of(signal.name(), DIGITS);
            case ExitStatus.NotStarted _ -> "not started";
            case ExitStatus.Lost _ -> "lost";
        };
    }

    /** The two clocks may differ. */
    static String age(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m";
        }
        return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }

    /** Such as {@code 17}, {@code 1.4K}, {@code 23M}. */
    static String size(long bytes) {
        if (bytes < KIBI) {
            return String.valueOf(bytes);
        }
        double value = bytes;
        int unit = -1;
        while (value >= KIBI && unit < UNITS.length() - 1) {
            value /= KIBI;
            unit++;
        }
        return String.format(
                Locale.ROOT, value < 10 ? "%.1f%c" : "%.0f%c", value, UNITS.charAt(unit));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
