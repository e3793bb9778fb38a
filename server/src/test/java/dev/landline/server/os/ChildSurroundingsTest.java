package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus.Exited;
import dev.landline.ExitStatus.NotStarted;
import dev.landline.ExitStatus.Reason;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildSurroundingsTest {

    private LaunchedCommands commands;

    @BeforeEach
    void open() throws IOException {
        commands = new LaunchedCommands();
    }

    @AfterEach
    void close() throws IOException {
        commands.close();
    }

    @Test
    void argumentsArriveExactly() throws Exception {
        List<String> arguments =
                List.of(
                        "",
                        " ",
                        "a b",
                        "*",
                        "$HOME",
                        "'\"\\",
                        "-n",
                        "line\nline",
                        "\u00e9\u65e5\ud83d\ude00");
        List<String> argv = new ArrayList<>(List.of("printf", "<%s>"));
        argv.addAll(arguments);

        String out = commands.run(new CommandSpec(argv, LaunchedCommands.ENV, Path.of("/"))).out();

        assertThat(out).isEqualTo("<" + String.join("><", arguments) + ">");
    }

    @Test
    void theEnvironmentIsExactlyTheGivenOne() throws Exception {
        Map<String, String> env =
                Map.of("A", "1", "EMPTY", "", "PATH", "/bin", "L", "a=b\u00e9\nc");

        String out =
                commands.run(new CommandSpec(List.of("/usr/bin/env", "-0"), env, Path.of("/")))
                        .out();

        assertThat(out.split("\0", 0))
                .containsExactlyInAnyOrder("A=1", "EMPTY=", "PATH=/bin", "L=a=b\u00e9\nc");
    }

    @Test
    void theWorkingDirectoryIsTheGivenOne(@TempDir Path parent) throws Exception {
        Path directory = Files.createDirectory(parent.resolve("with space %41"));

        String out =
                commands.run(new CommandSpec(List.of("pwd"), LaunchedCommands.ENV, directory))
                        .out();

        assertThat(out).isEqualTo(directory.toRealPath() + "\n");
    }

    @Test
    void aWorkingDirectoryWhoseNameIsNoTextCanBeUsed(@TempDir Path parent) throws Exception {
        // Only such a name as a directory listing gives keeps the bytes.
        commands.run(
                new CommandSpec(
                        List.of("sh", "-c", "mkdir \"$(printf 'x\\377y')\""),
                        LaunchedCommands.ENV,
                        parent));
        Path directory;
        try (var listing = Files.newDirectoryStream(parent)) {
            directory = listing.iterator().next();
        }

        LaunchedCommands.Result result =
                commands.run(
                        new CommandSpec(
                                List.of("sh", "-c", "touch here; pwd | od -An -v -w4096 -tx1"),
                                LaunchedCommands.ENV,
                                directory));

        assertThat(result.out()).contains("78 ff 79");
        assertThat(directory.resolve("here")).exists();
    }

    @Test
    void theChildLeadsItsOwnSessionAndGroup() throws Exception {
        try (ChildProcess child = commands.start("cat")) {
            ProcessState state = ProcessState.of(child.pid()).orElseThrow();

            assertThat(state.field(ProcessState.SESSION)).isEqualTo(Long.toString(child.pid()));
            assertThat(state.field(ProcessState.GROUP)).isEqualTo(Long.toString(child.pid()));
            assertThat(state.field(ProcessState.PARENT))
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void noSignalIsBlockedOrIgnored() throws Exception {
        String zeros = "0".repeat(16);

        assertThat(commands.run("grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status").out())
                .isEqualTo("SigBlk:\t" + zeros + "\nSigIgn:\t" + zeros + "\n");
    }

    @Test
    void onlyTheThreeStandardDescriptorsAreOpen() throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            // Pipes without close-on-exec, such as native code in the same process may have.
            MemorySegment pair = arena.allocate(ValueLayout.JAVA_INT, 2);
            assertThat(LibC.call(Function.PIPE2, pair.address(), 0)).isZero();
            try {
                // 3 is the one with which ls reads the directory.
                assertThat(commands.run("ls", "/proc/self/fd").out()).isEqualTo("0\n1\n2\n3\n");
            } finally {
                LibC.close(pair.getAtIndex(ValueLayout.JAVA_INT, 0));
                LibC.close(pair.getAtIndex(ValueLayout.JAVA_INT, 1));
            }
        }
    }

    @Test
    void theChildsEndsOfThePipesBlock() throws Exception {
        // With O_NONBLOCK (octal 4000) on them, ordinary programs fail with EAGAIN.
        String out = commands.shell("cat /proc/self/fdinfo/[012] | grep flags").out();

        assertThat(out.lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).doesNotMatch(".*[4567]...$"));
    }

    @Test
    void aProgramThatIsStillBeingWrittenGetsATimeToBeFinished(@TempDir Path directory)
            throws Exception {
        Path program = Files.copy(Path.of("/bin/true"), directory.resolve("program"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        CommandSpec command = LaunchedCommands.command(program.toString());
        try (var writer = Files.newOutputStream(program, StandardOpenOption.APPEND)) {
            assertThat(writer).isNotNull();
            long start = System.nanoTime();

            assertThat(commands.tryStart(command))
                    .isEqualTo(
                            new StartOutcome.Failed(
                                    new NotStarted(Reason.FAILED, program + ": Text file busy")));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(Duration.ofMillis(1 + 2 + 4 + 8 + 16));
        }
        assertThat(commands.run(command).status()).isEqualTo(new Exited(0));
    }
}
