package dev.landline.server.os;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A process that carries a mark in its environment.
 *
 * @param pid its number
 * @param started when it was started, to a hundredth of a second
 * @param argv the program's name and arguments, as the process shows them now
 * @param marks all of its variables whose names begin with {@code LANDLINE_}
 */
public record MarkedProcess(
        long pid, Instant started, List<String> argv, Map<String, String> marks) {

    /** Copies the collections. */
    public MarkedProcess {
        argv = List.copyOf(argv);
        marks = Map.copyOf(marks);
    }
}
