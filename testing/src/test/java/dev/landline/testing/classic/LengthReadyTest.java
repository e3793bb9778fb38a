package dev.landline.testing.classic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.classic.Dialect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An answer of no bytes has nothing behind {@code recv_ready}, so that the next command follows it
 * at once, and the server may read both as one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LengthReadyTest {

    private final Servers servers = new Servers();

    @AfterAll
    void stop() throws Exception {
        servers.close();
    }

    private Socket connect(Servers.Kind kind) throws Exception {
        int port = Client.port(servers.of(kind, Dialect.LENGTH, UTF_8));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
    }

    @ParameterizedTest
    @EnumSource
    void theNextCommandMayArriveTogetherWithReady(Servers.Kind kind) throws Exception {
        try (Socket socket = connect(kind)) {
            send(socket, "true");
            assertThat(read(socket, 1)).isEqualTo("0");
            send(socket, Dialect.READY + "echo one");
            assertThat(read(socket, 1)).isEqualTo("4");
            send(socket, Dialect.READY);
            assertThat(read(socket, 4)).isEqualTo("one\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readyMayArriveInPieces(Servers.Kind kind) throws Exception {
        try (Socket socket = connect(kind)) {
            send(socket, "echo one");
            assertThat(read(socket, 1)).isEqualTo("4");
            for (int i = 0; i < Dialect.READY.length(); i++) {
                send(socket, Dialect.READY.substring(i, i + 1));
            }
            assertThat(read(socket, 4)).isEqualTo("one\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anythingButReadyEndsTheConversation(Servers.Kind kind) throws Exception {
        try (Socket socket = connect(kind)) {
            send(socket, "echo one");
            assertThat(read(socket, 1)).isEqualTo("4");
            send(socket, "recv_reads");
            assertThat(read(socket, 100)).isEmpty();
        }
    }
}
