package dev.landline.client.classic;

import static dev.landline.classic.Dialect.INT32;
import static dev.landline.classic.Dialect.RAW;
import static dev.landline.client.classic.Frames.int32;
import static dev.landline.client.classic.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same in every dialect. */
class ClassicClientTest {

    private static final Charset GBK = Charset.forName("GBK");

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Test
    void aNameIsTriedAtAllOfItsAddresses() throws Exception {
        try (Listening server = Listening.answering(int32(2, "ok"));
                ClassicClient client =
                        ClassicClient.connect(
                                new ClassicAddress.Tcp(INT32, "localhost", server.port()))) {
            client.run("ls", body);
        }
        assertThat(body).hasToString("ok");
    }

    @Test
    void aUnixSocketIsSpokenToInTheSameWay(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            FutureTask<Void> talk =
                    new FutureTask<>(() -> {
                        try (SocketChannel channel = server.accept()) {
                            channel.read(ByteBuffer.allocate(100));
                            channel.write(ByteBuffer.wrap(int32(2, "ok")));
                        }
                        return null;
                    });
            Thread.ofVirtual().start(talk);
            try (ClassicClient client =
                    ClassicClient.connect(new ClassicAddress.Unix(INT32, path))) {
                client.run("ls", body);
            }
            talk.get();
        }
        assertThat(body).hasToString("ok");
    }

    @Test
    void whereNobodyListensTheErrorSaysWhatToDo() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }
        ClassicAddress address = new ClassicAddress.Tcp(RAW, "127.0.0.1", port);
        assertThatThrownBy(() -> ClassicClient.connect(address))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
                            assertThat(e.hint().orElseThrow()).contains(address.toString());
                        })
                .hasMessageContaining("cannot connect to 127.0.0.1 port " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "a\0b", "\ud83d\ude42", "\ud83d"})
    void whatCannotBeSentIsRefusedAndNothingIsSent(String command) throws Exception {
        try (Listening server =
                        Listening.that((in, out) -> {
                            assertThat(in.readNBytes(5)).isEqualTo(utf8("echo "));
                            assertThat(in.readNBytes(2)).isEqualTo("\u4e2d".getBytes(GBK));
                            out.write(int32(2, "ok"));
                        });
                ClassicClient client =
                        ClassicClient.to(server.speaking(INT32)).charset(GBK).connect()) {
            assertThatThrownBy(() -> client.run(command, body))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("command: expected ");
            client.run("echo \u4e2d", body);
        }
        assertThat(body).hasToString("ok");
    }

    @Test
    void aCharacterThatTheCharsetDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> CommandText.encode("echo \ud83d\ude42", GBK))
                .hasMessageContaining("GBK, which does not have '\ud83d\ude42' (U+1F642)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "IBM037", "x-JISAutoDetect"})
    void aCharsetInWhichAsciiDoesNotStayAsciiIsRefused(String name) {
        ClassicClientBuilder builder = ClassicClient.to(new ClassicAddress.Tcp(RAW, "box", 1));

        assertThatThrownBy(() -> builder.charset(Charset.forName(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected one in which ASCII stays ASCII")
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "INT32"})
    void aFullDiskIsNoLostConnection(Dialect dialect) throws Exception {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        try (Listening server = Listening.answering(int32(2, "ok"));
                ClassicClient client = ClassicClient.connect(server.speaking(dialect))) {
            assertThatThrownBy(() -> client.run("ls", full))
                    .isInstanceOf(LocalFailureException.class)
                    .hasMessage("cannot write the answer: No space left on device");
            assertThat(client.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "INT32"})
    void closingEndsWhoeverWaits(Dialect dialect) throws Exception {
        FutureTask<Answer> waiting;
        try (Listening server =
                Listening.that((in, out) -> {
                    Listening.command(in);
                    out.write(int32(9, "ok"));
                    Listening.command(in);
                })) {
            ClassicClient client =
                    ClassicClient.to(server.speaking(dialect))
                            .settle(Duration.ofSeconds(50))
                            .connect();
            waiting =
                    new FutureTask<>(
                            () -> client.run("ls", body, (_, bytes) -> closeAfter(client, bytes)));
            Thread.ofVirtual().start(waiting);
            assertThatThrownBy(waiting::get)
                    .hasCauseInstanceOf(ConnectionException.class)
                    .hasMessageContaining("this side closed the connection");
        }
    }

    private static void closeAfter(ClassicClient client, long bytes) {
        if (bytes >= 2) {
            Thread.ofVirtual().start(client::close);
        }
    }
}
