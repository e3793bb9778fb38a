package dev.landline.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code spec/PROTOCOL.md} in parts: sections, and in them tables and blocks of code. */
record Specification(List<Section> sections) {

    /** One heading and what stands below it, up to the next heading. */
    record Section(String number, String title, List<String> lines) {

        /** Every table, each a list of rows without the rule below the heading. */
        List<List<List<String>>> tables() {
            List<List<List<String>>> tables = new ArrayList<>();
            boolean inTable = false;
            for (String line : lines) {
                boolean row = line.startsWith("|");
                if (row && !inTable) {
                    tables.add(new ArrayList<>());
                }
                if (row && !line.startsWith("|---")) {
                    tables.getLast().add(cells(line));
                }
                inTable = row;
            }
            return tables;
        }

        /** The rows of the table whose heading is this, the heading itself left out. */
        List<List<String>> table(String... heading) {
            return tables().stream()
                    .filter(table -> table.getFirst().equals(List.of(heading)))
                    .map(table -> table.subList(1, table.size()))
                    .findFirst()
                    .orElseThrow(() ->
                            new AssertionError(
                                    "section "
                                            + number
                                            + ": expected a table of "
                                            + List.of(heading)));
        }

        /** Every block between two lines of three backquotes. */
        List<List<String>> codeBlocks() {
            List<Integer> fences =
                    IntStream.range(0, lines.size())
                            .filter(i -> lines.get(i).startsWith("```"))
                            .boxed()
                            .toList();
            return IntStream.range(0, fences.size() / 2)
                    .mapToObj(i -> lines.subList(fences.get(2 * i) + 1, fences.get(2 * i + 1)))
                    .toList();
        }

        String text() {
            return String.join("\n", lines);
        }

        private static List<String> cells(String line) {
            List<String> cells = List.of(line.strip().split("\\|", -1));
            return cells.subList(1, cells.size() - 1).stream().map(String::strip).toList();
        }
    }

    static Specification read() throws IOException {
        return parse(Repository.file("spec/PROTOCOL.md"));
    }

    private static Specification parse(Path file) throws IOException {
        List<Section> sections = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.matches("##+ [0-9.]+ .*")) {
                String[] parts = line.split(" ", 3);
                sections.add(new Section(parts[1], parts[2], new ArrayList<>()));
            } else if (!sections.isEmpty()) {
                sections.getLast().lines().add(line);
            }
        }
        return new Specification(sections);
    }

    Section section(String number) {
        return find(number).orElseThrow(() -> new AssertionError("expected a section " + number));
    }

    Optional<Section> find(String number) {
        return sections.stream().filter(section -> section.number().equals(number)).findFirst();
    }

    /** The sections 5.1, 5.2 … by their titles, which are the types of the frames. */
    Map<String, Section> frames() {
        return sections.stream()
                .filter(section -> section.number().startsWith("5."))
                .collect(Collectors.toMap(Section::title, section -> section));
    }

    /** A word in backquotes without them; anything else as it is. */
    static String word(String cell) {
        return cell.matches("`[^`]*`") ? cell.substring(1, cell.length() - 1) : cell;
    }
}
