package dev.landline.testing.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.identity.PemExport;
import dev.landline.testing.TestServer;
import dev.landline.testing.endtoend.Shell.Result;
import dev.landline.testing.handler.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code landline call} as a process, and a call from Python. */
@Timeout(120)
final class CallCommandTest {

    private static final int SIGNALED = 128;

    @TempDir private Path home;
    private final Samples samples = new Samples();
    private Shell shell;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        shell = new Shell(home);
        server = TestServer.with().with(samples::offer).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> call(String... words) {
        List<String> command = shell.landline("call", server.unixTarget().toString());
        command.addAll(List.of(words));
        return command;
    }

    private Result run(String... words) throws Exception {
        return shell.run(call(words));
    }

    private Process startReading(Path input, String... words) throws Exception {
        return shell.builder(call(words)).redirectInput(input.toFile()).start();
    }

    @Test
    void answersAreLines() throws Exception {
        Result sum = run("add", "{\"a\": 1, \"b\": 2}");
        assertThat(sum.stderr()).isEmpty();
        assertThat(sum.stdout()).isEqualTo("3\n");
        assertThat(sum.status()).isZero();
        assertThat(run("count", "{\"to\": 3}").stdout()).isEqualTo("1\n2\n3\n");
        Result nothing = run("nothing");
        assertThat(nothing.stdout()).isEmpty();
        assertThat(nothing.status()).isZero();
        assertThat(run("echo").stdout()).isEqualTo("{}\n");
    }

    @Test
    void parametersMayBeLargeOrComeFromStandardInput() throws Exception {
        String large = "[\"" + "x".repeat(100_000) + "\"]";
        assertThat(run("echo", large).stdout()).isEqualTo(large + "\n");
        Path input = Files.writeString(home.resolve("input"), "{\"a\": 40,\n\"b\": 2}\n");
        Process sum = startReading(input, "add", "-");
        assertThat(new String(sum.getInputStream().readAllBytes(), UTF_8)).isEqualTo("42\n");
        assertThat(sum.waitFor()).isZero();
    }

    @Test
    void rawBytesGoThroughAsTheyAre() throws Exception {
        byte[] bytes = samples.filled(5_000_000);
        Path input = Files.write(home.resolve("input"), bytes);
        Process same = startReading(input, "bytes.same", "-");
        assertThat(Arrays.equals(same.getInputStream().readAllBytes(), bytes)).isTrue();
        assertThat(same.waitFor()).isZero();
        Process length = startReading(input, "bytes.length", "{\"unit\": \"B\"}", "-");
        assertThat(new String(length.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("5000000\n");
        assertThat(length.waitFor()).isZero();
    }

    @Test
    void theListIsForPeopleAndForPrograms() throws Exception {
        Result list = run("--list");
        assertThat(list.status()).as(list.stderr()).isZero();
        assertThat(list.stdout())
                .containsPattern("(?m)^flight\\.status\\(flight: string, on\\?: .+\\) -> .+$")
                .contains("    How a flight is doing.\n")
                .containsPattern("(?m)^bytes\\.same\\(-\\) -> bytes$");
        assertThat(run("--list", "--json").stdout().lines())
                .allMatch(line -> line.startsWith("{\"name\":\"") && line.endsWith("}"))
                .hasSizeGreaterThan(10);
        Result local = shell.run(shell.landline("call", "local", "--list"));
        assertThat(local.status()).as(local.stderr()).isZero();
        assertThat(local.stdout()).isEmpty();
        assertThat(local.stderr())
                .isEqualTo("landline: local: there is no handler that you may call\n");
    }

    @Test
    void failuresAreToldAndHaveAStatus() throws Exception {
        Result unknown = run("flight.statsu");
        assertThat(unknown.status()).isEqualTo(255);
        assertThat(unknown.stderr()).contains("flight.statsu").contains("hint: ");
        Result failed = run("--failure-status", "9", "fails.late");
        assertThat(failed.stdout()).isEqualTo("2\n1\n");
        assertThat(failed.stderr()).contains("ArithmeticException").contains("/ by zero");
        assertThat(failed.status()).isEqualTo(9);
        Result late = run("--timeout", "300ms", "hangs");
        assertThat(late.status()).as(late.stderr()).isEqualTo(124);
        Result bad = run("add", "{\"a\": one}");
        assertThat(bad.status()).isEqualTo(2);
        assertThat(bad.stderr()).contains("JSON: not valid JSON: ").contains(" at column 7");
        Result wrong = run("add", "{\"a\": 1, \"b\": 2, \"c\": 3}");
        assertThat(wrong.status()).isEqualTo(255);
        assertThat(wrong.stderr()).contains("c");
    }

    @Test
    void ctrlCCancelsTheCall() throws Exception {
        Process flood = shell.builder(call("flood")).start();
        assertThat(flood.inputReader().readLine()).hasSize(1002);
        Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(flood.pid())).start();
        assertThat(kill.waitFor()).isZero();
        assertThat(flood.inputReader().lines().count()).isNotNegative();
        assertThat(flood.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(flood.exitValue()).isEqualTo(SIGNALED + 2);
        assertThat(samples.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoeverReadsNoMoreEndsTheCall() throws Exception {
        Process flood = shell.builder(call("flood")).start();
        assertThat(flood.inputReader().readLine()).hasSize(1002);
        flood.getInputStream().close();
        assertThat(flood.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(flood.exitValue()).isEqualTo(SIGNALED + 13);
        assertThat(samples.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** What maps objects is large; who calls nothing by types does not wait for it. */
    @Test
    void noCommandOfTheCommandLineLoadsWhatMapsObjects() throws Exception {
        for (List<String> command :
                List.of(
                        shell.landline("exec", server.unixTarget().toString(), "true"),
                        call("add", "{\"a\": 1, \"b\": 2}"))) {
            Path classes = home.resolve("classes");
            List<String> logged = new ArrayList<>(command);
            logged.add(1, "-Xlog:class+load:file=" + classes);
            Result result = shell.run(logged);
            assertThat(result.status()).as(result.stderr()).isZero();
            assertThat(Files.readString(classes))
                    .contains("dev.landline.client.Landline ")
                    .doesNotContain("tools.jackson.databind");
        }
    }

    @Test
    void aCallFromPython() throws Exception {
        Path certificate = home.resolve("me.crt");
        Path key = home.resolve("me.key");
        PemExport.write(server.userKey(), certificate, key);
        List<String> python =
                List.of(
                        "python3",
                        Shell.project().resolve("examples/python/landline_call.py").toString(),
                        server.address().getHostString() + ":" + server.address().getPort(),
                        certificate.toString(),
                        key.toString(),
                        server.server().fingerprint().toString());
        assertThat(python(python, "count", "{\"to\": 3}").stdout()).isEqualTo("1\n2\n3\n");
        Result status = python(python, "flight.status", "{\"flight\": \"CA981\"}");
        assertThat(status.stdout())
                .isEqualTo("{\"flight\": \"CA981\", \"state\": \"boarding\", \"on\": null}\n");
        Result large = python(python, "echo", "[\"" + "x".repeat(50_000) + "\"]");
        assertThat(large.stdout()).hasSize(50_005);
        Result failed = python(python, "no.such");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.stderr()).startsWith("unknown_handler: ");
    }

    private Result python(List<String> begin, String... words) throws Exception {
        List<String> command = new ArrayList<>(begin);
        command.addAll(List.of(words));
        return shell.run(command);
    }
}
