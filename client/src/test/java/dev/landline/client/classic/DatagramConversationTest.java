package dev.landline.client.classic;

import static dev.landline.client.classic.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.classic.ClassicAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** {@code upper+udp}, with real datagrams. */
class DatagramConversationTest {

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static DatagramPacket received(DatagramSocket server) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        server.receive(packet);
        return packet;
    }

    private static void answer(DatagramSocket server, DatagramPacket to, String text)
            throws IOException {
        server.send(new DatagramPacket(utf8(text), text.length(), to.getSocketAddress()));
    }

    @Test
    void eachDatagramIsAnsweredByOne() throws Exception {
        try (DatagramSocket server = socket();
                ClassicClient client =
                        ClassicClient.connect(
                                new ClassicAddress.Udp("127.0.0.1", server.getLocalPort()))) {
            FutureTask<Void> echo =
                    new FutureTask<>(() -> {
                        for (int i = 0; i < 2; i++) {
                            DatagramPacket packet = received(server);
                            String text =
                                    new String(
                                            packet.getData(),
                                            0,
                                            packet.getLength(),
                                            StandardCharsets.UTF_8);
                            answer(server, packet, text.toUpperCase(Locale.ROOT));
                        }
                        return null;
                    });
            Thread.ofVirtual().start(echo);

            assertThat(client.run(" one\n", body).bytes()).isEqualTo(3);
            assertThat(client.run("two", body).bytes()).isEqualTo(3);
            echo.get();
        }
        assertThat(body).hasToString("ONETWO");
    }

    @Test
    void aLostAnswerIsNotWaitedForAndNotTakenForTheNext() throws Exception {
        try (DatagramSocket server = socket();
                Conversation client =
                        DatagramConversation.with(
                                new InetSocketAddress(
                                        server.getLocalAddress(), server.getLocalPort()),
                                Duration.ofMillis(50))) {
            assertThatThrownBy(() ->
                            client.ask(utf8("one"), new Delivery(body, TransferListener.NONE)))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT))
                    .hasMessageContaining("did not answer within 50 ms");
            assertThat(client.isOpen()).isTrue();

            DatagramPacket first = received(server);
            answer(server, first, "LATE");
            FutureTask<Void> second =
                    new FutureTask<>(() -> {
                        answer(server, received(server), "TWO");
                        return null;
                    });
            Thread.ofVirtual().start(second);
            Answer answer = client.ask(utf8("two"), new Delivery(body, TransferListener.NONE));

            second.get();
            assertThat(answer.bytes()).isEqualTo(3);
            assertThat(body).hasToString("TWO");
        }
    }

    @Test
    void aPortWhereNobodyListensIsAnErrorAtOnce() throws Exception {
        int port;
        try (DatagramSocket nobody = socket()) {
            port = nobody.getLocalPort();
        }
        try (ClassicClient client =
                ClassicClient.connect(new ClassicAddress.Udp("127.0.0.1", port))) {
            assertThatThrownBy(() -> client.run("one", body))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("nothing listens at 127.0.0.1:" + port);
        }
    }

    @Test
    void whatFitsIntoNoDatagramIsRefused() throws Exception {
        try (DatagramSocket server = socket();
                ClassicClient client =
                        ClassicClient.connect(
                                new ClassicAddress.Udp("127.0.0.1", server.getLocalPort()))) {
            assertThatThrownBy(() -> client.run("x".repeat(65_508), body))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected at most 65507 bytes");
        }
    }
}
