package dev.landline.cli.files;

import dev.landline.client.TransferResult;
import java.time.Duration;
import java.util.Locale;

/** A copy in a line, when it is over. */
final class Summary {

    private static final int MINUTE = 60;

    private Summary() {}

    /** Such as {@code 12 files, 3.4 GB in 5.1 s, 670 MB/s; 340 unchanged, 2 deleted}. */
    static String of(TransferResult result, Counts counts, Duration time, boolean mirror) {
        StringBuilder line = new StringBuilder(files(counts.done()));
        line.append(", ").append(DecimalSize.shown(result.bytes()));
        if (result.moved() < result.bytes() / 2) {
            line.append(" (").append(DecimalSize.shown(result.moved())).append(" over the line)");
        }
        double seconds = Math.max(1e-3, time.toNanos() / 1e9);
        line.append(" in ").append(time(seconds)).append(", ");
        line.append(DecimalSize.shown((long) (result.bytes() / seconds))).append("/s");
        return line.append(rest(result, counts, mirror)).toString();
    }

    /** Such as {@code 3 files to copy, 2 to delete; 340 unchanged}. */
    static String ofRehearsal(TransferResult result, Counts counts) {
        return files(counts.would())
                + " to copy, "
                + result.deleted()
                + " to delete; "
                + counts.same()
                + " unchanged"
                + failed(result);
    }

    private static String rest(TransferResult result, Counts counts, boolean mirror) {
        String kept =
                mirror || counts.same() > 0 || result.deleted() > 0
                        ? "; " + counts.same() + " unchanged, " + result.deleted() + " deleted"
                        : "";
        return kept + failed(result);
    }

    private static String failed(TransferResult result) {
        return result.failed() > 0 ? "; " + result.failed() + " failed" : "";
    }

    private static String files(long count) {
        return count + (count == 1 ? " file" : " files");
    }

    private static String time(double seconds) {
        return seconds < MINUTE
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : (long) seconds / MINUTE + " min " + (long) seconds % MINUTE + " s";
    }
}
