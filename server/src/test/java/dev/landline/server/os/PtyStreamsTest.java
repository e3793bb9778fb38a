package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ExitStatus.Exited;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is typed into a terminal, and what comes out of it. */
@Timeout(60)
class PtyStreamsTest {

    private static final String CTRL_D = "\u0004";

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
    void theEndOfInputEndsOneReaderAndNotTheTerminal() throws Exception {
        String script = "stty -echo; echo ready; cat; echo between; cat; echo done";
        try (ChildProcess child = commands.start(shell(script))) {
            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("ready\r");
            LaunchedCommands.write(child.stdin(), "whole line\n");
            child.stdin().endOfInput();
            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("whole line\r");
            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("between\r");
            LaunchedCommands.write(child.stdin(), "half a line; ");
            child.stdin().endOfInput();

            assertThat(LaunchedCommands.readAll(child.stdout())).isEqualTo("half a line; done\r\n");
            assertThat(child.waitFor()).isEqualTo(new Exited(0));
        }
    }

    @Test
    void theEndOfInputIsTheCharacterThatIsSetForIt() throws Exception {
        String script = "stty -echo eof ^A; echo ready; cat; echo done";
        try (ChildProcess child = commands.start(shell(script))) {
            LaunchedCommands.readLine(child.stdout());
            LaunchedCommands.write(child.stdin(), CTRL_D + "\n");
            child.stdin().endOfInput();

            assertThat(LaunchedCommands.readAll(child.stdout())).isEqualTo("\u0004\r\ndone\r\n");
        }
    }

    @Test
    void aRawTerminalHasNoEndOfInput() throws Exception {
        String script = "stty raw -echo; echo ready; head -c 1 | od -An -c";
        try (ChildProcess child = commands.start(shell(script))) {
            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("ready");
            child.stdin().endOfInput();
            LaunchedCommands.write(child.stdin(), "x");

            assertThat(LaunchedCommands.readAll(child.stdout()).strip()).isEqualTo("x");
        }
    }

    @Test
    void aMebibyteArrivesExactly() throws Exception {
        CommandSpec command =
                shell("stty raw; head -c 1048576 /dev/zero | tr '\\0' 'x'; printf '\\n\\r\\004'");
        String out = commands.run(command).out();

        assertThat(out).isEqualTo("x".repeat(1 << 20) + "\n\r\u0004");
    }

    @Test
    void aMebibyteGoesInExactly(@TempDir Path directory) throws Exception {
        String script = "stty raw -echo; echo ready; head -c 1048576 | cksum";
        byte[] all = new byte[1 << 20];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 7 + i / 251);
        }
        Path file = Files.write(directory.resolve("all"), all);
        try (ChildProcess child = commands.start(shell(script))) {
            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("ready");
            child.stdin().write(all, 0, all.length);

            assertThat(LaunchedCommands.readAll(child.stdout()).strip())
                    .isEqualTo(commands.shell("cksum <" + file).out().strip());
        }
    }

    @RepeatedTest(100)
    void whatIsWrittenRightBeforeTheEndIsThere() throws Exception {
        try (ChildProcess child = commands.start(shell("seq 300; exit 9"))) {
            assertThat(child.waitFor()).isEqualTo(new Exited(9));
            assertThat(LaunchedCommands.readAll(child.stdout()).lines())
                    .hasSize(300)
                    .endsWith("300");
            assertThat(child.stdout().read(new byte[1], 0, 1)).isEqualTo(-1);
        }
    }

    @Test
    void aProcessInTheBackgroundHoldsTheTerminalOpen(@TempDir Path directory) throws Exception {
        Path fifo = directory.resolve("fifo");
        commands.run("mkfifo", fifo.toString());
        // In a group of its own: the end of the leader hangs up what is in the foreground.
        String script =
                "set -m; sh -c 'echo up; read x < " + fifo + "; echo late' & read y; exit 4";
        try (ChildProcess child = commands.start(shell(script))) {
            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("up\r");
            LaunchedCommands.write(child.stdin(), "\n");
            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("\r");
            assertThat(child.waitFor()).isEqualTo(new Exited(4));
            FutureTask<String> reading =
                    new FutureTask<>(() -> LaunchedCommands.readAll(child.stdout()));
            Thread reader = Thread.startVirtualThread(reading);
            ProcessState.await("wait", () -> reader.getState() == Thread.State.WAITING);
            Files.writeString(fifo, "\n");

            assertThat(reading.get()).isEqualTo("late\r\n");
        }
    }

    @Test
    void typingWhereNobodyReadsAnyMoreFails() throws Exception {
        try (ChildProcess child = commands.start(shell("exit 0"))) {
            LaunchedCommands.readAll(child.stdout());

            assertThatThrownBy(() -> LaunchedCommands.write(child.stdin(), "x"))
                    .isInstanceOf(BrokenPipeException.class);
            assertThatThrownBy(() -> child.stdin().endOfInput())
                    .isInstanceOf(BrokenPipeException.class);
            child.stdin().close();
            assertThatThrownBy(() -> child.stdin().endOfInput())
                    .isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void aWriterThatWaitsIsWokenByTheEndOfTheChild() throws Exception {
        try (ChildProcess child = commands.start(shell("stty raw -echo; echo ready; read x"))) {
            LaunchedCommands.readLine(child.stdout());
            // Without an end of line, so that the shell does not go on.
            FutureTask<Void> typing =
                    new FutureTask<>(() -> {
                        child.stdin().write(new byte[8 << 20], 0, 8 << 20);
                        return null;
                    });
            Thread typist = Thread.startVirtualThread(typing);
            commands.run("kill", "-STOP", Long.toString(child.pid()));
            ProcessState.await("wait", () -> typist.getState() == Thread.State.WAITING);
            child.signalGroup(Signal.KILL);

            assertThatThrownBy(typing::get).hasCauseInstanceOf(BrokenPipeException.class);
        }
    }

    @Test
    void closingWakesWhoeverWaits() throws Exception {
        ChildProcess child = commands.start(shell("stty raw -echo; echo ready; sleep 1000"));
        FutureTask<Integer> reading =
                new FutureTask<>(() -> child.stdout().read(new byte[1], 0, 1));
        FutureTask<Integer> typing =
                new FutureTask<>(() -> {
                    child.stdin().write(new byte[8 << 20], 0, 8 << 20);
                    return 0;
                });
        try (child) {
            LaunchedCommands.readLine(child.stdout());
            for (FutureTask<Integer> task : List.of(reading, typing)) {
                Thread thread = Thread.startVirtualThread(task);
                ProcessState.await("wait", () -> thread.getState() == Thread.State.WAITING);
            }
        }

        assertThatThrownBy(reading::get).hasCauseInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(typing::get).hasCauseInstanceOf(ClosedChannelException.class);
    }

    @Test
    void messagesAreAtTheirEndFromTheStart() throws Exception {
        try (ChildProcess child = commands.start(shell("sleep 1000"))) {
            byte[] bytes = new byte[1];
            assertThat(child.stderr().read(bytes, 0, 0)).isZero();
            assertThat(child.stderr().read(bytes, 0, 1)).isEqualTo(-1);
            assertThatThrownBy(() -> child.stderr().read(bytes, 1, 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            child.stderr().close();
            assertThatThrownBy(() -> child.stderr().read(bytes, 0, 1))
                    .isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void inputIsEchoedAndCanBeErasedByWholeCharacters() throws Exception {
        try (ChildProcess child = commands.start(shell("echo ready; cat"))) {
            LaunchedCommands.readLine(child.stdout());
            LaunchedCommands.write(child.stdin(), "a\u00e9\u007fb\n" + CTRL_D);
            byte[] all = LaunchedCommands.readAll(child.stdout()).getBytes(StandardCharsets.UTF_8);

            assertThat(new String(all, StandardCharsets.UTF_8)).endsWith("\r\nab\r\n");
        }
    }

    private static CommandSpec shell(String script) {
        return PtyCommands.command(PtyCommands.SIZE, "sh", "-c", script);
    }
}
