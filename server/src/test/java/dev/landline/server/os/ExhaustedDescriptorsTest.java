package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landline.ExitStatus.Exited;
import dev.landline.ExitStatus.Reason;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts with none, one, two and more descriptors left: fails cleanly until there are enough. */
@Timeout(60)
class ExhaustedDescriptorsTest {

    private static final int SPARE = 16;

    @Test
    void aStartWithoutDescriptorsFailsAndLeavesNothingOpen() throws Exception {
        startWithFewAndMore(
                LaunchedCommands.command("true"),
                6,
                "true: not started: pipe: Too many open files");
    }

    @Test
    void aStartOnATerminalWithoutDescriptorsFailsAndLeavesNothingOpen() throws Exception {
        startWithFewAndMore(
                PtyCommands.command(PtyCommands.SIZE, "true"),
                2,
                "true: not started: pseudo-terminal: Too many open files");
    }

    private static void startWithFewAndMore(CommandSpec command, int needed, String message)
            throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "needs prlimit");
        String limit = softLimit();
        try (LaunchedCommands commands = new LaunchedCommands()) {
            // Everything once, so that no class has to be opened when no file can be.
            assertThat(commands.run(command).status()).isEqualTo(new Exited(0));
            assertThat(commands.tryStart(LaunchedCommands.command("no-such-program")))
                    .isInstanceOf(StartOutcome.Failed.class);

            Deque<FileInputStream> fillers = new ArrayDeque<>();
            setSoftLimit(commands, Long.toString(highestDescriptor() + SPARE));
            try {
                fill(fillers);
                for (int free = 0; free <= needed + 1; free++) {
                    StartOutcome outcome = commands.tryStart(command);
                    if (free < needed) {
                        assertThat(outcome).isInstanceOf(StartOutcome.Failed.class);
                        var status = ((StartOutcome.Failed) outcome).status();
                        assertThat(status.reason()).isEqualTo(Reason.FAILED);
                        assertThat(status.message()).isEqualTo(message);
                    } else {
                        assertThat(outcome).isInstanceOf(StartOutcome.Started.class);
                        try (ChildProcess child = ((StartOutcome.Started) outcome).child()) {
                            assertThat(child.waitFor()).isEqualTo(new Exited(0));
                        }
                    }
                    fillers.pop().close();
                }
            } finally {
                for (FileInputStream filler : fillers) {
                    filler.close();
                }
                setSoftLimit(commands, limit);
            }
        }
    }

    private static void fill(Deque<FileInputStream> fillers) throws IOException {
        while (true) {
            try {
                fillers.push(new FileInputStream("/dev/null"));
            } catch (FileNotFoundException e) {
                return;
            }
        }
    }

    private static long highestDescriptor() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.mapToLong(link -> Long.parseLong(link.getFileName().toString()))
                    .max()
                    .orElseThrow();
        }
    }

    private static String softLimit() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s+", -1)[3])
                .findFirst()
                .orElseThrow();
    }

    private static void setSoftLimit(LaunchedCommands commands, String limit) throws Exception {
        String self = Long.toString(ProcessHandle.current().pid());
        assertThat(commands.run("prlimit", "--pid", self, "--nofile=" + limit + ":").status())
                .isEqualTo(new Exited(0));
    }
}
