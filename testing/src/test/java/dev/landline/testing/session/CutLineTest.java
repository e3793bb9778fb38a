package dev.landline.testing.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus;
import dev.landline.Target;
import dev.landline.TerminalSize;
import dev.landline.client.Landline;
import dev.landline.client.ReconnectListener;
import dev.landline.client.RunningCommand;
import dev.landline.exec.OnDisconnect;
import dev.landline.exec.TerminalRequest;
import dev.landline.testing.CuttingProxy;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands through a line that is cut again and again: every byte arrives once, and every command
 * runs once. {@code -Dcuts=200 -Dmebibytes=1024} is the full size.
 */
@Timeout(900)
class CutLineTest {

    private static final int CUTS = Integer.getInteger("cuts", 25);
    private static final long BYTES = Long.getLong("mebibytes", 48) << 20;
    private static final long SEED = Long.getLong("seed", 4711);

    @TempDir private Path directory;

    private static long most() {
        return Math.max(200_000, BYTES / CUTS);
    }

    private static Landline through(TestServer server, CuttingProxy proxy) throws IOException {
        Target target =
                new Target.Host(
                        Optional.empty(),
                        proxy.address().getHostString(),
                        proxy.address().getPort());
        return server.clientAt(target)
                .reconnect(Duration.ofMinutes(5), ReconnectListener.NONE)
                .connect();
    }

    private static CuttingProxy proxy(TestServer server) throws IOException {
        return CuttingProxy.start(server.address(), SEED, CUTS, 2_000, most());
    }

    private Path ran() {
        return directory.resolve("ran");
    }

    private String once(String command) {
        return "echo x >> '" + ran() + "'; " + command;
    }

    private void assertRanOnce() throws IOException {
        assertThat(Files.readString(ran())).isEqualTo("x\n");
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    @Test
    void inputArrivesWhole() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = proxy(server);
                Landline landline = through(server, proxy);
                RunningCommand command =
                        landline.shell(once("sha256sum"))
                                .onDisconnect(OnDisconnect.keep())
                                .start()) {
            FutureTask<Void> feeder =
                    start(() -> {
                        byte[] chunk = new byte[30_000];
                        SplittableRandom random = new SplittableRandom(SEED);
                        try (OutputStream stdin = command.stdin()) {
                            for (long left = BYTES; left > 0; left -= chunk.length) {
                                random.nextBytes(chunk);
                                int count = (int) Math.min(left, chunk.length);
                                digest.update(chunk, 0, count);
                                stdin.write(chunk, 0, count);
                            }
                        }
                        return null;
                    });
            String answer = new String(command.stdout().readAllBytes(), StandardCharsets.US_ASCII);
            feeder.get();

            assertThat(answer).startsWith(HexFormat.of().formatHex(digest.digest()));
            assertThat(command.waitFor()).isEqualTo(new ExitStatus.Exited(0));
            assertThat(proxy.cuts()).isGreaterThan(CUTS / 2);
            assertRanOnce();
        }
    }

    @Test
    void outputArrivesWhole() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = proxy(server);
                Landline landline = through(server, proxy);
                RunningCommand command =
                        landline.shell(
                                        once(
                                                "head -c "
                                                        + BYTES
                                                        + " /dev/zero | openssl enc -aes-128-ctr"
                                                        + " -K 00 -iv 00 2>/dev/null | tee '"
                                                        + directory.resolve("sent")
                                                        + "'"))
                                .onDisconnect(OnDisconnect.keep())
                                .start()) {
            command.stdin().close();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[64 * 1024];
            long total = 0;
            int count;
            while ((count = command.stdout().read(chunk)) >= 0) {
                digest.update(chunk, 0, count);
                total += count;
            }

            assertThat(command.waitFor()).isEqualTo(new ExitStatus.Exited(0));
            assertThat(total).isEqualTo(BYTES);
            MessageDigest sent = MessageDigest.getInstance("SHA-256");
            try (InputStream file = Files.newInputStream(directory.resolve("sent"))) {
                while ((count = file.read(chunk)) >= 0) {
                    sent.update(chunk, 0, count);
                }
            }
            assertThat(digest.digest()).isEqualTo(sent.digest());
            assertThat(proxy.cuts()).isGreaterThan(CUTS / 2);
            assertRanOnce();
        }
    }

    @Test
    void linesGoBothWaysAtOnce() throws Exception {
        long lines = Math.min(2_000_000, BYTES / 32);
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = proxy(server);
                Landline landline = through(server, proxy);
                RunningCommand command =
                        landline.shell(
                                        once(
                                                "exec 3<&0; seq 1 "
                                                        + lines
                                                        + " & seq 1 "
                                                        + lines
                                                        + " | cmp - /dev/fd/3 >&2; wait"))
                                .onDisconnect(OnDisconnect.keep())
                                .start()) {
            FutureTask<Void> feeder =
                    start(() -> {
                        try (OutputStream stdin = command.stdin()) {
                            StringBuilder text = new StringBuilder();
                            for (long i = 1; i <= lines; i++) {
                                text.append(i).append('\n');
                                if (text.length() > 5000 || i == lines) {
                                    stdin.write(
                                            text.toString().getBytes(StandardCharsets.US_ASCII));
                                    text.setLength(0);
                                }
                            }
                        }
                        return null;
                    });
            FutureTask<String> messages =
                    start(() ->
                            new String(command.stderr().readAllBytes(), StandardCharsets.UTF_8));
            try (var reader =
                    new BufferedReader(
                            new InputStreamReader(command.stdout(), StandardCharsets.US_ASCII))) {
                for (long i = 1; i <= lines; i++) {
                    assertThat(reader.readLine()).isEqualTo(Long.toString(i));
                }
                assertThat(reader.readLine()).isNull();
            }
            feeder.get();

            assertThat(messages.get()).isEmpty();
            assertThat(command.waitFor()).isEqualTo(new ExitStatus.Exited(0));
            assertRanOnce();
        }
    }

    @Test
    void aTerminalGoesOnWhereItWas() throws Exception {
        long lines = Math.min(1_000_000, BYTES / 64);
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = proxy(server);
                Landline landline = through(server, proxy);
                RunningCommand command =
                        landline.shell(
                                        once(
                                                "stty raw -echo; echo ready; head -c 5; seq 1 "
                                                        + lines
                                                        + "; echo end"))
                                .terminal(new TerminalRequest("dumb", new TerminalSize(80, 24)))
                                .onDisconnect(OnDisconnect.keep())
                                .start();
                BufferedReader reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        command.stdout(), StandardCharsets.US_ASCII))) {
            assertThat(reader.readLine()).isEqualTo("ready");
            command.stdin().write("type\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(reader.readLine()).isEqualTo("type");
            for (long i = 1; i <= lines; i++) {
                assertThat(reader.readLine()).isEqualTo(Long.toString(i));
            }
            assertThat(reader.readLine()).isEqualTo("end");
            assertThat(reader.readLine()).isNull();
            assertThat(command.waitFor()).isEqualTo(new ExitStatus.Exited(0));
            assertRanOnce();
        }
    }
}
