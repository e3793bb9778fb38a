package dev.landline.testing.classic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.classic.Dialect;
import dev.landline.classic.Int32;
import dev.landline.classic.JsonHeader;
import dev.landline.testing.behaviour.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Why the dialects came about: two writes that are read as one, and one that is read as two. The
 * reader looks only once all has arrived, which is how it goes when it is the slower one.
 */
final class GluingTest {

    private static final String FIRST = "one\n";
    private static final String SECOND = "two\n";

    private Socket server = new Socket();
    private Socket client = new Socket();

    @BeforeEach
    void connect() throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            server = listener.accept();
        }
        server.setTcpNoDelay(true); // two writes are two segments, and it does not help
        client.setSoTimeout(20_000);
        server.setSoTimeout(20_000);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private void write(byte[]... pieces) throws IOException {
        OutputStream output = server.getOutputStream();
        for (byte[] piece : pieces) {
            output.write(piece);
            output.flush();
        }
    }

    private void untilArrived(int bytes) {
        Eventually.until(
                bytes + " bytes have arrived",
                () -> {
                    try {
                        return client.getInputStream().available() == bytes;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** What {@code recv(1024)} gives. */
    private String recv() throws IOException {
        byte[] buffer = new byte[1024];
        int count = client.getInputStream().read(buffer);
        return new String(buffer, 0, count, UTF_8);
    }

    private String body(long size) throws IOException {
        return new String(client.getInputStream().readNBytes(Math.toIntExact(size)), UTF_8);
    }

    @Test
    void withoutAFrameTwoAnswersAreReadAsOne() throws IOException {
        write(FIRST.getBytes(UTF_8), SECOND.getBytes(UTF_8));
        untilArrived(8);
        assertThat(recv()).isEqualTo("one\ntwo\n");
    }

    @Test
    void withoutAFrameOneAnswerIsReadAsTwo() throws IOException {
        write("x".repeat(1500).getBytes(UTF_8));
        untilArrived(1500);
        assertThat(recv()).hasSize(1024);
        assertThat(recv()).hasSize(476);
    }

    /** What {@code length} has {@code recv_ready} for. */
    @Test
    void lengthAndAnswerAreGluedWhereNobodyWaitsForTheOther() throws IOException {
        write("4".getBytes(US_ASCII), "2 is".getBytes(UTF_8));
        untilArrived(5);
        assertThat(recv()).isEqualTo("42 is"); // 4 bytes '2 is', or 42 bytes ' is…'?
    }

    @Test
    void lengthIsACureForTheServerWaitsBetweenTheTwo() throws IOException {
        for (String answer : new String[] {"2 is", SECOND}) {
            write("4".getBytes(US_ASCII));
            untilArrived(1);
            String size = recv();
            assertThat(size).isEqualTo("4");
            client.getOutputStream().write(Dialect.READY.getBytes(US_ASCII));
            InputStream input = server.getInputStream();
            assertThat(input.readNBytes(Dialect.READY.length())).asString().isEqualTo("recv_ready");
            write(answer.getBytes(UTF_8));
            untilArrived(4);
            assertThat(body(Long.parseLong(size))).isEqualTo(answer);
        }
    }

    @Test
    void int32IsACureHoweverTheBytesArrive() throws IOException {
        write(Int32.bytes(4), FIRST.getBytes(UTF_8), Int32.bytes(4), SECOND.getBytes(UTF_8));
        untilArrived(16);
        InputStream input = client.getInputStream();
        assertThat(body(Int32.read(input))).isEqualTo(FIRST);
        assertThat(body(Int32.read(input))).isEqualTo(SECOND);
    }

    @Test
    void jsonIsACureHoweverTheBytesArrive() throws IOException {
        byte[] header = JsonHeader.of(4).encode();
        write(header, FIRST.getBytes(UTF_8), header, SECOND.getBytes(UTF_8));
        untilArrived(2 * (header.length + 4));
        InputStream input = client.getInputStream();
        assertThat(body(JsonHeader.read(input, UTF_8).dataSize())).isEqualTo(FIRST);
        assertThat(body(JsonHeader.read(input, UTF_8).dataSize())).isEqualTo(SECOND);
    }
}
