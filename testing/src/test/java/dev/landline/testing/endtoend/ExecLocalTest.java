package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that a newcomer types first. Each JVM has a heap of 64 MiB. */
final class ExecLocalTest {

    private static final long GIB = 1L << 30;

    @TempDir private Path home;
    private Shell shell = new Shell(Path.of("/"));

    @BeforeEach
    void inHome() {
        shell = new Shell(home);
    }

    @Test
    void keepsTheStreamsApartAndTheStatus() throws Exception {
        var result =
                shell.run(
                        shell.landline(
                                "exec",
                                "local",
                                "--",
                                "sh",
                                "-c",
                                "echo out; echo err >&2; exit 7"));
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.status()).isEqualTo(7);
    }

    @Test
    void tellsSignalsNotFoundAndNotExecutableAsAShellDoes() throws Exception {
        assertThat(shell.run(shell.landline("exec", "local", "-c", "kill -9 $$")).status())
                .isEqualTo(128 + 9);
        assertThat(shell.run(shell.landline("exec", "local", "no-such-program")).status())
                .isEqualTo(127);
        assertThat(shell.run(shell.landline("exec", "local", "/etc/passwd")).status())
                .isEqualTo(126);
    }

    @Test
    void leavesNoFileInTheHomeOfTheUser() throws Exception {
        assertThat(shell.run(shell.landline("exec", "local", "true")).status()).isZero();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void carriesAGibibyteInWithAFlatHeap() throws Exception {
        Process process = shell.builder(shell.landline("exec", "local", "--", "sha256sum")).start();
        var digest = MessageDigest.getInstance("SHA-256");
        byte[] chunk = new byte[1 << 16];
        for (int i = 0; i < chunk.length; i++) {
            chunk[i] = (byte) (i * 31);
        }
        var feeder =
                new FutureTask<>(() -> {
                    try (OutputStream stdin = process.getOutputStream()) {
                        for (long done = 0; done < GIB; done += chunk.length) {
                            digest.update(chunk);
                            stdin.write(chunk);
                        }
                    }
                    return null;
                });
        Thread.ofPlatform().name("feed").start(feeder);
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        feeder.get();
        assertThat(process.waitFor()).isZero();
        assertThat(answer).isEqualTo(HexFormat.of().formatHex(digest.digest()) + "  -\n");
    }

    @Test
    void carriesAGibibyteOutWithAFlatHeap() throws Exception {
        Process process =
                shell.builder(
                                shell.landline(
                                        "exec", "local", "--", "head", "-c", "" + GIB, "/dev/zero"))
                        .start();
        process.getOutputStream().close();
        var got = MessageDigest.getInstance("SHA-256");
        var expected = MessageDigest.getInstance("SHA-256");
        byte[] chunk = new byte[1 << 16];
        long total = 0;
        InputStream stdout = process.getInputStream();
        int count;
        while ((count = stdout.read(chunk)) >= 0) {
            got.update(chunk, 0, count);
            expected.update(new byte[count]);
            total += count;
        }
        assertThat(process.waitFor()).isZero();
        assertThat(total).isEqualTo(GIB);
        assertThat(got.digest()).isEqualTo(expected.digest());
    }

    @Test
    void endsWhenTheCommandEndsThoughItsOwnInputIsStillOpen() throws Exception {
        Process process = shell.builder(shell.landline("exec", "local", "true")).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        process.getOutputStream().close();
    }

    @Test
    void endsTheCommandWhenItIsEndedItself() throws Exception {
        Process process =
                shell.builder(shell.landline("exec", "local", "-c", "echo $$; exec sleep 1000"))
                        .start();
        long pid = Long.parseLong(process.inputReader().readLine());
        ProcessHandle command = ProcessHandle.of(pid).orElseThrow();
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        command.onExit().get(30, TimeUnit.SECONDS);
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @Test
    void tracesTheConversation() throws Exception {
        var result = shell.run(shell.landline("--trace", "exec", "local", "echo", "hi"));
        assertThat(result.stdout()).isEqualTo("hi\n");
        assertThat(List.of(result.stderr().split("\n")))
                .anyMatch(line -> line.matches(".* c1 << ch=1 data stdout @0 \\+3"))
                .anyMatch(line -> line.matches(".* c1 >> ch=1 open exec .*"));
    }
}
