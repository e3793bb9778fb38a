package dev.landline.testing.exec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.exec.ExecRequest;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Background;
import dev.landline.testing.behaviour.Eventually;
import dev.landline.wire.Frame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How commands end that do not end by themselves. */
class CommandEndTest {

    private LeakCheck leaks;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        leaks = LeakCheck.start();
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
        leaks.assertNothingLeft();
    }

    /** Prints its own process id and that of a grandchild, and both stay. */
    private static final String FAMILY = "sleep 1000 & echo $$; echo $!; wait";

    private static List<ProcessHandle> family(RunningCommand command) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(command.stdout(), US_ASCII));
        return Stream.of(lines.readLine(), lines.readLine())
                .map(Long::valueOf)
                .map(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList();
    }

    private static void assertGone(List<ProcessHandle> processes) {
        Eventually.until(
                "the processes are gone", () -> processes.stream().noneMatch(CommandEndTest::runs));
    }

    /** A zombie that init has not reaped yet runs no more. */
    private static boolean runs(ProcessHandle process) {
        Path stat = Path.of("/proc", String.valueOf(process.pid()), "stat");
        try {
            String line = Files.readString(stat);
            char state = line.charAt(line.lastIndexOf(')') + 2);
            return process.isAlive() && state != 'Z' && state != 'X';
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void cancelEndsTheWholeGroup() throws Exception {
        try (Landline client = server.connect();
                RunningCommand command = client.shell(FAMILY).start()) {
            List<ProcessHandle> family = family(command);
            command.cancel();
            assertThat(command.waitFor())
                    .isInstanceOfSatisfying(
                            ExitStatus.Signaled.class,
                            status -> assertThat(status.name()).isEqualTo("HUP"));
            assertGone(family);
        }
    }

    @Test
    void whoeverIgnoresHangupAndTermIsKilled() throws Exception {
        try (Landline client = server.connect();
                RunningCommand command = client.shell("trap '' HUP TERM; " + FAMILY).start()) {
            List<ProcessHandle> family = family(command);
            command.cancel();
            assertThat(command.waitFor())
                    .isInstanceOfSatisfying(
                            ExitStatus.Signaled.class,
                            status -> assertThat(status.name()).isEqualTo("KILL"));
            assertGone(family);
        }
    }

    @Test
    void closingARunningCommandEndsIt() throws Exception {
        try (Landline client = server.connect()) {
            List<ProcessHandle> family;
            try (RunningCommand command = client.shell(FAMILY).start()) {
                family = family(command);
            }
            assertGone(family);
            assertThat(client.running()).isZero();
        }
    }

    @Test
    void aClientThatClosesTakesItsCommandsWithIt() throws Exception {
        List<ProcessHandle> family;
        try (Landline client = server.connect()) {
            family = family(client.shell(FAMILY).start());
        }
        assertGone(family);
    }

    @Test
    void aLineThatIsCutTakesItsCommandsWithIt() throws Exception {
        ScriptedPeer peer = server.peer();
        peer.send(
                new Frame.Open(
                        1,
                        ExecRequest.SERVICE,
                        new ExecRequest(
                                        new ExecRequest.Command.Shell(FAMILY),
                                        Map.of(),
                                        Optional.empty(),
                                        Optional.empty())
                                .toJson(),
                        Optional.empty()));
        StringBuilder said = new StringBuilder();
        while (said.chars().filter(c -> c == '\n').count() < 2) {
            said.append(US_ASCII.decode(peer.await(Frame.Data.class).body()));
        }
        List<ProcessHandle> family =
                said.toString()
                        .lines()
                        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                        .toList();
        peer.close();
        assertGone(family);
    }

    /** What stays in the background keeps the output open; it is not waited for without end. */
    @Test
    void aProcessThatIsLeftBehindDoesNotHoldTheStatusUp() throws Exception {
        try (ScriptedPeer peer = server.peer()) {
            peer.send(
                    new Frame.Open(
                            1,
                            ExecRequest.SERVICE,
                            new ExecRequest(
                                            new ExecRequest.Command.Shell(
                                                    "sleep 1000 & echo $!; exit 5"),
                                            Map.of(),
                                            Optional.empty(),
                                            Optional.empty())
                                    .toJson(),
                            Optional.empty()));
            long pid =
                    Long.parseLong(
                            US_ASCII.decode(peer.await(Frame.Data.class).body())
                                    .toString()
                                    .strip());
            long start = System.nanoTime();
            peer.expect(Frame.Eof.class);
            peer.expect(Frame.Eof.class);
            Frame.Exit exit = peer.expect(Frame.Exit.class);
            assertThat(exit.status()).isEqualTo(new ExitStatus.Exited(5));
            assertThat(exit.pipesOpen()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
            peer.expect(Frame.Close.class);
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aFloodThatNobodyReadsStandsStill() throws Exception {
        try (Landline client = server.connect();
                RunningCommand command = client.exec("yes").start()) {
            assertThat(command.stdout().read()).isEqualTo('y');
            ProcessHandle yes =
                    ProcessHandle.current()
                            .children()
                            .filter(child -> child.info().command().orElse("").endsWith("yes"))
                            .findFirst()
                            .orElseThrow();
            Path stat = Path.of("/proc", String.valueOf(yes.pid()), "io");
            long[] last = {-1};
            int[] same = {0};
            Eventually.until(
                    "the command is held up by its full pipe",
                    () -> {
                        long written = written(stat);
                        same[0] = written == last[0] ? same[0] + 1 : 0;
                        last[0] = written;
                        return same[0] >= 200;
                    });
            assertThat(last[0]).isLessThan(16 << 20);
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(150L << 20);
            assertThat(client.exec("echo", "meanwhile").run().stdoutText())
                    .isEqualTo("meanwhile\n");
            command.signal("INT");
            command.stdout().close();
            assertThat(command.waitFor())
                    .isInstanceOfSatisfying(
                            ExitStatus.Signaled.class,
                            status -> assertThat(status.name()).isEqualTo("INT"));
        }
    }

    private static long written(Path io) {
        try (Stream<String> lines = Files.lines(io)) {
            return lines.filter(line -> line.startsWith("wchar:"))
                    .mapToLong(line -> Long.parseLong(line.substring(6).strip()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anInterruptCancelsWhatRuns() throws Exception {
        try (Landline client = server.connect()) {
            Background<Void> runs = Background.doing(() -> client.exec("sleep", "1000").run());
            Eventually.until("it runs", () -> client.running() == 1);
            runs.thread().interrupt();
            assertThat(runs.failure()).isInstanceOf(java.io.InterruptedIOException.class);
            Eventually.until("it has ended", () -> client.running() == 0);
        }
    }

    @Test
    void aServerThatStopsLetsCommandsEndByThemselvesAndSaysWhatItDid() throws Exception {
        try (TestServer patient = TestServer.with().stopGrace(Duration.ofSeconds(20)).start();
                Landline client = patient.connect();
                RunningCommand command =
                        client.shell("echo begun; read x; echo done; exit 4").start()) {
            assertThat(command.stdout().readNBytes(6)).isEqualTo("begun\n".getBytes(US_ASCII));
            Background<Void> stopping = Background.doing(patient.server()::close);
            assertRefusesMore(client);
            command.stdin().close();
            assertThat(command.stdout().readAllBytes()).isEqualTo("done\n".getBytes(US_ASCII));
            assertThat(command.waitFor()).isEqualTo(new ExitStatus.Exited(4));
            assertThat(client.closed().get(10, TimeUnit.SECONDS).code())
                    .isEqualTo(ErrorCode.SHUTTING_DOWN);
            stopping.get();
        }
    }

    private static void assertRefusesMore(Landline client) {
        Eventually.until(
                "new commands are refused",
                () -> {
                    try {
                        client.exec("true").run();
                        return false;
                    } catch (LandlineException e) {
                        assertThat(e.code()).isEqualTo(ErrorCode.SHUTTING_DOWN);
                        return true;
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void aServerThatStopsEndsTheGroupsThatDoNot() throws Exception {
        try (TestServer hasty = TestServer.with().stopGrace(Duration.ofMillis(100)).start();
                Landline client = hasty.connect();
                RunningCommand command = client.shell("trap '' HUP; " + FAMILY).start()) {
            List<ProcessHandle> family = family(command);
            hasty.server().close();
            assertThat(family).noneMatch(CommandEndTest::runs);
            assertThat(command.waitFor())
                    .isInstanceOfSatisfying(
                            ExitStatus.Signaled.class,
                            status -> assertThat(status.name()).isEqualTo("TERM"));
            assertThat(client.closed().get(10, TimeUnit.SECONDS).code())
                    .isEqualTo(ErrorCode.SHUTTING_DOWN);
            assertThatThrownBy(() -> client.exec("true").run())
                    .isInstanceOfSatisfying(
                            LandlineException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.SHUTTING_DOWN));
        }
    }
}
