package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.classic.Int32;
import dev.landline.classic.JsonHeader;
import dev.landline.testing.endtoend.Shell.ClassicServing;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers larger than what can be announced, and than the server's heap of 64 MiB. */
final class ClassicSizesTest {

    /** Bytes for the dialect that can announce any; {@code -Dclassic.gib=5} for more. */
    private static final long LARGE = Long.getLong("classic.gib", 1) << 30;

    private static final int TIMEOUT = 50_000;

    @TempDir private Path home;

    private static Socket connect(ClassicServing server, int index) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port(index));
        socket.setSoTimeout(TIMEOUT);
        return socket;
    }

    private static void send(Socket socket, String command) throws IOException {
        socket.getOutputStream().write(command.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLargeAnswerPassesThroughASmallHeap() throws Exception {
        try (ClassicServing server = new Shell(home).classic("json://127.0.0.1:0");
                Socket socket = connect(server, 0)) {
            send(socket, "head -c " + LARGE + " /dev/zero");
            InputStream input = socket.getInputStream();
            assertThat(JsonHeader.read(input, StandardCharsets.UTF_8).dataSize()).isEqualTo(LARGE);
            input.skipNBytes(LARGE);
            send(socket, "echo next");
            assertThat(JsonHeader.read(input, StandardCharsets.UTF_8).dataSize()).isEqualTo(5);
        }
    }

    @Test
    void whatInt32CannotAnnounceIsASentence() throws Exception {
        try (ClassicServing server = new Shell(home).classic("int32://127.0.0.1:0");
                Socket socket = connect(server, 0)) {
            send(socket, "head -c 2147483648 /dev/zero");
            InputStream input = socket.getInputStream();
            int length = Int32.read(input);
            assertThat(length).isBetween(1, 1000);
            assertThat(new String(input.readNBytes(length), StandardCharsets.UTF_8))
                    .contains("2147483647", "int32", "json");
            send(socket, "echo next");
            assertThat(Int32.read(input)).isEqualTo(5);
        }
    }
}
