package dev.landline.testing.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.HostKeyPolicy;
import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.exec.Job;
import dev.landline.identity.Fingerprint;
import dev.landline.testing.behaviour.Eventually;
import dev.landline.testing.endtoend.Shell.Serving;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a client, and of a server. */
@Timeout(120)
final class KilledTest {

    @TempDir private Path folder;
    private Shell there = new Shell(Path.of("/"));
    private Shell here = new Shell(Path.of("/"));

    @BeforeEach
    void twoHomesThatKnowEachOther() throws Exception {
        there = new Shell(Files.createDirectory(folder.resolve("there")));
        here = new Shell(Files.createDirectory(folder.resolve("here")));
        var made = here.run(here.landline("keys", "generate"));
        assertThat(made.status()).as(made.stderr()).isZero();
        var authorized = there.run(there.landline("keys", "authorize", key() + ".pub"));
        assertThat(authorized.status()).as(authorized.stderr()).isZero();
    }

    private Path key() {
        return here.home().resolve(".config/landline/id_ed25519");
    }

    private Landline connect(Serving server) throws IOException {
        return Landline.to(server.target())
                .keyFile(key())
                .hostKeys(HostKeyPolicy.pinned(new Fingerprint(server.fingerprint())))
                .connect();
    }

    private Process start(String... arguments) throws IOException {
        return here.builder(here.landline(arguments)).redirectErrorStream(true).start();
    }

    private static List<Job> jobs(Landline client) {
        try {
            return client.jobs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes of this program with these arguments, and not the shells that started them. */
    private static long count(String program) {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info()
                                .commandLine()
                                .filter(line -> line.matches("\\S*" + program))
                                .isPresent())
                .count();
    }

    /** A number that no other sleeping process on the machine has. */
    private static String unique() {
        return "sleep " + (100_000_000 + System.nanoTime() % 100_000_000);
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCommandOutlivesItsKilledClientAndIsContinued() throws Exception {
        try (Serving server = there.serve();
                Landline second = connect(server)) {
            Process client =
                    start(
                            "exec",
                            "--accept-new",
                            server.target(),
                            "-c",
                            "echo one; read a; echo got $a; read b; echo got $b");
            assertThat(client.inputReader().readLine()).contains("host key");
            assertThat(client.inputReader().readLine()).isEqualTo("one");
            try (OutputStream stdin = client.getOutputStream()) {
                stdin.write("a\n".getBytes(UTF_8));
                stdin.flush();
                assertThat(client.inputReader().readLine()).isEqualTo("got a");
                kill(client);
            } catch (IOException e) {
                // closing the input of a dead process
            }
            Eventually.until("nobody is joined", () -> jobs(second).getFirst().attached() == 0);
            Job job = jobs(second).getFirst();
            assertThat(job.state()).isEqualTo(Job.State.RUNNING);
            assertThat(job.policy()).isEqualTo("keep");
            try (RunningCommand joined = second.attach(job.id()).start()) {
                joined.stdin().write("b\n".getBytes(UTF_8));
                assertThat(joined.stdout().readAllBytes())
                        .asString()
                        .isEqualTo("one\ngot a\ngot b\n");
            }
        }
    }

    @Test
    void aCommandThatIsNotKeptDiesWithItsKilledClientAndTakesEverythingAlong() throws Exception {
        String sleep = unique();
        try (Serving server = there.serve()) {
            Process client =
                    start(
                            "exec",
                            "--accept-new",
                            "--on-disconnect",
                            "kill",
                            server.target(),
                            "-c",
                            "nohup %1$s & setsid %1$s & (%1$s &) ; echo ready; %1$s"
                                    .formatted(sleep));
            assertThat(client.inputReader().lines().anyMatch("ready"::equals)).isTrue();
            Eventually.until("four sleep", () -> count(sleep) == 4);
            kill(client);
            Eventually.until("nobody sleeps", () -> count(sleep) == 0);
        }
    }

    @Test
    void whatAKilledServerLeavesBehindIsEndedByTheNext() throws Exception {
        String sleep = unique();
        Serving killed = there.serve();
        try (Landline client = connect(killed)) {
            client.shell("setsid %1$s & %1$s".formatted(sleep)).detach();
            Eventually.until("two sleep", () -> count(sleep) == 2);
        } finally {
            kill(killed.process());
        }
        assertThat(count(sleep)).isEqualTo(2);
        try (Serving _ = there.serve()) {
            Eventually.until("nobody sleeps", () -> count(sleep) == 0);
        }
    }

    @Test
    void whatAKilledServerLeavesBehindCanBeListedAndSignalled() throws Exception {
        String sleep = unique();
        Path config =
                Files.writeString(
                        folder.resolve("landline.toml"), "[sessions]\norphans = \"list\"\n");
        Serving killed = there.serve("--config", config.toString());
        String id;
        try (Landline client = connect(killed)) {
            id = client.exec(sleep.split(" ", -1)).detach();
            Eventually.until("one sleeps", () -> count(sleep) == 1);
        } finally {
            kill(killed.process());
        }
        try (Serving server = there.serve("--config", config.toString());
                Landline client = connect(server)) {
            assertThat(client.jobs())
                    .singleElement()
                    .satisfies(job -> {
                        assertThat(job.id()).isEqualTo(id);
                        assertThat(job.state()).isEqualTo(Job.State.ORPHANED);
                        assertThat(job.command()).isEqualTo(sleep);
                    });
            client.signal(id, "TERM");
            Eventually.until("nobody sleeps", () -> count(sleep) == 0);
            Eventually.until("nothing is listed", () -> jobs(client).isEmpty());
        }
    }

    @Test
    void aClientOfAKilledServerSaysThatTheCommandIsLostAndRunsItNoMore() throws Exception {
        Path ran = folder.resolve("ran");
        Serving killed = there.serve();
        String port = killed.target().substring(killed.target().lastIndexOf(':') + 1);
        Process client =
                start(
                        "exec",
                        "--accept-new",
                        "--failure-status",
                        "99",
                        killed.target(),
                        "-c",
                        "echo x >> '" + ran + "'; echo ready; read line");
        try {
            assertThat(client.inputReader().lines().anyMatch("ready"::equals)).isTrue();
        } finally {
            kill(killed.process());
        }
        try (Serving _ = there.serve("--listen", "tls://127.0.0.1:" + port)) {
            String said = new String(client.getInputStream().readAllBytes(), UTF_8);
            assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(client.exitValue()).isEqualTo(99);
            assertThat(said).contains("lost");
            assertThat(Files.readString(ran)).isEqualTo("x\n");
        }
    }
}
