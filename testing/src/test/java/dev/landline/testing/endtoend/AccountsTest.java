package dev.landline.testing.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.Target;
import dev.landline.client.ExecResult;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.identity.IdentityKey;
import dev.landline.server.config.AccountSettings;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server of root, and accounts that were made for it. Runs only where the tests run as root, for
 * nobody else can make accounts or become them; elsewhere it is skipped and says so.
 */
@Timeout(60)
class AccountsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static MadeAccount ada;
    private static MadeAccount ben;

    private final IdentityKey keyOfAda = IdentityKey.generate("ada");
    private final IdentityKey keyOfBen = IdentityKey.generate("ben");
    private final IdentityKey keyOfBoth = IdentityKey.generate("both");
    private LeakCheck leaks;
    private TestServer server;

    @BeforeAll
    static void makeAccounts() throws Exception {
        MadeAccount.assumeRoot();
        ada = MadeAccount.with("-s", "/bin/bash", "-G", "users");
        ben = MadeAccount.with("-s", "/bin/sh");
    }

    @AfterAll
    static void removeAccounts() {
        Stream.of(Optional.ofNullable(ada), Optional.ofNullable(ben))
                .flatMap(Optional::stream)
                .forEach(MadeAccount::close);
    }

    @BeforeEach
    void start() throws Exception {
        leaks = LeakCheck.start();
        ada.authorize(keyOfAda, "");
        ben.authorize(keyOfBen, "");
        server = TestServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        leaks.assertNothingLeft();
        assertThat(processesOf(ada)).isEmpty();
        assertThat(processesOf(ben)).isEmpty();
    }

    private static List<ProcessHandle> processesOf(MadeAccount account) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().user().equals(Optional.of(account.name())))
                .toList();
    }

    private Landline connect(IdentityKey key, String... user) throws IOException {
        return Landline.to(
                        new Target.Host(
                                Stream.of(user).findFirst(),
                                server.address().getHostString(),
                                server.address().getPort()))
                .key(key)
                .hostKeys(HostKeyPolicy.pinned(server.server().fingerprint()))
                .connect();
    }

    private String output(IdentityKey key, String command) throws IOException {
        try (Landline client = connect(key)) {
            ExecResult result = client.shell(command).run();
            assertThat(result.stderrText()).isEmpty();
            return result.stdoutText().strip();
        }
    }

    private static void assertRefused(Landline client, String message) {
        assertThatThrownBy(() -> client.exec("id").run())
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED);
                            assertThat(e).hasMessageContaining(message);
                        });
    }

    private static String said(String... words) throws Exception {
        Process process = new ProcessBuilder(words).start();
        return new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
    }

    @Test
    void aCommandRunsAsTheAccountOfItsKeyWithAllItsGroups() throws Exception {
        for (String which : List.of("-u", "-ru", "-g", "-rg", "-G")) {
            assertThat(output(keyOfAda, "id " + which)).isEqualTo(said("id", which, ada.name()));
            assertThat(output(keyOfBen, "id " + which)).isEqualTo(said("id", which, ben.name()));
        }
        assertThat(output(keyOfAda, "id -Gn")).contains("users").doesNotContain("root");
    }

    @Test
    void nothingOfRootIsLeftButTheWayBackThroughSudo() throws Exception {
        String status = output(keyOfAda, "cat /proc/self/status");

        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapAmb")) {
            assertThat(status).contains(set + ":\t0000000000000000");
        }
        assertThat(status).contains("NoNewPrivs:\t" + noNewPrivileges());
        assertThat(output(keyOfAda, "head -1 /etc/shadow 2>&1; true")).contains("ermission denied");
    }

    /** What this process has been given itself is not ours to give back. */
    private static String noNewPrivileges() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("NoNewPrivs:"))
                .findFirst()
                .orElseThrow()
                .substring("NoNewPrivs:\t".length());
    }

    @Test
    void theEnvironmentIsThatOfTheAccountAndWhatWasAsked() throws Exception {
        try (Landline client = connect(keyOfAda)) {
            String odd = " a'b\"c $(id) `id` \\ ;\n Zoë ÁÁ\t";
            String found =
                    client.exec("env", "-0").env("ASKED", odd).env("IFS", "x").run().stdoutText();
            List<String> variables = List.of(found.split("\0"));

            assertThat(variables)
                    .contains(
                            "HOME=" + ada.home(),
                            "USER=" + ada.name(),
                            "LOGNAME=" + ada.name(),
                            "SHELL=/bin/bash",
                            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                            "ASKED=" + odd,
                            "IFS=x");
            TreeSet<String> names = new TreeSet<>();
            variables.forEach(variable -> names.add(variable.substring(0, variable.indexOf('='))));
            names.removeIf(name -> name.startsWith("LC_") || List.of("LANG", "TZ").contains(name));
            // Which the shell between may add, where it is bash.
            names.removeAll(List.of("_", "SHLVL"));
            assertThat(names)
                    .containsExactly(
                            "ASKED",
                            "HOME",
                            "IFS",
                            "LANDLINE_CONNECTION",
                            "LANDLINE_IDENTITY",
                            "LANDLINE_SERVER",
                            "LANDLINE_SESSION",
                            "LANDLINE_USER",
                            "LOGNAME",
                            "PATH",
                            "SHELL",
                            "USER");
        }
    }

    @Test
    void wordsArriveAsTheyAre() throws Exception {
        List<String> words =
                List.of("$(id)", "a b", "", "'", "\"", "`id`", "\\", "-n", "*", "\n", "Zoë", ";id");
        try (Landline client = connect(keyOfAda)) {
            List<String> argv = Stream.concat(Stream.of("printf", "%s|"), words.stream()).toList();

            assertThat(client.exec(argv).run().stdoutText())
                    .isEqualTo(String.join("|", words) + "|");
        }
    }

    /** The loader would write what it does to a file of whoever it does it as. */
    @Test
    void variablesMeanNothingToTheToolsThatRunAsRoot() throws Exception {
        try (Landline client = connect(keyOfAda)) {
            ExecResult result =
                    client.exec("true")
                            .env("LD_DEBUG", "libs")
                            .env("LD_DEBUG_OUTPUT", ada.home().resolve("loader").toString())
                            .env("PATH", ada.home() + ":/usr/bin:/bin")
                            .run();
            assertThat(result.status().success()).isTrue();
        }
        try (Stream<Path> files = Files.list(ada.home())) {
            List<Path> written =
                    files.filter(file -> file.getFileName().toString().startsWith("loader"))
                            .toList();
            assertThat(written).isNotEmpty();
            for (Path file : written) {
                assertThat(Files.getOwner(file).getName()).isEqualTo(ada.name());
                assertThat(Files.readString(file)).doesNotContain("setpriv", "chown");
                Files.delete(file);
            }
        }
    }

    @Test
    void filesBelongToTheAccountAndHaveTheUmaskOfTheConfiguration() throws Exception {
        assertThat(output(keyOfAda, "pwd; umask; touch made")).isEqualTo(ada.home() + "\n0022");
        assertThat(Files.getOwner(ada.home().resolve("made")).getName()).isEqualTo(ada.name());

        try (TestServer strict =
                        TestServer.with()
                                .accounts(new AccountSettings(List.of(ada.name()), 0077))
                                .start();
                Landline client = strict.client(keyOfAda).connect()) {
            assertThat(client.shell("umask").run().stdoutText()).isEqualTo("0077\n");
        }
    }

    @Test
    void thePipesCanBeOpenedByName() throws Exception {
        try (Landline client = connect(keyOfAda)) {
            ExecResult result =
                    client.shell("cat /dev/stdin >/dev/stdout; echo bad >/dev/stderr")
                            .stdin("good")
                            .run();

            assertThat(result.stdoutText()).isEqualTo("good");
            assertThat(result.stderrText()).isEqualTo("bad\n");
        }
        for (String device : List.of("/dev/null", "/dev/tty", "/dev/zero")) {
            assertThat(Files.getOwner(Path.of(device)).getName()).isEqualTo("root");
        }
    }

    @Test
    void aKeyDoesNotOpenAnAccountThatItDoesNotBelongTo() throws Exception {
        try (Landline client = connect(keyOfAda, ben.name())) {
            assertRefused(
                    client,
                    "this key belongs to %s, and not to %s".formatted(ada.name(), ben.name()));
        }
        try (Landline client = connect(keyOfAda, "root")) {
            assertRefused(client, "and not to root");
        }
        try (Landline client = connect(server.userKey())) {
            assertThat(client.exec("id", "-un").run().stdoutText()).isEqualTo("root\n");
        }
        try (Landline client = connect(server.userKey(), ada.name())) {
            assertRefused(client, "this key belongs to root, and not to " + ada.name());
        }
    }

    @Test
    void aKeyOfTwoAccountsHasToSayWhich() throws Exception {
        ada.authorize(keyOfBoth, "");
        ben.authorize(keyOfBoth, "command=\"echo forced as $(id -un)\"");

        try (Landline client = connect(keyOfBoth)) {
            assertRefused(client, ": say which, as in ");
        }
        try (Landline client = connect(keyOfBoth, ada.name())) {
            assertThat(client.exec("id", "-un").run().stdoutText()).isEqualTo(ada.name() + "\n");
        }
        try (Landline client = connect(keyOfBoth, ben.name())) {
            assertThat(client.exec("id", "-un").run().stdoutText())
                    .isEqualTo("forced as " + ben.name() + "\n");
        }
    }

    @Test
    void anAccountWithoutALoginShellIsNotServed() throws Exception {
        try (MadeAccount closed = MadeAccount.with("-s", "/usr/sbin/nologin");
                TestServer named =
                        TestServer.with()
                                .accounts(new AccountSettings(List.of(closed.name()), 0022))
                                .start()) {
            IdentityKey key = IdentityKey.generate("closed");
            closed.authorize(key, "");

            for (TestServer each : List.of(server, named)) {
                assertThatThrownBy(() -> each.client(key).connect())
                        .isInstanceOfSatisfying(
                                ConnectionException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED));
            }
        }
    }

    @Test
    void anAccountThatIsClosedGetsNothingMoreOverItsOpenConnections() throws Exception {
        try (Landline client = connect(keyOfBen)) {
            assertThat(client.exec("true").run().status().success()).isTrue();
            MadeAccount.tool(List.of("usermod", "-s", "/usr/sbin/nologin", ben.name()));
            try {
                assertRefused(client, "is closed: its shell is /usr/sbin/nologin");
            } finally {
                MadeAccount.tool(List.of("usermod", "-s", "/bin/sh", ben.name()));
            }
        }
    }

    @Test
    void theDirectoryIsEnteredAsTheAccount() throws Exception {
        try (Landline client = connect(keyOfAda)) {
            for (Path forbidden : List.of(ben.home(), Path.of("/root"), Path.of("/no/such"))) {
                ExecResult result = client.exec("pwd").cwd(forbidden.toString()).run();

                assertThat(result.status()).isEqualTo(new ExitStatus.Exited(127));
                assertThat(result.stdoutText()).isEmpty();
                assertThat(result.stderrText()).contains("cd").contains(forbidden.toString());
            }
            assertThat(client.exec("pwd").cwd("/usr/share").run().stdoutText())
                    .isEqualTo("/usr/share\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"no-such-program,127", "/no/such,127", "/etc/passwd,126", "/tmp,126"})
    void aProgramThatCannotBeStartedIsNamedWithTheStatusOfAShell(String program, int status)
            throws Exception {
        try (Landline client = connect(keyOfAda)) {
            ExecResult result = client.exec(program).run();

            assertThat(result.status()).isEqualTo(new ExitStatus.Exited(status));
            assertThat(result.stderrText()).contains(program);
        }
    }

    @Test
    void whatNoShellCanHandOnIsRefusedBeforeAnythingIsStarted() throws Exception {
        try (Landline client = connect(keyOfAda)) {
            assertThatThrownBy(() -> client.exec("true").env("a.b", "c").run())
                    .hasMessageContaining("letters, digits and _, got 'a.b'");
            assertThat(client.jobs()).isEmpty();
            assertThatThrownBy(() -> client.exec("-c", "id").run())
                    .hasMessageContaining("cannot begin with a hyphen");
        }
    }

    @Test
    void exitStatusesAndSignalsArePassedThrough() throws Exception {
        try (Landline client = connect(keyOfAda)) {
            assertThat(client.shell("exit 42").run().status()).isEqualTo(new ExitStatus.Exited(42));
            assertThat(client.shell("kill -KILL $$").run().status())
                    .isInstanceOfSatisfying(
                            ExitStatus.Signaled.class,
                            signaled -> assertThat(signaled.number()).isEqualTo(9));
        }
    }

    @Test
    void theProcessThatWasStartedIsTheCommandAndHearsSignals() throws Exception {
        try (Landline client = connect(keyOfAda);
                RunningCommand command = client.shell("echo $$; exec sleep 1000").start()) {
            ProcessHandle process = process(command);

            assertThat(process.parent()).contains(ProcessHandle.current());
            assertThat(process.info().user()).contains(ada.name());
            command.signal("TERM");
            assertThat(command.waitFor(SOON))
                    .isInstanceOfSatisfying(
                            ExitStatus.Signaled.class,
                            signaled -> assertThat(signaled.number()).isEqualTo(15));
        }
    }

    @Test
    void cancellingEndsEverythingThatTheAccountStarted() throws Exception {
        try (Landline client = connect(keyOfAda);
                RunningCommand command =
                        client.shell("trap '' HUP TERM; sleep 1000 & echo $!; wait").start()) {
            ProcessHandle grandchild = process(command);

            command.cancel();

            grandchild.onExit().get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static ProcessHandle process(RunningCommand command) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(command.stdout(), US_ASCII)).readLine();
        return ProcessHandle.of(Long.parseLong(line)).orElseThrow();
    }

    @Test
    void rootOverTheSocketIsRoot() throws Exception {
        try (Landline client = Landline.to(server.unixTarget()).connect()) {
            assertThat(client.exec("id", "-un").run().stdoutText()).isEqualTo("root\n");
        }
    }
}
