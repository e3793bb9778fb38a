package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus.Exited;
import dev.landline.ExitStatus.Signaled;
import dev.landline.server.os.ChildProcess.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessGroupTest {

    /** Long enough that a test which waits for it fails. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final Duration SHORT = Duration.ofMillis(50);

    /** A background process that says when it is no longer a copy of its shell, traps and all. */
    private static final String BACKGROUND = " sh -c 'echo; exec sleep 1000' & ";

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
    void grandchildrenEndWithTheirGroup() throws Exception {
        try (ChildProcess child =
                commands.start("sh", "-c", "sleep 1000 & echo $!; sleep 1000 & echo $!; wait")) {
            List<Long> grandchildren = readPids(child, 2);
            child.endGroup(new GracePeriods(LONG, LONG, LONG));

            assertThat(child.waitFor()).isEqualTo(new Signaled(1, "HUP", false));
            assertThat(grandchildren).noneMatch(ProcessState::lives);
            assertThat(child.signalGroup(Signal.HUP)).isEqualTo(Delivery.GONE);
        }
    }

    @Test
    void whoeverIgnoresHangupGetsTerm() throws Exception {
        try (ChildProcess child =
                commands.start(
                        "sh", "-c", "trap '' HUP; trap 'exit 5' TERM;" + BACKGROUND + "wait")) {
            LaunchedCommands.readLine(child.stdout());
            child.endGroup(new GracePeriods(SHORT, LONG, LONG));

            assertThat(child.waitFor()).isEqualTo(new Exited(5));
        }
    }

    @Test
    void whoeverIgnoresTermTooGetsKill() throws Exception {
        try (ChildProcess child =
                commands.start("sh", "-c", "trap '' HUP TERM; sleep 1000 & echo $!; wait")) {
            List<Long> grandchild = readPids(child, 1);
            child.endGroup(new GracePeriods(SHORT, SHORT, LONG));

            assertThat(child.waitFor()).isEqualTo(new Signaled(9, "KILL", false));
            assertThat(grandchild).noneMatch(ProcessState::lives);
        }
    }

    @Test
    void membersThatOutliveTheirLeaderAreEndedToo() throws Exception {
        try (ChildProcess child =
                commands.start("sh", "-c", "trap '' HUP; sleep 1000 & echo $!; exit 3")) {
            List<Long> background = readPids(child, 1);
            assertThat(child.waitFor()).isEqualTo(new Exited(3));
            assertThat(background).allMatch(ProcessState::lives);
            child.endGroup(new GracePeriods(SHORT, LONG, LONG));

            assertThat(background).noneMatch(ProcessState::lives);
        }
    }

    @Test
    void theZombieKeepsTheNumberUntilItIsReaped() throws Exception {
        try (ChildProcess child = commands.start("true")) {
            child.waitFor();
            assertThat(ProcessState.of(child.pid()).orElseThrow().field(ProcessState.STATE))
                    .isEqualTo("Z");
            assertThat(child.signalGroup(Signal.TERM)).isEqualTo(Delivery.SENT);
            child.reap();
            child.reap();

            assertThat(ProcessState.of(child.pid())).isEmpty();
            assertThat(child.signalGroup(Signal.TERM)).isEqualTo(Delivery.GONE);
        }
    }

    @Test
    void whatIsReapedEarlyLeavesNoZombie() throws Exception {
        try (ChildProcess child = commands.start("cat")) {
            child.reap();
            assertThat(child.signalGroup(Signal.TERM)).isEqualTo(Delivery.GONE);
            child.stdin().close();

            assertThat(child.waitFor()).isEqualTo(new Exited(0));
            assertThat(ProcessState.of(child.pid())).isEmpty();
        }
    }

    @Test
    void afterReapingBackgroundProcessesLiveOn() throws Exception {
        long background;
        try (ChildProcess child = commands.start("sh", "-c", "sleep 1000 & echo $!")) {
            background = readPids(child, 1).getFirst();
            child.waitFor();
            child.reap();
        }

        assertThat(ProcessState.lives(background)).isTrue();
        assertThat(ProcessHandle.of(background).orElseThrow().destroyForcibly()).isTrue();
    }

    @Test
    void aSignalReachesTheWholeGroup() throws Exception {
        try (ChildProcess child =
                commands.start(
                        "sh", "-c", "trap 'echo got; wait; exit 4' USR1;" + BACKGROUND + "wait")) {
            LaunchedCommands.readLine(child.stdout());
            assertThat(child.signalGroup(Signal.named("USR1").orElseThrow()))
                    .isEqualTo(Delivery.SENT);

            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("got");
            assertThat(child.waitFor()).isEqualTo(new Exited(4));
        }
    }

    @Test
    void anInterruptCutsTheGraceShort() throws Exception {
        try (ChildProcess child =
                commands.start(
                        "sh", "-c", "trap '' HUP TERM; echo; while :; do sleep 1000; done")) {
            LaunchedCommands.readLine(child.stdout());
            FutureTask<Boolean> ending =
                    new FutureTask<>(() -> {
                        child.endGroup(new GracePeriods(LONG, LONG, LONG));
                        return Thread.currentThread().isInterrupted();
                    });
            Thread ender = Thread.startVirtualThread(ending);
            ender.interrupt();

            assertThat(ending.get()).isTrue();
            assertThat(child.waitFor()).isEqualTo(new Signaled(9, "KILL", false));
        }
    }

    @Test
    void severalMayEndAGroupAtOnceAndTheImpatientOneWins() throws Exception {
        try (ChildProcess child =
                commands.start("sh", "-c", "trap '' HUP TERM; echo; cat; sleep 1000")) {
            LaunchedCommands.readLine(child.stdout());
            List<FutureTask<Boolean>> enders = new ArrayList<>();
            for (GracePeriods grace :
                    List.of(new GracePeriods(LONG, LONG, LONG), GracePeriods.NONE)) {
                FutureTask<Boolean> ender = new FutureTask<>(() -> child.endGroup(grace), true);
                Thread.startVirtualThread(ender);
                enders.add(ender);
            }
            for (FutureTask<Boolean> ender : enders) {
                assertThat(ender.get()).isTrue();
            }

            assertThat(child.waitFor()).isEqualTo(new Signaled(9, "KILL", false));
        }
    }

    @Test
    void closingTheLauncherEndsWhatNobodyClosed() throws Exception {
        ProcessLauncher launcher = new LinuxProcessLauncher(GracePeriods.DEFAULT);
        StartOutcome outcome =
                launcher.start(
                        LaunchedCommands.command(
                                "sh", "-c", "trap '' HUP TERM; sleep 1000 & echo $!; wait"));
        ChildProcess child = ((StartOutcome.Started) outcome).child();
        List<Long> grandchild = readPids(child, 1);
        launcher.close();

        assertThat(child.waitFor()).isEqualTo(new Signaled(9, "KILL", false));
        assertThat(ProcessState.of(child.pid())).isEmpty();
        assertThat(grandchild).noneMatch(ProcessState::lives);
    }

    private static List<Long> readPids(ChildProcess child, int count) throws IOException {
        List<Long> pids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pids.add(Long.parseLong(LaunchedCommands.readLine(child.stdout())));
        }
        return pids;
    }
}
