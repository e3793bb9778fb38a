package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landline.ExitStatus.Exited;
import dev.landline.ExitStatus.NotStarted;
import dev.landline.ExitStatus.Reason;
import dev.landline.ExitStatus.Signaled;
import dev.landline.TerminalSize;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A terminal as what controls a session: its jobs, its size, its owner, its end. */
@Timeout(60)
class PtyTest {

    private static final String CTRL_C = "\u0003";
    private static final String CTRL_Z = "\u001a";

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
    void allThreeStreamsAreTheTerminalOfTheSession() throws Exception {
        LaunchedCommands.Result result =
                commands.run(
                        shell(
                                "for i in 0 1 2; do readlink /proc/self/fd/$i; done; tty;"
                                        + " echo text > /dev/tty; ls -1 /proc/self/fd;"
                                        + " ps -o pid=,pgid=,sid=,tpgid= -p $$; exit 7"));

        List<String> lines = result.out().lines().toList();
        assertThat(lines.getFirst()).startsWith("/dev/pts/");
        assertThat(lines.subList(1, 4)).containsOnly(lines.getFirst());
        // The last is the one that ls reads the folder with.
        assertThat(lines.subList(4, 9)).containsExactly("text", "0", "1", "2", "3");
        String[] ids = lines.get(9).strip().split(" +", -1);
        assertThat(ids).hasSize(4).containsOnly(ids[0]);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isEqualTo(new Exited(7));
    }

    @Test
    void itHasItsSizeFromTheStart() throws Exception {
        assertThat(commands.run(shell("stty size")).out()).isEqualTo("37 132\r\n");
        CommandSpec largest = PtyCommands.command(new TerminalSize(65_535, 65_535), "stty", "size");
        assertThat(commands.run(largest).out()).isEqualTo("65535 65535\r\n");
    }

    @Test
    void itTakesInputForUtf8() throws Exception {
        assertThat(commands.run(shell("stty -a")).out()).contains(" iutf8").contains(" icanon");
    }

    @Test
    void aNewSizeIsToldAndHeardOf() throws Exception {
        String script = "trap 'stty size; exit 3' WINCH; echo ready; sleep 1000 & wait";
        try (ChildProcess child = commands.start(shell(script))) {
            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("ready\r");
            child.resize(new TerminalSize(200, 50));

            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("50 200\r");
            assertThat(child.waitFor()).isEqualTo(new Exited(3));
            child.resize(new TerminalSize(1, 1));
            child.stdout().close();
            child.resize(new TerminalSize(1, 1));
            child.stdin().close();
            child.resize(new TerminalSize(1, 1));
        }
    }

    @Test
    void aChildWithPipesHasNoSize() throws Exception {
        try (ChildProcess child = commands.start("cat")) {
            child.resize(new TerminalSize(1, 1));
            child.stdin().endOfInput();

            assertThat(LaunchedCommands.readAll(child.stdout())).isEmpty();
            assertThat(child.waitFor()).isEqualTo(new Exited(0));
            assertThatThrownBy(() -> LaunchedCommands.write(child.stdin(), "x"))
                    .isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void ctrlCInterruptsWhatIsInTheForeground() throws Exception {
        try (ChildProcess child = commands.start(shell("echo ready; exec sleep 1000"))) {
            LaunchedCommands.readLine(child.stdout());
            LaunchedCommands.write(child.stdin(), CTRL_C);

            assertThat(child.waitFor()).isEqualTo(new Signaled(2, "INT", false));
            assertThat(LaunchedCommands.readAll(child.stdout())).isEqualTo("^C");
        }
    }

    @Test
    void aShellHasJobControl() throws Exception {
        CommandSpec bash =
                PtyCommands.command(PtyCommands.SIZE, "bash", "--norc", "--noediting", "-i");
        try (ChildProcess child = commands.start(bash)) {
            String early = PtyCommands.type(child, "PS1=; echo here$((1 + 1))\n", "here2\r\n");
            assertThat(early).doesNotContain("job control");
            PtyCommands.type(child, "sh -c 'echo up$((1 + 1)); exec sleep 1000'\n", "up2\r\n");
            PtyCommands.type(child, CTRL_Z, "Stopped");
            PtyCommands.type(child, "jobs; echo jobs$((1 + 1))\n", "jobs2\r\n");
            PtyCommands.type(child, "exit 5\n", "There are stopped jobs");
            LaunchedCommands.write(child.stdin(), "exit 5\n");

            assertThat(child.waitFor()).isEqualTo(new Exited(5));
        }
    }

    @Test
    void itCanBeCalledByAnotherName() throws Exception {
        CommandSpec login =
                new CommandSpec(
                        List.of("bash", "-c", "echo $0; shopt -q login_shell && echo login"),
                        LaunchedCommands.ENV,
                        Path.of("/"),
                        Optional.of("-bash"),
                        Optional.empty());

        assertThat(commands.run(login).out()).isEqualTo("-bash\nlogin\n");
        assertThatThrownBy(() ->
                        new CommandSpec(
                                List.of("sh"),
                                Map.of(),
                                Path.of("/"),
                                Optional.of("a\0b"),
                                Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closingHangsTheSessionUp() throws Exception {
        String script = "set -m; sleep 1000 & echo $!; exec sleep 1000";
        long background;
        ChildProcess child = commands.start(shell(script));
        try (child) {
            background = Long.parseLong(LaunchedCommands.readLine(child.stdout()).strip());
            // Gives the group up: nothing but the terminal is left to end it.
            child.reap();
        }

        assertThat(child.waitFor()).isEqualTo(new Signaled(1, "HUP", false));
        assertThat(ProcessHandle.of(background).map(ProcessHandle::destroyForcibly)).isNotEmpty();
    }

    @Test
    void aGroupOnATerminalIsEndedLikeAnyOther() throws Exception {
        String script = "trap '' HUP TERM; sleep 1000 & echo $!; wait";
        long grandchild;
        ChildProcess child = commands.start(shell(script));
        try (child) {
            grandchild = Long.parseLong(LaunchedCommands.readLine(child.stdout()).strip());
        }

        assertThat(child.waitFor()).isEqualTo(new Signaled(9, "KILL", false));
        assertThat(ProcessState.lives(grandchild)).isFalse();
    }

    @Test
    void theDeviceBelongsToItsOwner() throws Exception {
        String stat = "stat -c '%u %a' $(tty)";
        String[] own = commands.run(shell(stat)).out().strip().split(" ", -1);
        assertThat(Long.parseLong(own[0])).isEqualTo(PtyCommands.uid());
        assertThat(own[1]).isIn("600", "620");

        assumeTrue(PtyCommands.uid() == 0, "only root gives files away");
        CommandSpec command = PtyCommands.ownedBy(4711, "sh", "-c", stat);
        assertThat(commands.run(command).out()).isEqualTo("4711 620\r\n");
    }

    @Test
    void ownersThatAreNoneAreRefused() {
        for (long owner : new long[] {-1, 0xffff_ffffL}) {
            assertThatThrownBy(() -> new CommandSpec.Pty(PtyCommands.SIZE, owner))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("from 0 to 4294967294, got " + owner);
        }
    }

    @Test
    void whatCannotBeStartedLeavesNoTerminal() throws Exception {
        StartOutcome outcome =
                commands.tryStart(PtyCommands.command(PtyCommands.SIZE, "no-such-program"));

        assertThat(outcome).isInstanceOf(StartOutcome.Failed.class);
        NotStarted status = ((StartOutcome.Failed) outcome).status();
        assertThat(status.reason()).isEqualTo(Reason.NOT_FOUND);
    }

    private static CommandSpec shell(String script) {
        return PtyCommands.command(PtyCommands.SIZE, "sh", "-c", script);
    }
}
