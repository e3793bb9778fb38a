package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code landline serve} as a process. */
@Timeout(60)
class ServeProcessTest {

    private static final Pattern LISTENING =
            Pattern.compile("landline: listening on tls://(127\\.0\\.0\\.1:\\d+), host key (\\S+)");

    private Account server;
    private Account someone;

    @BeforeEach
    void twoUsers(@TempDir Path serverHome, @TempDir Path home) {
        server = new Account(serverHome);
        someone = new Account(home);
    }

    @Test
    void aCommandRunsOnItAndAStopEndsThatAndIsClean() throws Exception {
        someone.runs("keys", "generate", "-N");
        server.runs("keys", "authorize", someone.config("id_ed25519.pub").toString());
        Path config =
                Files.writeString(
                        server.home().resolve("landline.toml"),
                        """
                        listen = ["tls://127.0.0.1:0"]
                        [commands]
                        stop_grace = "100ms"
                        """);

        try (Jvm serve = Jvm.start(server.home(), "serve", "--config", config.toString())) {
            assertThat(serve.errLine()).startsWith("landline: made a host key: ");
            Matcher listening = LISTENING.matcher(serve.errLine());
            assertThat(listening.matches()).isTrue();
            String target = listening.group(1);

            Account.Outcome outcome = someone.runs("exec", "--accept-new", target, "echo", "hi");
            assertThat(outcome.out()).isEqualTo("hi\n");
            assertThat(outcome.err()).contains(listening.group(2));

            try (Jvm exec =
                    Jvm.start(someone.home(), "exec", target, "-c", "echo up; exec sleep 600")) {
                assertThat(exec.outLine()).isEqualTo("up");
                serve.signal("TERM");

                assertThat(exec.status()).isEqualTo(128 + 1);
                assertThat(serve.status()).isZero();
            }
            assertThat(serve.errLines())
                    .containsExactly("landline: stopping on SIGTERM; once more stops at once");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--on-disconnect=kill", "--keep=1500ms"})
    void aServerThatIsGoneLeavesTheFateOfTheCommandOpen(String policy) throws Exception {
        someone.runs("keys", "generate", "-N");
        server.runs("keys", "authorize", someone.config("id_ed25519.pub").toString());
        try (Jvm serve = Jvm.start(server.home(), "serve", "-l", "tls://127.0.0.1:0")) {
            serve.errLine();
            Matcher listening = LISTENING.matcher(serve.errLine());
            assertThat(listening.matches()).isTrue();
            try (Jvm exec =
                    Jvm.start(
                            someone.home(),
                            "exec",
                            "--accept-new",
                            "--failure-status=42",
                            policy,
                            listening.group(1),
                            "-c",
                            "echo up; read x")) {
                assertThat(exec.outLine()).isEqualTo("up");
                serve.signal("KILL");

                assertThat(exec.status()).isEqualTo(42);
                String about = "landline: " + listening.group(1);
                assertThat(exec.errLines())
                        .anyMatch(line ->
                                line.startsWith(about + ": connection lost: ")
                                        && line.endsWith(
                                                "; whether the command still runs is unknown"));
            }
        }
    }

    @Test
    void aServerWithoutKeysSaysThatNobodyCanConnect() throws Exception {
        try (Jvm serve = Jvm.start(server.home(), "serve", "--listen", "tls://127.0.0.1:0")) {
            serve.errLine();
            serve.errLine();
            assertThat(serve.errLine())
                    .isEqualTo(
                            ProcessHandle.current().info().user().equals(Optional.of("root"))
                                    ? "landline: no key is authorised as root; those of other"
                                            + " accounts come in as them"
                                    : "landline: no key is authorised yet: nobody can connect over"
                                            + " TLS");
            assertThat(serve.errLine()).startsWith("hint: landline keys authorize ");
            serve.signal("INT");
            assertThat(serve.status()).isZero();
        }
    }

    @Test
    void aJarThatCannotBeUsedIsNamed() throws Exception {
        Path jars = Files.createDirectories(server.config("handlers"));
        Path beside = jars.resolve("flights.new");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(beside))) {
            jar.putNextEntry(new ZipEntry("readme"));
        }
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(beside, jars.resolve("flights.jar"));

        try (Jvm serve = Jvm.start(server.home(), "serve", "--listen", "tls://127.0.0.1:0")) {
            assertThat(serve.errLine()).startsWith("landline: made a host key: ");
            assertThat(serve.errLine())
                    .isEqualTo(
                            "landline: flights.jar is not used: expected the names of its"
                                    + " handlers' classes in META-INF/services/"
                                    + "dev.landline.server.handler.Handler, or as Landline-Handlers"
                                    + " in its manifest");
            assertThat(serve.errLine()).startsWith("landline: listening on ");
            serve.signal("TERM");
            assertThat(serve.status()).isZero();
        }
    }

    @Test
    void aMistakeInTheConfigurationIsNamedByFileLineAndKey() throws IOException {
        Files.createDirectories(server.config(""));
        Files.writeString(server.config("landline.toml"), "\nbacklog = \"many\"\n");

        Account.Outcome outcome = server.runs("serve");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("landline: " + server.config("landline.toml") + ":2:")
                .contains("backlog: expected ");
    }

    @Test
    void anAddressThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String uri = "tls://127.0.0.1:" + taken.getLocalPort();

            Account.Outcome outcome = server.runs("serve", "--listen", uri);

            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err()).contains("landline: cannot listen on " + uri);
        }
    }
}
