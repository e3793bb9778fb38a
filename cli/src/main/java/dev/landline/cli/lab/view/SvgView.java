package dev.landline.cli.lab.view;

import dev.landline.cli.lab.experiment.Findings;
import dev.landline.cli.lab.experiment.Scene;
import dev.landline.cli.lab.experiment.Wording;
import java.util.List;

/** Findings as a picture for a talk. */
public final class SvgView {

    private static final int BARS_LEFT = 190;
    private static final int BARS_HEIGHT = 110;
    private static final int STRIP_HEIGHT = 40;
    private static final int CELLS = 192;
    private static final int CELL = 4;

    private final Findings findings;
    private final Svg svg = new Svg();
    private int y = 56;

    private SvgView(Findings findings) {
        this.findings = findings;
    }

    /** A document that needs nothing else. */
    public static String document(Findings findings) {
        return new SvgView(findings).drawn();
    }

    private String drawn() {
        for (String line : Wrapped.lines("", findings.headline(), characters(28, true))) {
            svg.text(Svg.MARGIN, y, 28, "bold", "#111111", line);
            y += 34;
        }
        y -= 16;
        for (Scene scene : findings.scenes()) {
            y += 24;
            paragraph(scene.title(), 17, "#444444");
            y += 12;
            switch (scene) {
                case Scene.Conversation conversation ->
                        conversation.lanes().forEach(lane -> y = new SvgLane(svg, lane).draw(y));
                case Scene.Burst burst -> strip(burst);
                case Scene.Rounds rounds -> bars(rounds);
            }
            y += 14;
            scene.notes().forEach(note -> paragraph(note, 15, "#666666"));
        }
        y += 10;
        verdict();
        return svg.document("landline lab " + findings.name(), y + 20);
    }

    private static int characters(int size, boolean bold) {
        return Svg.characters(Svg.WIDTH - 2 * Svg.MARGIN, size, bold);
    }

    private void paragraph(String text, int size, String colour) {
        for (String line : Wrapped.lines("", text, characters(size, false))) {
            svg.text(Svg.MARGIN, y, size, "normal", colour, line);
            y += size + 7;
        }
    }

    private void verdict() {
        boolean expected = findings.verdict().asExpected();
        List<String> lines = Wrapped.lines("", findings.verdict().text(), characters(18, true) - 3);
        int height = lines.size() * 26 + 24;
        svg.box(
                Svg.MARGIN,
                y,
                Svg.WIDTH - 2 * Svg.MARGIN,
                height,
                expected ? "#e8f3e8" : "#fdf0d5");
        svg.box(Svg.MARGIN, y, 6, height, expected ? "#2e7d32" : "#c77700");
        for (int i = 0; i < lines.size(); i++) {
            svg.text(Svg.MARGIN + 22, y + 31 + 26 * i, 18, "bold", "#222222", lines.get(i));
        }
        y += height;
    }

    /** Each round as a bar, on the same scale in all scenes. */
    private void bars(Scene.Rounds rounds) {
        long scale = Longest.of(findings);
        int step = (Svg.WIDTH - Svg.MARGIN - BARS_LEFT) / rounds.rounds().size();
        svg.text(Svg.MARGIN, y + 40, 17, "bold", "#222222", Wording.millis(rounds.median()));
        svg.text(Svg.MARGIN, y + 60, 14, "normal", "#666666", "median of");
        svg.text(
                Svg.MARGIN,
                y + 78,
                14,
                "normal",
                "#666666",
                Wording.count(rounds.rounds().size(), "round"));
        for (int i = 0; i < rounds.rounds().size(); i++) {
            int height = (int) Math.max(2, BARS_HEIGHT * rounds.rounds().get(i) / scale);
            svg.box(
                    BARS_LEFT + i * step,
                    y + BARS_HEIGHT - height,
                    step - 4,
                    height,
                    Palette.web('A'));
        }
        svg.box(BARS_LEFT, y + BARS_HEIGHT, step * rounds.rounds().size() - 4, 2, "#222222");
        y += BARS_HEIGHT + 12;
    }

    /** A cell for every few messages, the fuller the more of them arrived. */
    private void strip(Scene.Burst burst) {
        row("sent", burst.lane().writes().size(), "writes");
        svg.box(BARS_LEFT, y, CELLS * CELL, STRIP_HEIGHT, Palette.web('C'));
        y += STRIP_HEIGHT + 10;
        row("received", burst.lane().reads().size(), "reads");
        svg.box(BARS_LEFT, y, CELLS * CELL, STRIP_HEIGHT, "#eeeeee");
        List<BurstCells.Cell> cells = BurstCells.of(burst.lane(), CELLS);
        for (int i = 0; i < CELLS; i++) {
            BurstCells.Cell cell = cells.get(i);
            int height = STRIP_HEIGHT * cell.received() / Math.max(1, cell.sent());
            if (height > 0) {
                svg.box(
                        BARS_LEFT + i * CELL,
                        y + STRIP_HEIGHT - height,
                        CELL,
                        height,
                        Palette.web('C'));
            }
        }
        y += STRIP_HEIGHT + 12;
    }

    private void row(String name, int count, String calls) {
        svg.text(Svg.MARGIN, y + 18, 17, "bold", "#222222", name);
        svg.text(Svg.MARGIN, y + 36, 14, "normal", "#666666", Wording.grouped(count) + " " + calls);
    }
}
