package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.endtoend.Shell.Serving;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in one process, a client in another, files as two people would have them. */
final class TwoMachinesTest {

    @TempDir private Path folder;
    private Shell there = new Shell(Path.of("/"));
    private Shell here = new Shell(Path.of("/"));

    @BeforeEach
    void twoHomes() throws Exception {
        there = new Shell(Files.createDirectory(folder.resolve("there")));
        here = new Shell(Files.createDirectory(folder.resolve("here")));
        Files.createDirectory(here.home().resolve(".ssh"));
        var made =
                here.run(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-C",
                        "me@here",
                        "-f",
                        here.home().resolve(".ssh/id_ed25519").toString());
        assertThat(made.status()).isZero();
    }

    private void authorize() throws Exception {
        Path key = here.home().resolve(".ssh/id_ed25519.pub");
        var result = there.run(there.landline("keys", "authorize", key.toString()));
        assertThat(result.status()).as(result.stderr()).isZero();
    }

    @Test
    void firstContactNeedsAYesTheNextIsSilent() throws Exception {
        authorize();
        try (Serving server = there.serve()) {
            var refused = here.run(here.landline("exec", server.target(), "echo", "hi"));
            assertThat(refused.status()).isEqualTo(255);
            assertThat(refused.stdout()).isEmpty();
            assertThat(refused.stderr())
                    .contains("landline: ", server.fingerprint(), "hint: ", "--accept-new");

            var accepted =
                    here.run(here.landline("exec", "--accept-new", server.target(), "echo", "hi"));
            assertThat(accepted.status()).as(accepted.stderr()).isZero();
            assertThat(accepted.stdout()).isEqualTo("hi\n");
            assertThat(accepted.stderr()).contains(server.fingerprint());

            var silent = here.run(here.landline("exec", server.target(), "echo", "hi"));
            assertThat(silent.status()).isZero();
            assertThat(silent.stdout()).isEqualTo("hi\n");
            assertThat(silent.stderr()).isEmpty();
        }
    }

    @Test
    void showsTheFingerprintThatSshKeygenShows() throws Exception {
        try (Serving server = there.serve()) {
            Path hostKey = there.home().resolve(".local/state/landline/host_ed25519");
            var listed = there.run("ssh-keygen", "-lf", hostKey.toString());
            assertThat(listed.stdout()).contains(" " + server.fingerprint() + " ");
        }
    }

    @Test
    void refusesAHostWhoseKeyHasChanged() throws Exception {
        authorize();
        String first;
        String port;
        try (Serving server = there.serve()) {
            first = server.fingerprint();
            port = server.target().substring(server.target().lastIndexOf(':') + 1);
            var accepted = here.run(here.landline("exec", "--accept-new", server.target(), "true"));
            assertThat(accepted.status()).as(accepted.stderr()).isZero();
        }
        Path hostKey = there.home().resolve(".local/state/landline/host_ed25519");
        Files.delete(hostKey);
        Files.deleteIfExists(Path.of(hostKey + ".pub"));
        try (Serving other = there.serve("--listen", "tls://127.0.0.1:" + port)) {
            var refused =
                    here.run(
                            here.landline(
                                    "exec",
                                    "--accept-new",
                                    "127.0.0.1:" + port,
                                    "touch",
                                    folder.resolve("ran").toString()));
            assertThat(refused.status()).isEqualTo(255);
            assertThat(refused.stderr())
                    .contains(first, other.fingerprint(), "known_hosts line 1", "hint: ");
            assertThat(folder.resolve("ran")).doesNotExist();

            var forgotten = here.run(here.landline("keys", "forget", "127.0.0.1:" + port));
            assertThat(forgotten.status()).as(forgotten.stderr()).isZero();
            var again =
                    here.run(here.landline("exec", "--accept-new", "127.0.0.1:" + port, "true"));
            assertThat(again.status()).as(again.stderr()).isZero();
        }
    }

    @Test
    void refusesAKeyThatIsNotAuthorised() throws Exception {
        try (Serving server = there.serve()) {
            var refused =
                    here.run(
                            here.landline(
                                    "exec",
                                    "--accept-new",
                                    server.target(),
                                    "touch",
                                    folder.resolve("ran").toString()));
            assertThat(refused.status()).isEqualTo(255);
            assertThat(refused.stderr()).contains("landline: ", "hint: ", "authorize");
            assertThat(folder.resolve("ran")).doesNotExist();
        }
    }

    @Test
    void stopsCleanlyOnTermAndEndsWhatRuns() throws Exception {
        authorize();
        Path configured = there.home().resolve("landline.toml");
        Files.writeString(configured, "[commands]\nstop_grace = \"200ms\"\n");
        Process client;
        ProcessHandle command;
        Serving server = there.serve("--config", configured.toString());
        client =
                here.builder(
                                here.landline(
                                        "exec",
                                        "--accept-new",
                                        server.target(),
                                        "-c",
                                        "echo $$; exec sleep 1000"))
                        .start();
        command = ProcessHandle.of(Long.parseLong(client.inputReader().readLine())).orElseThrow();
        server.process().destroy();
        assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(server.process().exitValue()).isZero();
        command.onExit().get(10, TimeUnit.SECONDS);
        assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isEqualTo(128 + 1);
    }

    @Test
    void aConfigurationErrorNamesFileLineAndKey() throws Exception {
        Path configured = there.home().resolve("bad.toml");
        Files.writeString(configured, "listen = [\"tls://127.0.0.1:0\"]\n\nbacklog = \"many\"\n");
        var result = there.run(there.landline("serve", "--config", configured.toString()));
        assertThat(result.status()).isNotZero();
        assertThat(result.stderr()).contains(configured + ":3:", "backlog", "many");
    }

    @Test
    void theUnixSocketKnowsItsOwnAccountByTheKernel() throws Exception {
        Path socket = folder.resolve("s");
        try (Serving server = there.serve("--listen", "unix:" + socket)) {
            assertThat(server.process().isAlive()).isTrue();
            var result = here.run(here.landline("exec", "unix:" + socket, "echo", "hi"));
            assertThat(result.stderr()).isEmpty();
            assertThat(result.stdout()).isEqualTo("hi\n");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void thePythonClientRunsACommand() throws Exception {
        authorize();
        var exported =
                here.run(
                        here.landline(
                                "keys", "export", "--out", folder.resolve("python").toString()));
        assertThat(exported.status()).as(exported.stderr()).isZero();
        try (Serving server = there.serve()) {
            var ran =
                    here.run(
                            python(
                                    server,
                                    server.fingerprint(),
                                    "sh",
                                    "-c",
                                    "echo out; echo err >&2; exit 7"));
            assertThat(ran.stdout()).isEqualTo("out\n");
            assertThat(ran.stderr()).isEqualTo("err\n");
            assertThat(ran.status()).isEqualTo(7);

            var impostor = "SHA256:" + "A".repeat(43);
            var refused = here.run(python(server, impostor, "true"));
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.stderr()).contains("not the host that was meant");
        }
    }

    private List<String> python(Serving server, String fingerprint, String... argv) {
        var command =
                new ArrayList<>(
                        List.of(
                                "python3",
                                Shell.project()
                                        .resolve("examples/python/landline_client.py")
                                        .toString(),
                                server.target(),
                                folder.resolve("python.crt").toString(),
                                folder.resolve("python.key").toString(),
                                fingerprint));
        command.addAll(List.of(argv));
        return command;
    }
}
