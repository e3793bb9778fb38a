package dev.landline.cli.lab.view;

import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One direction as lines: what was sent above what was received, then every call. */
final class LaneText {

    private static final String SENT = "  sent ";
    private static final String GOT = "  read ";
    private static final int LEFT = 34;

    private final Lane lane;
    private final long begin;
    private final int width;
    private final Paint paint;

    /** Times are counted from a beginning, in nanoseconds on the lane's own clock. */
    LaneText(Lane lane, long begin, int width, Paint paint) {
        this.lane = lane;
        this.begin = begin;
        this.width = width;
        this.paint = paint;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String parts = lane.parts().stream().map(Names::meaning).collect(Collectors.joining("; "));
        lines.addAll(
                Wrapped.lines(lane.from() + " → " + lane.to() + ": ", parts + " bytes", width));
        Axis axis = new Axis(lane, width - SENT.length(), 1, 1);
        lines.add(SENT + new BlockRow(lane, axis, lane.writes()).painted(paint));
        lines.add(GOT + new BlockRow(lane, axis, lane.reads()).painted(paint));
        lines.addAll(isEachWriteOneRead() ? summary() : calls());
        return lines;
    }

    private boolean isEachWriteOneRead() {
        return cuts(lane.writes()).equals(cuts(lane.reads()))
                && lane.reads().stream().allMatch(read -> read.awaited().isEmpty());
    }

    private static List<Long> cuts(List<? extends Block> blocks) {
        return blocks.stream().flatMap(block -> Stream.of(block.offset(), block.end())).toList();
    }

    private List<String> summary() {
        String times =
                IntStream.range(0, lane.reads().size())
                        .mapToObj(i ->
                                Names.of(lane, lane.reads().get(i))
                                        + " "
                                        + millis(lane.writes().get(i))
                                        + "→"
                                        + millis(lane.reads().get(i)))
                        .collect(Collectors.joining("  "));
        return Wrapped.lines("  one read each, ms: ", times, width);
    }

    private String millis(Block block) {
        return String.format(Locale.ROOT, "%.2f", (block.nanos() - begin) / 1e6);
    }

    /** Writes on the left, reads on the right. */
    private List<String> calls() {
        List<String> lines = new ArrayList<>();
        String writes = "  " + lane.writes().size() + " × write   ms  of";
        String reads = lane.reads().size() + " × read    ms  of";
        lines.add(paint.aside(padded(writes) + reads));
        for (int i = 0; i < Math.max(lane.writes().size(), lane.reads().size()); i++) {
            String left = i < lane.writes().size() ? "  " + call(lane.writes().get(i)) : "";
            String right = i < lane.reads().size() ? call(lane.reads().get(i)) : "";
            lines.add((padded(left) + right).stripTrailing());
        }
        return lines;
    }

    private String call(Block block) {
        String text =
                String.format(
                        Locale.ROOT,
                        "%6d %7s  %s",
                        block.bytes(),
                        millis(block),
                        Names.of(lane, block));
        return switch (block) {
            case Block.Write _ -> text;
            case Block.Read read ->
                    text + read.awaited().map(letter -> "  (for " + letter + ")").orElse("");
        };
    }

    private static String padded(String left) {
        return left + " ".repeat(Math.max(1, LEFT - left.length()));
    }
}
