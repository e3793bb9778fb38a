package dev.landline.cli.lab.view;

import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the bytes of a lane lie across a drawing. Lengths are in proportion, but nothing between
 * two cuts gets less than a least width: four bytes beside 2,500 would not be seen.
 */
final class Axis {

    private final List<Long> edges;
    private final int[] places;

    /**
     * Lays out a lane.
     *
     * @param width of the whole drawing
     * @param mark the width of the mark at each edge
     * @param least the least width between two marks
     */
    Axis(Lane lane, int width, int mark, int least) {
        TreeSet<Long> all = new TreeSet<>();
        all.add(0L);
        lane.parts().forEach(part -> all.add(part.end()));
        Stream.of(lane.writes(), lane.reads())
                .flatMap(List::stream)
                .map(Block.class::cast)
                .forEach(block -> {
                    all.add(block.offset());
                    all.add(block.end());
                });
        edges = new ArrayList<>(all);
        places = new int[edges.size()];
        int gaps = edges.size() - 1;
        int share = Math.max(0, width - mark * edges.size() - least * gaps);
        long total = Math.max(1, edges.getLast());
        for (int i = 1; i < places.length; i++) {
            places[i] = (mark + least) * i + (int) (share * edges.get(i) / total);
        }
    }

    /** Where an edge is: the beginning or end of a part, a write or a read. */
    int place(long offset) {
        int index = edges.indexOf(offset);
        if (index < 0) {
            throw new IllegalArgumentException("expected one of " + edges + ", got " + offset);
        }
        return places[index];
    }

    /** How much room it takes, without the mark at its end. */
    int width() {
        return places[places.length - 1];
    }
}
