package dev.landline.server.os;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * What {@code /proc} says about a process.
 *
 * @param name the name of its program
 * @param fields the rest of its status line
 */
record ProcessState(long pid, String name, List<String> fields) {

    static final int STATE = 0;
    static final int PARENT = 1;
    static final int GROUP = 2;
    static final int SESSION = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(1);

    String field(int index) {
        return fields.get(index);
    }

    static Optional<ProcessState> of(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            int end = line.lastIndexOf(')');
            return Optional.of(
                    new ProcessState(
                            pid,
                            line.substring(line.indexOf('(') + 1, end),
                            List.of(line.substring(end + 2).split(" "))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static List<ProcessState> all() throws IOException {
        List<ProcessState> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Whether a process is there and is no zombie. */
    static boolean lives(long pid) {
        return of(pid).filter(process -> !process.field(STATE).equals("Z")).isPresent();
    }

    /** Waits until something is so, and fails when it takes too long. */
    static void await(String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
