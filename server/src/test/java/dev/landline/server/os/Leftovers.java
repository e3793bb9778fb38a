package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a launcher could leave behind, at one moment: pipes, terminals and event descriptors,
 * children (zombies too), threads.
 */
record Leftovers(List<String> descriptors, List<String> children, List<String> threads) {

    static Leftovers take() throws IOException {
        return new Leftovers(openDescriptors(), childProcesses(), ourThreads());
    }

    /** Checks that there is nothing now that was not there then. */
    void assertNothingNew() throws IOException {
        Leftovers now = take();
        assertThat(without(now.children, children)).as("children left").isEmpty();
        assertThat(without(now.descriptors, descriptors)).as("descriptors left").isEmpty();
        assertThat(without(now.threads, threads)).as("threads left").isEmpty();
    }

    private static List<String> without(List<String> now, List<String> before) {
        List<String> rest = new ArrayList<>(now);
        before.forEach(rest::remove);
        return rest;
    }

    private static List<String> openDescriptors() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : all) {
                String target = targetOf(link);
                if (target.startsWith("pipe:")
                        || target.startsWith("anon_inode:")
                        || target.endsWith("/ptmx")) {
                    found.add(target);
                }
            }
        }
        return found;
    }

    private static String targetOf(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // The one that the listing itself used.
            return "";
        }
    }

    private static List<String> childProcesses() throws IOException {
        String self = Long.toString(ProcessHandle.current().pid());
        return ProcessState.all().stream()
                .filter(process -> process.field(ProcessState.PARENT).equals(self))
                .map(process -> process.pid() + " " + process.name())
                .toList();
    }

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("landline-"))
                .toList();
    }
}
