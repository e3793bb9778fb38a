package dev.landline.testing.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.Target;
import dev.landline.TerminalSize;
import dev.landline.client.Landline;
import dev.landline.client.ReconnectListener;
import dev.landline.client.RunningCommand;
import dev.landline.exec.Job;
import dev.landline.exec.OnDisconnect;
import dev.landline.exec.TerminalRequest;
import dev.landline.testing.CuttingProxy;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of commands whose client is gone. */
@Timeout(180)
class AbandonedTest {

    private static final int CROWD = Integer.getInteger("crowd", 200);

    @TempDir private Path directory;

    private static Landline through(TestServer server, CuttingProxy proxy) throws IOException {
        return server.clientAt(
                        new Target.Host(
                                Optional.empty(),
                                proxy.address().getHostString(),
                                proxy.address().getPort()))
                .reconnect(Duration.ZERO, ReconnectListener.NONE)
                .connect();
    }

    private static CuttingProxy proxy(TestServer server) throws IOException {
        return CuttingProxy.start(server.address(), 1, 0, 1, 1);
    }

    private static List<Job> jobs(Landline client) {
        try {
            return client.jobs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script that starts a background process, one under nohup, and one in its own session. */
    private String family() {
        return "nohup sleep 1001 >/dev/null 2>&1 & setsid sleep 1002 & (sleep 1003 & sleep 1004) &"
                + " (trap '' HUP TERM; exec sleep 1005) & echo $$ > '"
                + directory.resolve("pid")
                + "'; wait";
    }

    private static long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info()
                                .commandLine()
                                .filter(line -> line.matches(".*sleep 100[1-5]"))
                                .isPresent())
                .count();
    }

    @Test
    void theWholeFamilyIsEndedWithTheConnection() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = proxy(server)) {
            Landline client = through(server, proxy);
            RunningCommand command = client.shell(family()).start();
            Eventually.until("all have begun", () -> sleepers() == 5);
            proxy.cutAll();
            Eventually.until("all are gone", () -> sleepers() == 0);
            command.close();
            client.close();
        }
    }

    @Test
    void aServerThatStopsTakesTheWholeFamilyAlong() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline client = server.connect()) {
            client.shell(family()).detach();
            Eventually.until("all have begun", () -> sleepers() == 5);
            server.server().close();
            Eventually.until("all are gone", () -> sleepers() == 0);
        }
    }

    @Test
    void whatIsKeptIsEndedWhenNobodyComesBack() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = proxy(server);
                Landline watcher = server.connect()) {
            Landline client = through(server, proxy);
            RunningCommand command =
                    client.shell(family())
                            .onDisconnect(OnDisconnect.keep(Duration.ofMillis(300)))
                            .start();
            Eventually.until("all have begun", () -> sleepers() == 5);
            proxy.cutAll();
            Eventually.until(
                    "it has ended", () -> jobs(watcher).getFirst().state() == Job.State.ENDED);
            assertThat(sleepers()).isZero();
            command.close();
            client.close();
        }
    }

    @Test
    void whatIsKeptIsThereForWhoeverComesInTime() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = proxy(server);
                Landline second = server.connect()) {
            Landline first = through(server, proxy);
            RunningCommand command =
                    first.shell("echo one; read line; echo $line; read line; echo $line")
                            .onDisconnect(OnDisconnect.keep())
                            .start();
            String id = command.session();
            byte[] four = new byte[4];
            assertThat(command.stdout().readNBytes(four, 0, 4)).isEqualTo(4);
            proxy.cutAll();
            Eventually.until("nobody is joined", () -> jobs(second).getFirst().attached() == 0);
            try (RunningCommand joined = second.attach(id).start()) {
                joined.stdin().write("two\nthree\n".getBytes(UTF_8));
                assertThat(joined.stdout().readAllBytes())
                        .asString()
                        .isEqualTo("one\ntwo\nthree\n");
            }
            command.close();
            first.close();
        }
    }

    @Test
    void aCrowdOfAbandonedSessionsLeavesNothing() throws Exception {
        try (LeakCheck _ = LeakCheck.start().patience(Duration.ofSeconds(60));
                TestServer server =
                        TestServer.with()
                                .sessions(some -> some.withResults(Duration.ofMillis(500), 10_000))
                                .start();
                Landline watcher = server.connect()) {
            assertThat(jobs(watcher)).isEmpty(); // both ends of this connection are there
            LeakCheck beside = LeakCheck.start().patience(Duration.ofSeconds(60));
            List<Landline> clients = new ArrayList<>();
            try (CuttingProxy proxy = proxy(server)) {
                for (int i = 0; i < CROWD; i++) {
                    if (i % 100 == 0) {
                        clients.add(through(server, proxy));
                    }
                    Landline client = clients.getLast();
                    switch (i % 4) {
                        case 0 ->
                                client.exec("sleep", "1000")
                                        .onDisconnect(OnDisconnect.keep(Duration.ofMillis(400)))
                                        .start();
                        case 1 -> client.shell("head -c 400000 /dev/zero; sleep 0.3").detach();
                        case 2 ->
                                client.exec("yes")
                                        .onDisconnect(OnDisconnect.keep(Duration.ofMillis(400)))
                                        .start();
                        default ->
                                client.exec("cat")
                                        .terminal(
                                                new TerminalRequest(
                                                        "dumb", new TerminalSize(80, 24)))
                                        .onDisconnect(OnDisconnect.keep(Duration.ofMillis(400)))
                                        .start();
                    }
                }
                proxy.cutAll();
                clients.forEach(Landline::close);
                Eventually.until("all are forgotten", () -> jobs(watcher).isEmpty());
            }
            beside.assertNothingLeft();
            try (var spool = Files.list(server.spool())) {
                assertThat(spool).isEmpty();
            }
        }
    }
}
