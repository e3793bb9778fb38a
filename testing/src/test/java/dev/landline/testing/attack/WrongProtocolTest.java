package dev.landline.testing.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ErrorCode;
import dev.landline.link.SocketLink;
import dev.landline.server.event.ServerEvent;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Eventually;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who wanted to talk to somebody else, and those who say too little of themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongProtocolTest {

    private final Queue<ServerEvent.Refused> refused = new ConcurrentLinkedQueue<>();
    private Victim victim;

    @BeforeAll
    void start() throws IOException {
        victim =
                Victim.ready(
                        TestServer.with()
                                .events(event -> {
                                    if (event instanceof ServerEvent.Refused one) {
                                        refused.add(one);
                                    }
                                }));
    }

    @AfterAll
    void stop() {
        victim.close();
    }

    @BeforeEach
    void forget() {
        refused.clear();
    }

    private ScriptedPeer raw() throws IOException {
        return ScriptedPeer.silent(SocketLink.over(victim.server.socket()));
    }

    private String answerTo(String text) throws IOException {
        try (ScriptedPeer stranger = raw()) {
            stranger.sendBytes(text.getBytes(ISO_8859_1));
            return stranger.readText();
        }
    }

    /** Exactly one line for the operator, with a code that fits. */
    private void assertLogged(ErrorCode code, String words) throws IOException {
        Eventually.until("one line in the log", () -> !refused.isEmpty());
        assertThat(refused)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.code()).isEqualTo(code);
                    assertThat(event.message()).containsIgnoringCase(words);
                    assertThat(event.message()).doesNotContainPattern("\\p{Cntrl}");
                });
        victim.assertServing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET / HTTP/1.1\r\n\r\n", "POST /x HTTP/1.0\r\n", "HEAD ", "PRI * HTTP"})
    void aWebBrowserOnTheTlsPort(String request) throws Exception {
        assertThat(answerTo(request))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("Connection: close")
                .contains("Landline");
        assertLogged(ErrorCode.PROTOCOL_VIOLATION, "HTTP");
    }

    @Test
    void anSshClientOnTheTlsPort() throws Exception {
        assertThat(answerTo("SSH-2.0-OpenSSH_9.2\r\n")).contains("SSH").hasLineCount(1);
        assertLogged(ErrorCode.PROTOCOL_VIOLATION, "SSH");
    }

    @Test
    void aLandlineClientWithoutTls() throws Exception {
        try (ScriptedPeer stranger = raw()) {
            stranger.send(ScriptedPeer.hello(0));
            stranger.awaitRefusal(ErrorCode.PROTOCOL_VIOLATION);
        }
        assertLogged(ErrorCode.PROTOCOL_VIOLATION, "TLS");
    }

    @Test
    void noiseOnTheTlsPort() throws Exception {
        try (ScriptedPeer stranger = raw()) {
            stranger.sendBytes(new byte[10_000]);
            stranger.awaitRefusal(ErrorCode.PROTOCOL_VIOLATION);
        }
        assertLogged(ErrorCode.PROTOCOL_VIOLATION, "TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n"})
    void theSameOnAUnixSocket(String text) throws Exception {
        try (ScriptedPeer stranger = ScriptedPeer.silent(victim.server.unixLink())) {
            stranger.sendBytes(text.getBytes(US_ASCII));
            assertThat(stranger.readText()).contains(text.startsWith("GET") ? "400" : "SSH");
        }
        assertLogged(ErrorCode.PROTOCOL_VIOLATION, text.substring(0, 3).replace("GET", "HTTP"));
    }

    @Test
    void aTlsClientOnTheUnixSocket() throws Exception {
        try (ScriptedPeer stranger = ScriptedPeer.silent(victim.server.unixLink())) {
            stranger.sendBytes(RawTls.clientHello());
            // A TLS alert, fatal: protocol_version.
            assertThat(HexFormat.of().formatHex(stranger.readText().getBytes(ISO_8859_1)))
                    .matches("1503..00020246");
        }
        assertLogged(ErrorCode.PROTOCOL_VIOLATION, "TLS");
    }

    @Test
    void aClientThatKnowsTls12Only() throws Exception {
        assertThatThrownBy(
                        () -> handshake(RawTls.with(victim.server.userKey()).versions("TLSv1.2")))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("protocol_version");
        assertLogged(ErrorCode.TLS_FAILED, "TLS");
    }

    @Test
    void aClientWithoutACertificate() throws Exception {
        assertThatThrownBy(() -> handshake(RawTls.anonymous())).isInstanceOf(IOException.class);
        assertLogged(ErrorCode.TLS_FAILED, "TLS");
    }

    @Test
    void aClientThatNamesAnotherApplicationProtocol() throws Exception {
        assertThatThrownBy(() -> handshake(RawTls.with(victim.server.userKey()).alpn("h2")))
                .isInstanceOf(IOException.class);
        assertLogged(ErrorCode.TLS_FAILED, "protocol");
    }

    @Test
    void aClientThatNamesNoApplicationProtocol() throws Exception {
        assertThatThrownBy(() -> handshake(RawTls.with(victim.server.userKey()).alpn()))
                .isInstanceOf(IOException.class);
        assertLogged(ErrorCode.TLS_FAILED, "protocol");
    }

    /** Keys of kinds that TLS knows and that nobody can have authorised. */
    @ParameterizedTest
    @ValueSource(strings = {"Ed448", "RSA 1024", "RSASSA-PSS 2048", "EC secp256k1"})
    void aClientWithAKeyOfAnotherKind(String kind) throws Exception {
        RawTls odd;
        try {
            odd = RawTls.with(RawTls.keyPair(kind));
        } catch (java.security.GeneralSecurityException e) {
            assertThat(kind).as("this Java cannot make such a key").isEqualTo("EC secp256k1");
            return;
        }
        assertThatThrownBy(() -> handshake(odd)).isInstanceOf(IOException.class);
        Eventually.until("one line in the log", () -> !refused.isEmpty());
        assertThat(refused)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.code())
                                .isIn(ErrorCode.UNAUTHORIZED, ErrorCode.TLS_FAILED));
        victim.assertServing();
    }

    /** The handshake of TLS 1.3 is over for the client before the server has judged it. */
    private void handshake(RawTls client) throws Exception {
        try (SSLSocket socket = client.connect(victim.server.address())) {
            socket.startHandshake();
            int first = socket.getInputStream().read();
            if (first < 0) {
                throw new IOException("closed without an answer");
            }
            String answer =
                    (char) first + new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            if (Stream.of("unauthorized", "error").allMatch(answer::contains)) {
                throw new IOException("refused: " + answer);
            }
        }
    }
}
