package dev.landline.cli.hosts;

import dev.landline.cli.console.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rows of cells as lines with straight columns. The last cell of a row is clipped where there is no
 * room for it.
 *
 * @param head what stands above the columns
 * @param right the columns that are numbers
 * @param width how many columns the place has where it is shown
 */
record TextTable(List<String> head, Set<Integer> right, int width) {

    private static final int GAP = 2;
    private static final int LEAST_LAST = 10;

    List<String> lines(List<List<String>> rows) {
        int[] widths = head.stream().mapToInt(Columns::of).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Columns.of(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>(rows.size() + 1);
        lines.add(line(head, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        int column = 0;
        int last = row.size() - 1;
        for (int i = 0; i < last; i++) {
            int padding = widths[i] - Columns.of(row.get(i));
            boolean before = right.contains(i);
            line.repeat(' ', before ? padding : 0).append(row.get(i));
            line.repeat(' ', (before ? 0 : padding) + GAP);
            column += widths[i] + GAP;
        }
        int room = Math.max(LEAST_LAST, width - column);
        String text = row.get(last);
        return line.append(Columns.of(text) > room ? Columns.fitting(text, room - 1) + "…" : text)
                .toString();
    }
}
