package dev.landline.cli.lab.view;

import dev.landline.cli.lab.experiment.Findings;
import dev.landline.cli.lab.experiment.Scene;
import dev.landline.cli.lab.experiment.Wording;
import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Findings for the terminal, or for a file when they are plain. */
public final class TextView {

    private static final String STEPS = "▁▂▃▄▅▆▇█";
    private static final String BAR = "█";
    private static final String HALF_BAR = "▌";

    private final int width;
    private final Paint paint;

    /** Draws in lines of this width. */
    public TextView(int width, Paint paint) {
        this.width = width;
        this.paint = paint;
    }

    /** One screen. */
    public List<String> lines(Findings findings) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.heading(findings.name() + ": " + findings.headline()));
        long scale = Longest.of(findings);
        for (Scene scene : findings.scenes()) {
            Wrapped.lines("", scene.title(), width).stream().map(paint::aside).forEach(lines::add);
            switch (scene) {
                case Scene.Conversation conversation -> {
                    long begin = begin(conversation);
                    for (Lane lane : conversation.lanes()) {
                        lines.addAll(new LaneText(lane, begin, width, paint).lines());
                    }
                }
                case Scene.Burst burst -> lines.addAll(burst(burst));
                case Scene.Rounds rounds -> lines.addAll(rounds(rounds, scale));
            }
            scene.notes().forEach(note -> lines.addAll(Wrapped.lines("  ", note, width)));
        }
        boolean expected = findings.verdict().asExpected();
        Wrapped.lines(
                        expected ? "verdict: " : "not as expected: ",
                        findings.verdict().text(),
                        width)
                .forEach(line -> lines.add(paint.verdict(expected, line)));
        return lines;
    }

    /** Time is counted from the first write. */
    private static long begin(Scene.Conversation conversation) {
        return conversation.lanes().stream()
                .flatMap(lane -> lane.writes().stream())
                .mapToLong(Block::nanos)
                .min()
                .orElse(0);
    }

    private List<String> burst(Scene.Burst burst) {
        List<BurstCells.Cell> cells = BurstCells.of(burst.lane(), width - 10);
        String strip =
                cells.stream()
                        .map(cell -> String.valueOf(cell.letter()))
                        .collect(Collectors.joining());
        int sent = burst.lane().writes().size();
        int received = burst.lane().reads().size();
        return List.of(
                "  sent  |" + paint.message('C', "#".repeat(cells.size())) + "|",
                "  read  |" + painted(strip) + "|",
                "  "
                        + Wording.grouped(sent)
                        + " × write, "
                        + Wording.grouped(received)
                        + " × read, "
                        + Wording.grouped(sent - received)
                        + " lost   (# all arrived, + some, . none)");
    }

    private String painted(String strip) {
        int from = 0;
        StringBuilder row = new StringBuilder();
        while (from < strip.length()) {
            int to = from;
            while (to < strip.length() && strip.charAt(to) == strip.charAt(from)) {
                to++;
            }
            String run = strip.substring(from, to);
            row.append(
                    switch (run.charAt(0)) {
                        case '#' -> paint.message('C', run);
                        case '+' -> paint.message('c', run);
                        default -> run;
                    });
            from = to;
        }
        return row.toString();
    }

    private List<String> rounds(Scene.Rounds rounds, long scale) {
        String median = String.format("%10s ", Wording.millis(rounds.median()));
        int room = width - median.length() - "  median ".length();
        int halves = (int) (2L * room * rounds.median() / scale);
        String bar = BAR.repeat(halves / 2) + HALF_BAR.repeat(halves % 2);
        String small =
                rounds.rounds().stream()
                        .map(nanos -> (int) ((STEPS.length() - 1) * nanos / scale))
                        .map(step -> STEPS.substring(step, step + 1))
                        .collect(Collectors.joining());
        long least = rounds.rounds().stream().mapToLong(Long::longValue).min().orElseThrow();
        return List.of(
                "  median" + median + (bar.isEmpty() ? "▏" : bar),
                "  each "
                        + small
                        + "  "
                        + rounds.rounds().size()
                        + " rounds, "
                        + Wording.millis(least)
                        + " to "
                        + Wording.millis(rounds.longest()));
    }
}
