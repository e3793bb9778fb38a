package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landline.ExitStatus;
import dev.landline.ExitStatus.Exited;
import dev.landline.ExitStatus.Signaled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExitStatusTest {

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
    void trueAndFalseAreTold() throws Exception {
        assertThat(commands.run("true").status()).isEqualTo(new Exited(0));
        assertThat(commands.run("false").status()).isEqualTo(new Exited(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 126, 127, 128, 129, 137, 143, 254, 255})
    void anExitCodeArrivesAsItWas(int code) throws Exception {
        assertThat(commands.shell("exit " + code).status()).isEqualTo(new Exited(code));
    }

    @Test
    void exit137AndKilledBy9AreNotTheSame() throws Exception {
        assertThat(commands.shell("exit 137").status()).isEqualTo(new Exited(137));
        assertThat(commands.shell("kill -9 $$").status()).isEqualTo(new Signaled(9, "KILL", false));
    }

    @Test
    void aRealTimeSignalHasAName() throws Exception {
        assertThat(commands.shell("kill -37 $$").status())
                .isEqualTo(new Signaled(37, "RTMIN+3", false));
    }

    @Test
    void aCrashWithoutCoreFileSaysSo() throws Exception {
        assertThat(commands.shell("ulimit -c 0; kill -SEGV $$").status())
                .isEqualTo(new Signaled(11, "SEGV", false));
    }

    @Test
    void aCrashWithCoreFileSaysSo(@TempDir Path directory) throws Exception {
        assumeTrue(
                Files.readString(Path.of("/proc/sys/kernel/core_pattern")).strip().equals("core"),
                "this system writes core files elsewhere");
        assumeTrue(
                commands.shell("ulimit -Hc").out().strip().equals("unlimited"),
                "this account may not write core files");
        CommandSpec command =
                new CommandSpec(
                        List.of("sh", "-c", "ulimit -c unlimited; kill -SEGV $$"),
                        LaunchedCommands.ENV,
                        directory);

        assertThat(commands.run(command).status()).isEqualTo(new Signaled(11, "SEGV", true));
    }

    @Test
    void theStatusCanBeAskedForAgainAndByMany() throws Exception {
        try (ChildProcess child = commands.start("sh", "-c", "read line; exit 3")) {
            assertThat(child.waitFor(Duration.ZERO)).isEmpty();
            assertThat(child.waitFor(Duration.ofMillis(1))).isEmpty();
            FutureTask<ExitStatus> other = new FutureTask<>(child::waitFor);
            Thread.startVirtualThread(other);
            child.stdin().close();

            assertThat(child.waitFor()).isEqualTo(new Exited(3));
            assertThat(child.waitFor(Duration.ZERO)).contains(new Exited(3));
            assertThat(other.get()).isEqualTo(new Exited(3));
            child.reap();
            assertThat(child.waitFor()).isEqualTo(new Exited(3));
        }
    }

    @Test
    void theStatusComesWithoutPidfdsToo() throws Exception {
        try (LaunchedCommands plain = new LaunchedCommands(false)) {
            assertThat(plain.shell("exit 7").status()).isEqualTo(new Exited(7));
            assertThat(plain.shell("kill -9 $$").status())
                    .isEqualTo(new Signaled(9, "KILL", false));
        }
    }

    @Test
    void aStatusTakenByOtherCodeIsLostAndNobodyHangs() throws Exception {
        try (ChildProcess child = commands.start("true")) {
            child.waitFor();
            child.reap();
            GroupLeader late = new GroupLeader((int) child.pid());

            assertThat(late.settle(false)).isTrue();
            assertThat(late.await()).isInstanceOf(ExitStatus.Lost.class);
            assertThat(late.signal(Signal.KILL)).isEqualTo(ChildProcess.Delivery.GONE);
        }
    }
}
