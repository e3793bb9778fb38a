package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code landline exec} as a process: its ends and its signals. */
@Timeout(60)
class ExecProcessTest {

    @TempDir private Path home;

    @Test
    void itEndsWithTheCommandWhileItsInputIsStillOpen() throws Exception {
        try (Jvm landline = Jvm.start(home, "exec", "local", "-c", "echo out; exit 7")) {
            assertThat(landline.outLine()).isEqualTo("out");
            assertThat(landline.status()).isEqualTo(7);
            assertThat(landline.errLines()).isEmpty();
        }
    }

    @Test
    void aReaderWhoGoesEndsTheCommandInSilence() throws Exception {
        try (Jvm landline = Jvm.start(home, "exec", "local", "-c", "echo $$; exec yes")) {
            ProcessHandle command = processNamedBy(landline.outLine());
            landline.closeOut();

            assertThat(landline.status()).isEqualTo(128 + 13);
            assertThat(landline.errLines()).isEmpty();
            assertThat(command.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theFirstCtrlCIsForTheCommand() throws Exception {
        try (Jvm landline =
                Jvm.start(
                        home,
                        "exec",
                        "local",
                        "-c",
                        "trap 'echo interrupted; exit 3' INT; echo ready; while :; do sleep 0.1;"
                                + " done")) {
            assertThat(landline.outLine()).isEqualTo("ready");
            landline.signal("INT");

            assertThat(landline.outLine()).isEqualTo("interrupted");
            assertThat(landline.status()).isEqualTo(3);
            assertThat(landline.errLines()).isEmpty();
        }
    }

    @Test
    void theSecondCtrlCEndsACommandThatDoesNotHeedTheFirst() throws Exception {
        try (Jvm landline =
                Jvm.start(
                        home,
                        "exec",
                        "local",
                        "-c",
                        "trap 'echo no' INT; echo $$; while :; do sleep 0.1; done")) {
            ProcessHandle command = processNamedBy(landline.outLine());
            landline.signal("INT");
            assertThat(landline.outLine()).isEqualTo("no");
            landline.signal("INT");

            assertThat(landline.status()).isEqualTo(130);
            assertThat(landline.errLines()).isEmpty();
            assertThat(command.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void itsOwnEndIsTheCommandsEnd(String signal, int status) throws Exception {
        assumeHeeded(status - 128);
        try (Jvm landline = Jvm.start(home, "exec", "local", "-c", "echo $$; exec sleep 600")) {
            ProcessHandle command = processNamedBy(landline.outLine());
            landline.signal(signal);

            assertThat(landline.status()).isEqualTo(status);
            assertThat(landline.errLines()).isEmpty();
            assertThat(command.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
        }
    }

    /**
     * What whoever started this test has had ignored, as nohup does with HUP, stays so below it.
     */
    private static void assumeHeeded(int signal) throws Exception {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            String ignored =
                    status.filter(line -> line.startsWith("SigIgn:")).findFirst().orElseThrow();
            long mask = Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16);
            assumeThat(mask & (1L << (signal - 1))).as("the signal is not ignored").isZero();
        }
    }

    private static ProcessHandle processNamedBy(String line) {
        return ProcessHandle.of(Long.parseLong(line)).orElseThrow();
    }
}
