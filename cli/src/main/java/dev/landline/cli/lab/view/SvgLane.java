package dev.landline.cli.lab.view;

import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.Part;
import dev.landline.cli.lab.tape.Piece;
import java.util.List;
import java.util.Optional;

/** One direction as a picture: the writes as blocks, and below them the reads. */
final class SvgLane {

    private static final int LEFT = 190;
    private static final int HEIGHT = 40;
    private static final int STEP = 50;
    private static final int LEAST = 30;
    private static final int PLATE = 18;

    /** What a character of 15 takes at most, by and large, in the widest of the fonts. */
    private static final int CHARACTER = 9;

    private final Svg svg;
    private final Lane lane;
    private final Axis axis;

    SvgLane(Svg svg, Lane lane) {
        this.svg = svg;
        this.lane = lane;
        this.axis = new Axis(lane, Svg.WIDTH - Svg.MARGIN - LEFT, 0, LEAST);
    }

    /** Draws at a height and returns the height below it. */
    int draw(int top) {
        svg.text(Svg.MARGIN, top + 16, 16, "bold", "#444444", lane.from() + " → " + lane.to());
        int y = legend(top + 8);
        blocks(y, "sent", lane.writes(), "write");
        blocks(y + STEP, "received", lane.reads(), "read");
        return y + 2 * STEP + 8;
    }

    private int legend(int top) {
        int x = LEFT;
        int y = top;
        for (Part part : lane.parts()) {
            String meaning = Names.meaning(part);
            int needed = 36 + meaning.length() * CHARACTER;
            if (x + needed > Svg.WIDTH - Svg.MARGIN && x > LEFT) {
                x = LEFT;
                y += 24;
            }
            svg.box(x, y - 6, 16, 16, Palette.web(part.letter()));
            svg.text(x + 22, y + 8, 15, "normal", "#444444", meaning);
            x += needed;
        }
        return y + 22;
    }

    private void blocks(int y, String name, List<? extends Block> blocks, String kind) {
        svg.text(Svg.MARGIN, y + 18, 17, "bold", "#222222", name);
        svg.text(
                Svg.MARGIN,
                y + 36,
                14,
                "normal",
                "#666666",
                blocks.size() + " " + kind + (blocks.size() == 1 ? "" : "s"));
        for (Block block : blocks) {
            for (Piece piece : lane.pieces(block)) {
                int x = LEFT + axis.place(piece.from());
                int width = LEFT + axis.place(piece.to()) - x;
                svg.box(x, y, width, HEIGHT, Palette.web(piece.part().letter()));
                if (lane.pieces(block).size() > 1) {
                    svg.centred(x + width / 2, y + 17, 13, label(piece, width));
                }
            }
            outlined(block, y, kind);
        }
    }

    private static String label(Piece piece, int width) {
        String letter = String.valueOf(piece.part().letter());
        String sized = letter + " " + (piece.to() - piece.from());
        return sized.length() * CHARACTER < width ? sized : letter;
    }

    /** What is said about several pieces stands on white: it belongs to none of them alone. */
    private void outlined(Block block, int y, String kind) {
        int x = LEFT + axis.place(block.offset());
        int width = LEFT + axis.place(block.end()) - x;
        boolean several = lane.pieces(block).size() > 1;
        Optional<String> label =
                labels(block, several, kind).stream()
                        .filter(text -> text.length() * CHARACTER <= width)
                        .findFirst();
        if (several && label.isPresent()) {
            svg.box(x, y + HEIGHT - PLATE, width, PLATE, "#ffffff");
        }
        svg.outline(x, y, width, HEIGHT, kind, block.offset(), block.bytes());
        label.ifPresent(text -> svg.centred(x + width / 2, several ? y + 34 : y + 26, 15, text));
    }

    /** What to write into a block, the more the better. */
    private static List<String> labels(Block block, boolean several, String kind) {
        String bytes = String.valueOf(block.bytes());
        String whole = bytes + (several ? " bytes in one " + kind : " bytes");
        return switch (block) {
            case Block.Read(_, _, _, _, Optional<Character> awaited) when awaited.isPresent() ->
                    List.of(
                            whole + ", read for " + awaited.get(),
                            bytes + " bytes for " + awaited.get(),
                            bytes);
            case Block.Read _, Block.Write _ -> List.of(whole, bytes);
        };
    }
}
