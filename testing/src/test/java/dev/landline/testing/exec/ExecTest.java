package dev.landline.testing.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.client.ExecResult;
import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Running commands with the library, as people will. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecTest {

    private LeakCheck leaks;
    private TestServer server;
    private Landline client;

    @BeforeAll
    void start() throws IOException {
        leaks = LeakCheck.start();
        server = TestServer.start();
        client = server.connect();
    }

    @AfterAll
    void stop() {
        assertThat(client.running()).isZero();
        client.close();
        server.close();
        leaks.assertNothingLeft();
    }

    private String shell(String command) throws IOException {
        ExecResult result = client.shell(command).run();
        assertThat(result.stderrText()).isEmpty();
        assertThat(result.status()).isEqualTo(new ExitStatus.Exited(0));
        return result.stdoutText();
    }

    @Test
    void theTwoStreamsComeApartAndTheStatusAsItIs() throws Exception {
        ExecResult result = client.exec("sh", "-c", "echo out; echo err >&2; exit 7").run();
        assertThat(result.stdoutText()).isEqualTo("out\n");
        assertThat(result.stderrText()).isEqualTo("err\n");
        assertThat(result.status()).isEqualTo(new ExitStatus.Exited(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 126, 127, 128, 137, 255})
    void anExitCodeIsAnExitCode(int code) throws Exception {
        assertThat(client.exec("sh", "-c", "exit " + code).run().status())
                .isEqualTo(new ExitStatus.Exited(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL:9", "TERM:15", "INT:2", "HUP:1", "USR1:10", "PIPE:13"})
    void aSignalIsASignal(String signal) throws Exception {
        String[] parts = signal.split(":", -1);
        assertThat(client.exec("sh", "-c", "kill -" + parts[0] + " $$").run().status())
                .isEqualTo(new ExitStatus.Signaled(Integer.parseInt(parts[1]), parts[0], false));
    }

    @Test
    void whatCannotBeStartedSaysWhy(@TempDir Path folder) throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "no program");
        assertNotStarted(ExitStatus.Reason.NOT_FOUND, "no-such-program-anywhere");
        assertNotStarted(ExitStatus.Reason.NOT_FOUND, folder.resolve("missing").toString());
        assertNotStarted(ExitStatus.Reason.NOT_EXECUTABLE, plain.toString());
        assertNotStarted(ExitStatus.Reason.NOT_EXECUTABLE, folder.toString());
        ExecResult lost = client.exec("true").cwd(folder.resolve("missing").toString()).run();
        assertThat(lost.status())
                .isInstanceOfSatisfying(
                        ExitStatus.NotStarted.class,
                        status -> {
                            assertThat(status.reason()).isEqualTo(ExitStatus.Reason.NOT_FOUND);
                            assertThat(status.message()).contains("missing");
                        });
    }

    private void assertNotStarted(ExitStatus.Reason reason, String program) throws IOException {
        ExecResult result = client.exec(program).run();
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).isEmpty();
        assertThat(result.status())
                .isInstanceOfSatisfying(
                        ExitStatus.NotStarted.class,
                        status -> {
                            assertThat(status.reason()).isEqualTo(reason);
                            assertThat(status.message()).contains(program);
                        });
    }

    /** The message would not fit into a header; it must not take the connection with it. */
    @Test
    void aPathThatIsMuchTooLongIsOneCommandsTrouble() throws Exception {
        RunningCommand other = client.exec("cat").start();
        ExecResult result = client.exec("true").cwd("/" + "x".repeat(64_000)).run();
        assertThat(result.status()).isInstanceOf(ExitStatus.NotStarted.class);
        assertThat(client.exec("x/".repeat(32_000)).run().status())
                .isInstanceOf(ExitStatus.NotStarted.class);
        other.stdin().close();
        assertThat(other.waitFor()).isEqualTo(new ExitStatus.Exited(0));
    }

    @Test
    void aRequestThatFitsIntoNoFrameIsRefusedHere() throws Exception {
        assertThatThrownBy(() -> client.exec("echo", "x".repeat(70_000)).run())
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
        assertThatThrownBy(() -> client.exec("echo", "\uD83D").run())
                .isInstanceOf(IOException.class);
        assertThat(shell("echo still here")).isEqualTo("still here\n");
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        List<String> odd =
                List.of(
                        "",
                        " ",
                        "a b",
                        "'",
                        "\"",
                        "`id`",
                        "$(id)",
                        "$HOME",
                        "*",
                        "~",
                        "\\",
                        "\\n",
                        "line\nfeed",
                        "tab\tand\rreturn",
                        "Größe",
                        "日本語",
                        "\uD83D\uDE80",
                        "e\u0301",
                        "-n",
                        "--",
                        ";",
                        "&",
                        "|",
                        "a=b",
                        "\u0001\u007f");
        List<String> argv = new ArrayList<>(List.of("sh", "-c", "printf '%s\\0' \"$@\"", "sh"));
        argv.addAll(odd);
        ExecResult result = client.exec(argv).run();
        assertThat(Arrays.asList(result.stdoutText().split("\0", -1)))
                .startsWith(odd.toArray(String[]::new))
                .hasSize(odd.size() + 1);
    }

    @Test
    void theEnvironmentIsTheAccountsAndWhatWasAsked() throws Exception {
        ExecResult result =
                client.exec("env", "-0")
                        .env("GREETING", "Grüß\n\"Gott\" \uD83D\uDE80")
                        .env("EMPTY", "")
                        .run();
        List<String> env = Arrays.asList(result.stdoutText().split("\0"));
        assertThat(env)
                .contains("GREETING=Grüß\n\"Gott\" \uD83D\uDE80", "EMPTY=")
                .anyMatch(line -> line.startsWith("PATH="))
                .anyMatch(line -> line.startsWith("HOME=/"))
                .anyMatch(line -> line.startsWith("USER="))
                .anyMatch(line -> line.startsWith("SHELL="));
        String secret = "LANDLINE_TEST_OF_THE_SERVERS_OWN_ENVIRONMENT";
        assertThat(System.getenv()).doesNotContainKey(secret);
        assertThat(env).noneMatch(line -> line.startsWith("JAVA_HOME="));
    }

    @Test
    void theWorkingDirectoryIsTheHomeOrWhatWasAsked(@TempDir Path folder) throws Exception {
        Path real = folder.toRealPath();
        Path odd = Files.createDirectory(real.resolve("a b \u00fc"));
        assertThat(shell("pwd -P")).isEqualTo(shell("cd \"$HOME\" && pwd -P"));
        assertThat(client.exec("pwd").cwd(odd.toString()).run().stdoutText()).isEqualTo(odd + "\n");
        assertThat(client.exec("pwd").cwd(".").run().stdoutText()).isEqualTo(shell("pwd"));
    }

    @Test
    void aStringIsForTheShell() throws Exception {
        assertThat(shell("for i in 1 2 3; do printf $i; done | tr 123 abc")).isEqualTo("abc");
        assertThat(shell("echo \"$0\" | grep -c .")).isEqualTo("1\n");
    }

    @Test
    void withoutInputTheInputIsEmpty() throws Exception {
        assertThat(client.exec("wc", "-c").run().stdoutText().strip()).isEqualTo("0");
    }

    @Test
    void inputEndsWhereItEnds() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(5).nextBytes(bytes);
        ExecResult result =
                client.exec("sha256sum").stdin(new java.io.ByteArrayInputStream(bytes)).run();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        assertThat(result.stdoutText()).startsWith(HexFormat.of().formatHex(digest.digest(bytes)));
        assertThat(client.exec("cat").stdin("Grüße").run().stdoutText()).isEqualTo("Grüße");
    }

    @Test
    void outputOfAnySizeArrivesWhole() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (RunningCommand command =
                client.shell("head -c 20000000 /dev/zero | tr '\\0' x").start()) {
            command.stdin().close();
            InputStream stdout = new DigestInputStream(command.stdout(), digest);
            assertThat(stdout.transferTo(OutputStream.nullOutputStream())).isEqualTo(20_000_000);
            assertThat(command.waitFor()).isEqualTo(new ExitStatus.Exited(0));
        }
        byte[] expected = new byte[20_000_000];
        Arrays.fill(expected, (byte) 'x');
        assertThat(digest.digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(expected));
    }

    /** A command that reads nothing is no reason to stop, and neither is one that has ended. */
    @Test
    void inputThatNobodyReadsHoldsNobodyUp() throws Exception {
        byte[] much = new byte[8 << 20];
        ExecResult result =
                client.exec("echo", "done").stdin(new java.io.ByteArrayInputStream(much)).run();
        assertThat(result.stdoutText()).isEqualTo("done\n");
        ExecResult closed =
                client.shell("exec <&-; sleep 0.2; echo done")
                        .stdin(new java.io.ByteArrayInputStream(much))
                        .run();
        assertThat(closed.stdoutText()).isEqualTo("done\n");
    }

    @Test
    void signalsReachTheWholeGroup() throws Exception {
        try (RunningCommand command =
                client.shell(
                                "(trap 'echo child; exit' INT; echo ready; while :; do sleep 0.05;"
                                    + " done) & trap 'wait; echo parent; exit 3' INT; while :; do"
                                    + " sleep 0.05; done")
                        .start()) {
            InputStream stdout = command.stdout();
            assertThat(stdout.readNBytes(6)).isEqualTo("ready\n".getBytes(UTF_8));
            command.signal("INT");
            assertThat(new String(stdout.readAllBytes(), UTF_8).lines())
                    .containsExactlyInAnyOrder("child", "parent");
            assertThat(command.waitFor()).isEqualTo(new ExitStatus.Exited(3));
        }
    }

    @Test
    void moreOutputThanWantedIsAnErrorAndTheCommandIsEnded() throws Exception {
        assertThatThrownBy(() -> client.exec("yes").maxOutput(100_000).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("100000");
    }

    @Test
    void anotherAccountIsNotPermitted() throws Exception {
        String other = "nobody-of-that-name";
        try (Landline asking =
                Landline.to(
                                new dev.landline.Target.Host(
                                        java.util.Optional.of(other),
                                        server.address().getHostString(),
                                        server.address().getPort()))
                        .key(server.userKey())
                        .hostKeys(
                                dev.landline.client.HostKeyPolicy.pinned(
                                        server.server().fingerprint()))
                        .connect()) {
            assertThatThrownBy(() -> asking.exec("true").run())
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED);
                                assertThat(e).hasMessageContaining(other);
                            });
        }
    }

    @Test
    void waitingHasALimit() throws Exception {
        try (RunningCommand command = client.exec("sleep", "1000").start()) {
            assertThatThrownBy(() -> command.waitFor(Duration.ofMillis(50)))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
        }
    }
}
