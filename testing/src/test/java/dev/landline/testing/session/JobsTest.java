package dev.landline.testing.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.client.SessionLogs;
import dev.landline.exec.Job;
import dev.landline.exec.OnDisconnect;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run by themselves: listed, read, joined, signalled. */
class JobsTest {

    @TempDir private Path directory;

    private LeakCheck leaks;
    private TestServer server;
    private Landline client;

    @BeforeEach
    void start() throws IOException {
        leaks = LeakCheck.start();
        server = TestServer.with().sessions(some -> some.withSpool(1 << 20)).start();
        client = server.connect();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        leaks.assertNothingLeft();
    }

    private Job job(String id) {
        try {
            return client.jobs().stream()
                    .filter(job -> job.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no job " + id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitState(String id, Job.State state) {
        Eventually.until(id + " is " + state, () -> job(id).state() == state);
    }

    private String logs(String id, boolean follow) throws IOException {
        try (SessionLogs logs = client.logs(id, follow)) {
            return new String(logs.stdout().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aDetachedCommandGoesOnWithoutItsConnection() throws Exception {
        Path go = directory.resolve("go");
        String id =
                client.shell(
                                "echo begun; while [ ! -e '"
                                        + go
                                        + "' ]; do sleep 0.05; done; echo on")
                        .name("work")
                        .detach();
        client.close();
        client = server.connect();

        Job running = job(id);
        assertThat(running.name()).contains("work");
        assertThat(running.state()).isEqualTo(Job.State.RUNNING);
        assertThat(running.policy()).isEqualTo("detach");
        assertThat(running.attached()).isZero();
        assertThat(running.owner()).isEqualTo(server.userKey().fingerprint().text());
        assertThat(running.command()).contains("echo begun");
        Eventually.until("it has written", () -> job(id).stdout() == 6);
        assertThat(logs("work", false)).isEqualTo("begun\n");

        try (RunningCommand joined = client.attach("work").start();
                BufferedReader lines = lines(joined)) {
            assertThat(lines.readLine()).isEqualTo("begun");
            Eventually.until("one is joined", () -> job(id).attached() == 1);
            Files.createFile(go);
            assertThat(lines.readLine()).isEqualTo("on");
            assertThat(joined.waitFor()).isEqualTo(new ExitStatus.Exited(0));
        }
        awaitState(id, Job.State.ENDED);
        assertThat(job(id).status()).contains(new ExitStatus.Exited(0));
        assertThat(logs(id.substring(0, 6), true)).isEqualTo("begun\non\n");
    }

    private static BufferedReader lines(RunningCommand command) {
        return new BufferedReader(new InputStreamReader(command.stdout(), StandardCharsets.UTF_8));
    }

    @Test
    void theInputOfADetachedCommandIsEmpty() throws Exception {
        String id = client.shell("cat; echo over").detach();
        awaitState(id, Job.State.ENDED);
        assertThat(logs(id, false)).isEqualTo("over\n");
    }

    @Test
    void followingEndsWithTheCommand() throws Exception {
        String id = client.shell("for i in 1 2 3; do echo $i; done; echo late >&2").detach();
        assertThat(logs(id, true)).isEqualTo("1\n2\n3\n");
        try (SessionLogs logs = client.logs(id, true)) {
            assertThat(logs.stderr().readAllBytes())
                    .isEqualTo("late\n".getBytes(StandardCharsets.UTF_8));
            assertThat(logs.missing()).isZero();
        }
    }

    @Test
    void theOldestOutputGoesAndTheLogSaysHowMuch() throws Exception {
        int lines = 400_000;
        String id = client.exec("seq", "1", String.valueOf(lines)).detach();
        awaitState(id, Job.State.ENDED);
        long written = job(id).stdout();
        try (SessionLogs logs = client.logs(id, false)) {
            byte[] kept = logs.stdout().readAllBytes();
            assertThat(logs.missing() + kept.length).isEqualTo(written);
            assertThat(kept.length).isBetween(1 << 19, 1 << 20);
            assertThat(new String(kept, StandardCharsets.US_ASCII)).endsWith("\n" + lines + "\n");
        }
    }

    @Test
    void aSignalReachesIt() throws Exception {
        String id = client.exec("sleep", "1000").detach();
        client.signal(id, "USR1");
        awaitState(id, Job.State.ENDED);
        assertThat(job(id).status()).contains(new ExitStatus.Signaled(10, "USR1", false));
        assertThatThrownBy(() -> client.signal(id, "TERM")).hasMessageContaining("has ended");
    }

    @Test
    void aNameIsForOneAtATime() throws Exception {
        String id = client.exec("sleep", "1000").name("one").detach();
        assertThatThrownBy(() -> client.exec("true").name("one").detach())
                .isInstanceOf(ChannelException.class)
                .hasMessageContaining("there is a session 'one' already");
        client.signal("one", "KILL");
        awaitState(id, Job.State.ENDED);
        String next = client.exec("true").name("one").detach();
        assertThat(next).isNotEqualTo(id);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String word : new String[] {"nothing", "", "abcd", "0".repeat(32)}) {
            assertThatThrownBy(() -> client.logs(word, false))
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_SESSION));
        }
    }

    @Test
    void aCommandInTheForegroundCanBeLetGo() throws Exception {
        Path go = directory.resolve("go");
        String id;
        try (RunningCommand command =
                client.shell(
                                "read line; echo got $line; while [ ! -e '"
                                        + go
                                        + "' ]; do sleep 0.05; done; echo on")
                        .onDisconnect(OnDisconnect.keep())
                        .start()) {
            id = command.session();
            command.stdin().write("x\n".getBytes(StandardCharsets.UTF_8));
            assertThat(lines(command).readLine()).isEqualTo("got x");
            command.detach();
            assertThat(command.waitFor())
                    .isInstanceOfSatisfying(
                            ExitStatus.Lost.class,
                            lost -> assertThat(lost.code()).isEqualTo(ErrorCode.CANCELLED));
        }
        assertThat(job(id).state()).isEqualTo(Job.State.RUNNING);
        assertThat(job(id).policy()).isEqualTo("detach");
        Files.createFile(go);
        assertThat(logs(id, true)).isEqualTo("got x\non\n");
    }

    @Test
    void closingAnAttachmentLeavesTheCommandAlone() throws Exception {
        String id = client.exec("sleep", "1000").detach();
        client.attach(id).start().close();
        Eventually.until("nobody is joined", () -> job(id).attached() == 0);
        assertThat(job(id).state()).isEqualTo(Job.State.RUNNING);
        client.signal(id, "KILL");
        awaitState(id, Job.State.ENDED);
    }

    @Test
    void aCommandThatEndsWithItsConnectionCannotBeLetGo() throws Exception {
        try (RunningCommand command = client.exec("sleep", "1000").start()) {
            Optional<Job> listed = client.jobs().stream().findFirst();
            assertThat(listed).isPresent();
            assertThat(listed.get().policy()).isEqualTo("kill");
            assertThatThrownBy(() -> client.detach(listed.get().id()))
                    .hasMessageContaining("ends with its connection");
            command.cancel();
        }
    }
}
