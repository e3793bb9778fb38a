package dev.landline.cli.lab.view;

import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Many messages in a few cells: of each cell, how many of its messages arrived. */
final class BurstCells {

    /**
     * Some messages that were sent one after the other.
     *
     * @param sent how many
     * @param received how many of them were read
     */
    record Cell(int sent, int received) {
        char letter() {
            return received == sent ? '#' : received == 0 ? '.' : '+';
        }
    }

    private BurstCells() {}

    static List<Cell> of(Lane lane, int count) {
        Set<Long> arrived = lane.reads().stream().map(Block::offset).collect(Collectors.toSet());
        int messages = lane.writes().size();
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Block.Write> writes =
                    lane.writes().subList(messages * i / count, messages * (i + 1) / count);
            int received = (int) writes.stream().filter(w -> arrived.contains(w.offset())).count();
            cells.add(new Cell(writes.size(), received));
        }
        return cells;
    }
}
