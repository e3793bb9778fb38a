package dev.landline.cli.files;

import dev.landline.cli.console.Columns;
import dev.landline.cli.console.TimeLeft;

/** How far a copy has come, in a line. */
final class ProgressText {

    private static final int CELLS = 20;

    /** On a narrower terminal, words are worth more than a bar. */
    private static final int ROOM_FOR_BAR = 70;

    /** The same, where the names of files need room too. */
    private static final int ROOM_FOR_BAR_AND_NAMES = 100;

    /** A name in less room says nothing. */
    private static final int ROOM_FOR_NAME = 8;

    /** What is smaller is gone before anybody has read how much of it is there. */
    private static final long WORTH_A_SHARE = 10_000_000;

    private ProgressText() {}

    /**
     * Such as {@code [##### ] 3/12 files, 103 MB of 412 MB, 51 MB/s, 0:06 left src/a.iso 40%}.
     *
     * @param rate bytes in a second
     * @param columns the room; the last column stays free, for some terminals begin a new line
     *     behind it
     */
    static String of(Advance advance, double rate, int columns) {
        int room = Math.max(1, columns - 1);
        long total = Math.max(advance.totalBytes(), advance.bytes());
        boolean known = advance.counted() && total > 0;
        StringBuilder line = new StringBuilder();
        boolean several = advance.totalFiles() > 1;
        if (known && columns >= (several ? ROOM_FOR_BAR_AND_NAMES : ROOM_FOR_BAR)) {
            int full = (int) (CELLS * (double) advance.bytes() / total);
            line.append('[').repeat('#', full).repeat(' ', CELLS - full).append("] ");
        }
        if (several) {
            line.append(advance.files()).append('/').append(advance.totalFiles());
            line.append(advance.counted() ? " files, " : "+ files, ");
        }
        line.append(DecimalSize.shown(advance.bytes()));
        if (known) {
            line.append(" of ").append(DecimalSize.shown(total));
        }
        line.append(", ").append(DecimalSize.shown((long) rate)).append("/s");
        if (known && rate >= 1) {
            line.append(", ").append(TimeLeft.shown((long) ((total - advance.bytes()) / rate)));
        }
        String told = Columns.fitting(line.toString(), room);
        return told + name(advance, room - Columns.of(told));
    }

    private static String name(Advance advance, int room) {
        if (advance.name() == null) {
            return "";
        }
        String share = advance.totalFiles() > 1 ? share(advance) : "";
        int left = room - 2 - share.length();
        return left < ROOM_FOR_NAME
                ? ""
                : "  " + Columns.shortened(advance.name().toString(), left) + share;
    }

    private static String share(Advance advance) {
        long size = advance.size().orElse(0);
        return size < WORTH_A_SHARE
                ? ""
                : " " + (long) (100.0 * Math.min(advance.position(), size) / size) + "%";
    }
}
