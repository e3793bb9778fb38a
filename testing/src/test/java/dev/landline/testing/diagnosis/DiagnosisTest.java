package dev.landline.testing.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ErrorCode;
import dev.landline.Target;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.TrustedHosts;
import dev.landline.client.diagnosis.Diagnosis;
import dev.landline.client.diagnosis.Failure;
import dev.landline.client.diagnosis.Failure.Stage;
import dev.landline.client.diagnosis.Finding;
import dev.landline.client.diagnosis.Report;
import dev.landline.client.diagnosis.Step;
import dev.landline.identity.IdentityKey;
import dev.landline.probe.ProbeRequest.Direction;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A diagnosis of real servers and real lines, and of whoever else may be there. */
@Timeout(60)
class DiagnosisTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration SHORT = Duration.ofMillis(300);

    private final IdentityKey key = IdentityKey.generate("test");

    private static Target.Host at(int port) {
        return new Target.Host(Optional.empty(), LOOPBACK, port);
    }

    /** With a key that nobody knows, and no trust in any host. */
    private Diagnosis of(Target target) {
        return Diagnosis.of(target)
                .identity(() -> Optional.of(key))
                .hostKeys(HostKeyPolicy.pinned(key.fingerprint()))
                .timeout(Duration.ofSeconds(20));
    }

    private static Diagnosis of(TestServer server, int port) {
        return Diagnosis.of(at(port))
                .identity(() -> Optional.of(server.userKey()))
                .hostKeys(HostKeyPolicy.pinned(server.server().fingerprint()))
                .flow(SHORT);
    }

    private static Report run(Diagnosis diagnosis) throws InterruptedException {
        return diagnosis.run(step -> {});
    }

    private static Failure only(Report report) {
        assertThat(report.failures()).hasSize(1);
        return report.failures().getFirst();
    }

    @Test
    void aServerThatIsWellIsMeasuredStepByStep() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start()) {
            List<Step> told = new ArrayList<>();
            Report report = of(server, server.address().getPort()).run(told::add);

            assertThat(report.failures()).isEmpty();
            assertThat(told).isEqualTo(report.steps());
            assertThat(told)
                    .hasExactlyElementsOfTypes(
                            Step.Key.class,
                            Step.LookUp.class,
                            Step.Attempt.class,
                            Step.Secured.class,
                            Step.Greeted.class,
                            Step.RoundTrips.class,
                            Step.Answered.class,
                            Step.Carried.class,
                            Step.Carried.class);
            assertThat(report.findings()).isNotEmpty();
            Step.Secured secured = report.first(Step.Secured.class).orElseThrow();
            assertThat(secured.hostKey()).isEqualTo(server.server().fingerprint());
            assertThat(secured.provider()).contains("SunJCE");
            assertThat(report.first(Step.RoundTrips.class).orElseThrow().times().count())
                    .isBetween(3, 20);
            Step.Answered answered = report.first(Step.Answered.class).orElseThrow();
            assertThat(answered.info().identity()).isEqualTo(server.userKey().fingerprint().text());
            assertThat(answered.info().rights().services()).contains("info", "probe");
            // The same clock on both sides: whatever is seen must be explained.
            assertThat(answered.clock().abs()).isLessThanOrEqualTo(answered.clockError());
            assertThat(report.all(Step.Carried.class))
                    .extracting(Step.Carried::direction)
                    .containsExactly(Direction.DOWN, Direction.UP);
            for (Step.Carried carried : report.all(Step.Carried.class)) {
                assertThat(carried.bytes()).isGreaterThan(64 << 10);
                assertThat(carried.firstWindow()).isGreaterThanOrEqualTo(64 << 10);
                assertThat(carried.largestWindow()).isBetween(carried.firstWindow(), 16L << 20);
                assertThat(carried.loaded().count()).isPositive();
            }
        }
    }

    @Test
    void aUnixSocketHasNeitherNameNorTls() throws Exception {
        try (TestServer server = TestServer.start()) {
            Report report = run(Diagnosis.of(server.unixTarget()).flow(SHORT));

            assertThat(report.failures()).isEmpty();
            assertThat(report.first(Step.Secured.class)).isEmpty();
            assertThat(report.first(Step.Answered.class).orElseThrow().info().link().kind())
                    .isEqualTo("unix");
            assertThat(report.all(Step.Carried.class)).hasSize(2);
        }
    }

    @Test
    void noTimeMeansNoBytes() throws Exception {
        try (TestServer server = TestServer.start()) {
            Report report = run(of(server, server.address().getPort()).flow(Duration.ZERO));

            assertThat(report.failures()).isEmpty();
            assertThat(report.all(Step.Carried.class)).isEmpty();
            assertThat(report.first(Step.Answered.class)).isPresent();
        }
    }

    @Test
    void aLongLineIsFoundToBeLong() throws Exception {
        Duration delay = Duration.ofMillis(80);
        try (TestServer server = TestServer.start();
                SlowProxy line = SlowProxy.longLine(server.address(), delay)) {
            Report report = run(of(server, line.address().getPort()).flow(Duration.ZERO));

            assertThat(report.failures()).isEmpty();
            assertThat(report.first(Step.RoundTrips.class).orElseThrow().times().least())
                    .isGreaterThanOrEqualTo(delay.multipliedBy(2));
            assertThat(report.findings())
                    .extracting(Finding::text)
                    .anySatisfy(text -> assertThat(text).startsWith("a round trip takes"));
        }
    }

    @Test
    void aNarrowLineIsFoundToBeNarrowBothWays() throws Exception {
        try (TestServer server = TestServer.start();
                SlowProxy line = SlowProxy.narrowLine(server.address(), 200_000)) {
            Report report = run(of(server, line.address().getPort()).flow(Duration.ofSeconds(1)));

            assertThat(report.failures()).isEmpty();
            assertThat(report.all(Step.Carried.class))
                    .hasSize(2)
                    .allSatisfy(carried -> {
                        assertThat(carried.bytes()).isPositive();
                        assertThat(carried.perSecond()).isLessThan(1e6);
                    });
            assertThat(report.findings())
                    .extracting(Finding::text)
                    .anySatisfy(text ->
                            assertThat(text).contains("go from the server: the line is the limit"))
                    .anySatisfy(text ->
                            assertThat(text).contains("go to the server: the line is the limit"));
        }
    }

    @Test
    void aClockThatIsOffIsFoundToBeOff() throws Exception {
        try (TestServer server = TestServer.start()) {
            Instant wrong = Instant.now().minus(Duration.ofHours(1));
            Report report =
                    run(
                            of(server, server.address().getPort())
                                    .flow(Duration.ZERO)
                                    .clock(() -> wrong));

            assertThat(report.failures()).isEmpty();
            assertThat(report.findings())
                    .extracting(Finding::text)
                    .anySatisfy(text -> assertThat(text).contains("clock is", "ahead", "NTP"));
        }
    }

    @Test
    void whoIsNotAuthorisedIsToldWhatToDo() throws Exception {
        try (TestServer server = TestServer.start()) {
            Report report =
                    run(
                            of(server.target())
                                    .hostKeys(HostKeyPolicy.pinned(server.server().fingerprint())));

            Failure failure = only(report);
            assertThat(failure.stage()).isEqualTo(Stage.HELLO);
            assertThat(failure.code()).contains(ErrorCode.UNAUTHORIZED);
            assertThat(failure.message())
                    .contains("does not know your key", key.fingerprint().text());
            assertThat(failure.hints().getFirst())
                    .contains(key.publicKeyLine().text(), "landline keys authorize -");
            assertThat(report.first(Step.Secured.class)).isPresent();
            assertThat(report.findings()).isEmpty();
        }
    }

    @Test
    void aHostThatIsNotKnownIsNotSpokenTo(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.start()) {
            Report report =
                    run(
                            of(server.target())
                                    .hostKeys(TrustedHosts.strict(folder.resolve("known_hosts"))));

            Failure failure = only(report);
            assertThat(failure.stage()).isEqualTo(Stage.TLS);
            assertThat(failure.code()).contains(ErrorCode.HOST_KEY_UNKNOWN);
            assertThat(failure.message()).contains(server.server().fingerprint().text());
            assertThat(failure.hints()).singleElement().asString().contains("--accept-new");
        }
    }

    @Test
    void aHostWithAnotherKeyIsRefused() throws Exception {
        try (TestServer server = TestServer.start()) {
            Failure failure = only(run(of(server.target())));

            assertThat(failure.stage()).isEqualTo(Stage.TLS);
            assertThat(failure.code()).contains(ErrorCode.HOST_KEY_CHANGED);
        }
    }

    @Test
    void withoutAKeyTheWayIsLookedAtAsFarAsItGoes() throws Exception {
        try (Stranger anybody = Stranger.silent()) {
            Report report = run(of(at(anybody.port())).identity(Optional::empty));

            Failure failure = only(report);
            assertThat(failure.stage()).isEqualTo(Stage.KEY);
            assertThat(failure.hints())
                    .singleElement()
                    .asString()
                    .contains("landline keys generate");
            assertThat(report.first(Step.Attempt.class).orElseThrow().failure()).isEmpty();
        }
    }

    @Test
    void aKeyThatCannotBeReadIsNamed() throws Exception {
        try (Stranger anybody = Stranger.silent()) {
            Report report =
                    run(
                            of(at(anybody.port()))
                                    .identity(() -> {
                                        throw new IOException("id_ed25519: no key");
                                    }));

            assertThat(only(report).message()).isEqualTo("id_ed25519: no key");
        }
    }

    @Test
    void aPortWhereNobodyListensIsTold() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Report report = run(of(at(port)));

        Failure failure = only(report);
        assertThat(failure.stage()).isEqualTo(Stage.CONNECT);
        assertThat(failure.code()).contains(ErrorCode.UNREACHABLE);
        assertThat(failure.message())
                .isEqualTo(at(port) + ": the machine answers, but nobody listens on port " + port);
        assertThat(failure.hints()).singleElement().asString().contains("landline serve");
        assertThat(report.first(Step.Attempt.class).orElseThrow().failure()).contains("refused");
    }

    /** RFC 6761, section 6.4: the name is not known anywhere. */
    @Test
    void aNameThatMeansNothingIsTold() throws Exception {
        Report report = run(of(new Target.Host(Optional.empty(), "no-such-host.invalid", 7022)));

        Failure failure = only(report);
        assertThat(failure.stage()).isEqualTo(Stage.LOOK_UP);
        assertThat(failure.message()).contains("no-such-host.invalid");
        assertThat(report.first(Step.Attempt.class)).isEmpty();
    }

    @Test
    void anSshServerIsKnownByItsBanner() throws Exception {
        assertThat(messageAbout(Stranger.saying("SSH-2.0-OpenSSH_9.6\r\n")))
                .contains("belongs to an SSH server (SSH-2.0-OpenSSH_9.6)");
    }

    @Test
    void aWebServerIsKnownByItsAnswer() throws Exception {
        assertThat(messageAbout(Stranger.answering("HTTP/1.1 400 Bad Request\r\n\r\n")))
                .contains("belongs to a web server without TLS (HTTP/1.1 400 Bad Request)");
    }

    @Test
    void whoClosesAtOnceIsKnownByThat() throws Exception {
        assertThat(messageAbout(Stranger.closing())).contains("closed again without a word");
    }

    private String messageAbout(Stranger stranger) throws Exception {
        try (stranger) {
            Failure failure = only(run(of(at(stranger.port()))));
            assertThat(failure.stage()).isEqualTo(Stage.TLS);
            return failure.message();
        }
    }

    @Test
    void whoSaysNothingIsLeftWhenTheTimeIsUp() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                Stranger silent = Stranger.silent()) {
            Failure failure = only(run(of(at(silent.port())).timeout(Duration.ofMillis(200))));

            assertThat(failure.code()).contains(ErrorCode.HANDSHAKE_TIMEOUT);
            assertThat(failure.message()).contains("does not finish the TLS handshake");
        }
    }

    @Test
    void aSocketThatIsNotThereIsTold(@TempDir Path folder) throws Exception {
        Failure failure = only(run(of(new Target.UnixSocket(folder.resolve("socket")))));

        assertThat(failure.stage()).isEqualTo(Stage.CONNECT);
        assertThat(failure.hints()).singleElement().asString().contains("--listen unix:");
    }

    /** A queue of connections that is full lets the next one wait, as a firewall does. */
    @Test
    void whereNothingComesBackAFirewallIsSuspected() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, waiting);
            Report report = run(of(at(full.getLocalPort())).timeout(Duration.ofMillis(200)));

            Failure failure = only(report);
            assertThat(failure.stage()).isEqualTo(Stage.CONNECT);
            assertThat(failure.message()).contains("nothing comes back from port");
            assertThat(failure.hints()).singleElement().asString().contains("firewall");
            assertThat(report.first(Step.Attempt.class).orElseThrow().failure())
                    .contains("no answer within 200 ms");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static void fill(ServerSocket listener, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 50; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(listener.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new AssertionError("the queue of the listener takes everything");
    }

    @Test
    void anOlderServerIsMeasuredAsFarAsItGoes(@TempDir Path folder) throws Exception {
        try (UnixServer old = UnixServer.withoutServices(folder.resolve("socket"))) {
            Report report = run(of(old.target()));

            assertThat(report.failures()).isEmpty();
            assertThat(report.first(Step.RoundTrips.class)).isPresent();
            assertThat(report.all(Step.Missing.class))
                    .extracting(Step.Missing::service)
                    .containsExactly("info", "probe");
            assertThat(report.findings())
                    .extracting(Finding::text)
                    .anySatisfy(text -> assertThat(text).startsWith("the server has no probe"));
        }
    }

    @Test
    void aServerOfAnotherVersionIsTold(@TempDir Path folder) throws Exception {
        try (UnixServer other = UnixServer.ofVersion(folder.resolve("socket"), 2)) {
            Failure failure = only(run(of(other.target())));

            assertThat(failure.stage()).isEqualTo(Stage.HELLO);
            assertThat(failure.code()).contains(ErrorCode.UNSUPPORTED_VERSION);
            assertThat(failure.message()).contains("no version of the protocol in common");
        }
    }

    @Test
    void aConnectionThatBreaksWhileItIsMeasuredIsAFailure() throws Exception {
        try (TestServer server = TestServer.start()) {
            Report report =
                    of(server, server.address().getPort())
                            .run(step -> {
                                if (step instanceof Step.Answered) {
                                    server.close();
                                }
                            });

            Failure failure = only(report);
            assertThat(failure.stage()).isEqualTo(Stage.MEASURE);
            assertThat(failure.code()).contains(ErrorCode.SHUTTING_DOWN);
            assertThat(report.first(Step.Answered.class)).isPresent();
        }
    }
}
