package dev.landline.testing.exec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.Target;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.Landline;
import dev.landline.client.LandlineBuilder;
import dev.landline.identity.Certificates;
import dev.landline.identity.IdentityKey;
import dev.landline.link.Tls;
import dev.landline.link.TlsIdentity;
import dev.landline.link.TlsLink;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.behaviour.Background;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client does not wait for ever for a server that does not answer, or is none. */
class StalledServerTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** Less than what a client waits that was told nothing. */
    private static final Duration UNASKED = Duration.ofSeconds(10);

    private final IdentityKey hostKey = IdentityKey.generate("host");
    private LeakCheck leaks;
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        leaks = LeakCheck.start();
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        listener.close();
        leaks.assertNothingLeft();
    }

    private LandlineBuilder client() {
        return Landline.to(
                        new Target.Host(
                                Optional.empty(),
                                listener.getInetAddress().getHostAddress(),
                                listener.getLocalPort()))
                .key(IdentityKey.generate("user"))
                .hostKeys(HostKeyPolicy.pinned(hostKey.fingerprint()));
    }

    private static ConnectionException failureOf(LandlineBuilder client) {
        Throwable[] failure = new Throwable[1];
        long start = System.nanoTime();
        assertThatThrownBy(client::connect).satisfies(thrown -> failure[0] = thrown);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(UNASKED);
        return (ConnectionException) failure[0];
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws Exception {
        ConnectionException failure = failureOf(client().timeout(SHORT));
        assertThat(failure.code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
        assertThat(failure.hint()).isPresent();
    }

    @Test
    void aServerThatHangsUpAtOnceIsNoTlsServer() throws Exception {
        Background<Void> server = Background.doing(() -> listener.accept().close());
        assertThat(failureOf(client()).code()).isEqualTo(ErrorCode.TLS_FAILED);
        server.get();
    }

    @Test
    void aWebServerIsNoTlsServerEither() throws Exception {
        Background<Void> server =
                Background.doing(() -> {
                    try (Socket socket = listener.accept()) {
                        socket.getOutputStream()
                                .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                        socket.shutdownOutput();
                        untilTheEnd(socket);
                    }
                });
        ConnectionException failure = failureOf(client());
        assertThat(failure.code()).isEqualTo(ErrorCode.TLS_FAILED);
        assertThat(failure.hint()).isPresent();
        server.get();
    }

    private static void untilTheEnd(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // what the client says is nothing to a web server
            }
        } catch (IOException e) {
            // It went without reading everything, which is a reset.
        }
    }

    @Test
    void aServerThatShakesHandsAndDoesNotGreetIsGivenUp() throws Exception {
        Background<TlsLink> server = Background.of(this::shakeHands);
        ConnectionException failure =
                failureOf(client().limits(Limits.DEFAULTS.withHandshake(SHORT)));
        assertThat(failure.code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
        server.get().abort();
    }

    @Test
    void aServerThatIsNotTheOneThatWasMeantIsRefusedWithBothFingerprints() throws Exception {
        Background<TlsLink> server = Background.of(this::shakeHands);
        IdentityKey other = IdentityKey.generate("other");
        ConnectionException failure =
                failureOf(client().hostKeys(HostKeyPolicy.pinned(other.fingerprint())));
        assertThat(failure.code()).isEqualTo(ErrorCode.HOST_KEY_CHANGED);
        assertThat(failure)
                .hasMessageContainingAll(other.fingerprint().text(), hostKey.fingerprint().text());
        assertThat(server.failure()).isInstanceOf(ConnectionException.class);
    }

    private TlsLink shakeHands() throws IOException {
        TlsIdentity own =
                new TlsIdentity(
                        hostKey.keyPair().getPrivate(), Certificates.selfSigned(hostKey.keyPair()));
        return new Tls(own, anybody -> {}, new SecureRandom(), Framing.ALPN)
                .accept(listener.accept(), null);
    }
}
