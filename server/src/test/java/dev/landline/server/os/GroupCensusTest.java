package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupCensusTest {

    @TempDir private Path proc;

    @Test
    void livingMembersCount() throws Exception {
        process(10, "cat", "S", 5);

        assertThat(new GroupCensus(proc).hasMembers(5)).isTrue();
        assertThat(new GroupCensus(proc).hasMembers(6)).isFalse();
    }

    @Test
    void zombiesDoNotCount() throws Exception {
        process(10, "cat", "Z", 5);
        process(11, "cat", "X", 5);

        assertThat(new GroupCensus(proc).hasMembers(5)).isFalse();
    }

    @Test
    void aProgramsNameCannotForgeItsGroup() throws Exception {
        process(10, "evil) S 1 7 (x", "S", 5);

        assertThat(new GroupCensus(proc).hasMembers(5)).isTrue();
        assertThat(new GroupCensus(proc).hasMembers(7)).isFalse();
    }

    @Test
    void eachAnswerIsNew() throws Exception {
        GroupCensus census = new GroupCensus(proc);
        assertThat(census.hasMembers(5)).isFalse();
        process(10, "cat", "R", 5);

        assertThat(census.hasMembers(5)).isTrue();
    }

    @Test
    void whoeverAsksDuringAReadingGetsTheNextOne() throws Exception {
        Path slow = Files.createDirectory(proc.resolve("10"));
        try (LaunchedCommands commands = new LaunchedCommands()) {
            commands.run("mkfifo", slow.resolve("stat").toString());
        }
        GroupCensus census = new GroupCensus(proc);
        FutureTask<Boolean> first = new FutureTask<>(() -> census.hasMembers(5));
        Thread.ofPlatform().start(first);
        FutureTask<Boolean> second = new FutureTask<>(() -> census.hasMembers(6));
        // Opens when the first reading has come to this process.
        try (var writer = Files.newOutputStream(slow.resolve("stat"))) {
            Files.delete(slow.resolve("stat"));
            process(11, "cat", "S", 6);
            Thread asking = Thread.ofPlatform().start(second);
            ProcessState.await("the second", () -> asking.getState() == Thread.State.WAITING);
            writer.write("10 (cat) S 1 5 5 0 -1\n".getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(first.get()).isTrue();
        assertThat(second.get()).isTrue();
    }

    @Test
    void aProcessThatWentAwayMeanwhileDoesNotCount() throws Exception {
        Files.createDirectory(proc.resolve("10"));
        process(11, "cat", "D", 5);

        assertThat(new GroupCensus(proc).hasMembers(5)).isTrue();
        assertThat(new GroupCensus(proc).hasMembers(6)).isFalse();
    }

    @Test
    void withoutAProcessFileSystemEveryGroupMayHaveMembers() throws Exception {
        assertThat(new GroupCensus(proc.resolve("missing")).hasMembers(5)).isTrue();
    }

    @Test
    void theSystemsOwnIsUnderstood() throws Exception {
        try (LaunchedCommands commands = new LaunchedCommands();
                ChildProcess child = commands.start("cat")) {
            GroupCensus census = new GroupCensus(Path.of("/proc"));
            assertThat(census.hasMembers(child.pid())).isTrue();
            child.stdin().close();
            child.waitFor();

            assertThat(census.hasMembers(child.pid())).isFalse();
        }
    }

    private void process(int pid, String name, String state, int group) throws IOException {
        Path directory = Files.createDirectory(proc.resolve(Integer.toString(pid)));
        Files.writeString(
                directory.resolve("stat"),
                pid + " (" + name + ") " + state + " 1 " + group + " " + group + " 0 -1\n");
    }
}
