package dev.landline.server.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.wire.Frame;
import dev.landline.wire.FrameReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each answer is put before somebody who speaks the protocol. */
class CourtesyTest {

    private static final int PATIENCE_MILLIS = 20_000;

    private ServerSocket socket;

    @BeforeEach
    void listen() throws IOException {
        socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    /** Takes one connection, hears its first bytes, gives the answer and waits for the end. */
    private Thread answering(FirstBytes expected) {
        return Thread.startVirtualThread(() -> {
            try (Socket accepted = socket.accept()) {
                byte[] first = accepted.getInputStream().readNBytes(FirstBytes.COUNT);
                if (FirstBytes.of(first) == expected) {
                    accepted.getOutputStream().write(Courtesy.to(expected));
                }
                accepted.shutdownOutput();
                accepted.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The client has gone away, which is what it was told to do.
            }
        });
    }

    @Test
    void anHttpClientGetsAResponseThatItUnderstands() throws Exception {
        Thread server = answering(FirstBytes.HTTP);
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/")
                                .toURL()
                                .openConnection();
        connection.setReadTimeout(PATIENCE_MILLIS);

        assertThat(connection.getResponseCode()).isEqualTo(400);
        assertThat(connection.getResponseMessage()).isEqualTo("Bad Request");
        assertThat(connection.getHeaderField("Connection")).isEqualTo("close");
        byte[] body = connection.getErrorStream().readAllBytes();
        assertThat(body).hasSize(connection.getContentLength());
        assertThat(new String(body, StandardCharsets.UTF_8))
                .contains("Landline")
                .contains("does not speak HTTP")
                .endsWith("\n");
        connection.disconnect();
        server.join();
    }

    @Test
    void aTlsClientGetsAnAlertThatItUnderstands() throws Exception {
        Thread server = answering(FirstBytes.TLS);
        try (SSLSocket client =
                (SSLSocket)
                        SSLContext.getDefault()
                                .getSocketFactory()
                                .createSocket("127.0.0.1", socket.getLocalPort())) {
            client.setSoTimeout(PATIENCE_MILLIS);

            assertThatThrownBy(client::startHandshake)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("protocol_version");
        }
        server.join();
    }

    @Test
    void theAlertIsFatalAndAboutTheVersion() {
        assertThat(Courtesy.to(FirstBytes.TLS))
                .containsExactly(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 70);
    }

    @Test
    void anSshClientGetsALineThatIsNotABanner() {
        String answer = new String(Courtesy.to(FirstBytes.SSH), StandardCharsets.US_ASCII);

        assertThat(answer)
                .endsWith("\r\n")
                .hasLineCount(1)
                .doesNotStartWith("SSH-")
                .contains("Landline", "does not speak SSH")
                // RFC 4253, section 4.2 has no length for such lines; clients take 255 bytes.
                .hasSizeLessThanOrEqualTo(255);
    }

    @Test
    void aLandlineClientWithoutTlsGetsAnErrorFrame() throws IOException {
        FrameReader reader =
                new FrameReader(new ByteArrayInputStream(Courtesy.to(FirstBytes.OTHER)), 0);

        assertThat(reader.read())
                .isInstanceOfSatisfying(
                        Frame.Error.class,
                        error -> {
                            assertThat(error.ch()).isEqualTo(OptionalInt.empty());
                            assertThat(error.code()).isEqualTo("protocol_violation");
                            assertThat(error.message())
                                    .isEqualTo("expected a TLS handshake, got something else");
                            assertThat(error.hint())
                                    .hasValueSatisfying(hint ->
                                            assertThat(hint).contains("TLS 1.3", "landline/1"));
                        });
        assertThat(reader.read()).isNull();
    }
}
