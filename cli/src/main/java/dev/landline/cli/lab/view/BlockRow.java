package dev.landline.cli.lab.view;

import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.Piece;
import java.util.List;

/** The writes or the reads of a lane as a row of blocks, with a mark at each cut. */
final class BlockRow {

    private static final char NOBODY = ' ';

    private final Lane lane;
    private final Axis axis;
    private final StringBuilder text;
    private final char[] owners;

    BlockRow(Lane lane, Axis axis, List<? extends Block> blocks) {
        this.lane = lane;
        this.axis = axis;
        this.text = new StringBuilder(" ".repeat(axis.width() + 1));
        this.owners = text.toString().toCharArray();
        blocks.forEach(this::fill);
        blocks.forEach(this::cut);
    }

    private void fill(Block block) {
        for (Piece piece : lane.pieces(block)) {
            char letter = piece.part().letter();
            for (int at = axis.place(piece.from()); at < axis.place(piece.to()); at++) {
                text.setCharAt(at, letter);
                owners[at] = letter;
            }
        }
        String size = " " + block.bytes() + " ";
        int from = axis.place(block.offset()) + 1;
        int room = axis.place(block.end()) - from;
        if (size.length() + 2 <= room) {
            int start = from + (room - size.length()) / 2;
            text.replace(start, start + size.length(), size);
        }
    }

    private void cut(Block block) {
        for (int at : new int[] {axis.place(block.offset()), axis.place(block.end())}) {
            text.setCharAt(at, '|');
            owners[at] = NOBODY;
        }
    }

    String painted(Paint paint) {
        StringBuilder row = new StringBuilder();
        for (int from = 0, to; from < owners.length; from = to) {
            to = from + 1;
            while (to < owners.length && owners[to] == owners[from]) {
                to++;
            }
            String run = text.substring(from, to);
            row.append(owners[from] == NOBODY ? run : paint.message(owners[from], run));
        }
        return row.toString().stripTrailing();
    }
}
