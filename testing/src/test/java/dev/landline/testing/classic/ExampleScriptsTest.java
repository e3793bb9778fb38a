package dev.landline.testing.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import dev.landline.testing.behaviour.Background;
import dev.landline.testing.behaviour.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples as a person runs them. That they are understood, the other tests show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExampleScriptsTest {

    private final Servers servers = new Servers();

    @AfterAll
    void stop() throws Exception {
        servers.close();
    }

    private String client(ClassicAddress address, String input) throws Exception {
        boolean datagrams = address instanceof ClassicAddress.Udp;
        return Python.output(
                Python.example(
                        address.dialect().scheme() + (datagrams ? "_udp" : "") + "_client.py"),
                input,
                "127.0.0.1",
                String.valueOf(Client.port(address)));
    }

    @Test
    void thereIsAClientAndAServerForEachDialect() throws IOException {
        Set<String> expected =
                Stream.of(Dialect.values())
                        .flatMap(dialect ->
                                Stream.of(
                                        dialect.scheme() + "_client.py",
                                        dialect.scheme() + "_server.py"))
                        .collect(Collectors.toCollection(TreeSet::new));
        expected.add("upper_udp_client.py");
        expected.add("upper_udp_server.py");
        expected.add("json_upload.py");
        try (Stream<Path> files = Files.list(Python.examples())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void theyNeedNothingButThePythonThatPeopleHave() throws Exception {
        assertThat(
                        Python.output(
                                Python.usual("check_examples.py"),
                                "",
                                Python.examples().toString()))
                .isEqualTo("13 are as they should be\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "LENGTH", "INT32", "JSON"})
    void quitEndsAndBlankLinesAreNotSent(Dialect dialect) throws Exception {
        var address = servers.of(Servers.Kind.PYTHON, dialect, UTF_8);
        assertThat(client(address, "\n   \n echo one \n\t\nquit\necho two\n")).isEqualTo("one\n");
    }

    @Test
    void quitEndsAndBlankLinesAreNotSentToUpper() throws Exception {
        String lines = "\n  \n one \n\t\nquit\ntwo\n";
        assertThat(client(servers.of(Servers.Kind.PYTHON, Dialect.UPPER, UTF_8), lines))
                .isEqualTo("ONE\n");
        assertThat(client(servers.datagrams(Servers.Kind.PYTHON), lines)).isEqualTo("ONE\n");
    }

    /** What a server that is stopped in the middle looks like from here. */
    @ParameterizedTest
    @CsvSource({"UPPER, ''", "RAW, ''", "LENGTH, 10", "INT32, 'ab'", "JSON, 'abc'"})
    void aServerThatGoesIsReported(Dialect dialect, String itsLastWords) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(20_000);
            var server =
                    Background.doing(() -> {
                        try (Socket socket = listener.accept()) {
                            socket.setSoTimeout(20_000);
                            var _ = socket.getInputStream().read(new byte[1024]);
                            socket.getOutputStream().write(itsLastWords.getBytes(UTF_8));
                            socket.shutdownOutput();
                            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                        }
                    });
            var result =
                    Python.run(
                            Python.example(dialect.scheme() + "_client.py"),
                            "one\n",
                            "127.0.0.1",
                            String.valueOf(listener.getLocalPort()));
            server.get();
            assertThat(result.stderr()).isEqualTo("the server has closed the connection\n");
            assertThat(result.status()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatBreaksOffIsNothingToComplainAbout(Dialect dialect, @TempDir Path folder)
            throws Exception {
        Path stderr = folder.resolve("stderr");
        try (var server =
                Python.serve(
                        Python.example(dialect.scheme() + "_server.py"),
                        ProcessBuilder.Redirect.to(stderr.toFile()))) {
            try (Socket socket = new Socket(loopback(1), server.port())) {
                socket.setSoTimeout(20_000);
                socket.setOption(StandardSocketOptions.SO_LINGER, 0); // closing is a reset
                socket.getOutputStream().write("echo one".getBytes(UTF_8));
                assertThat(socket.getInputStream().read()).isNotNegative();
            }
            String answer = client(Servers.tcp(dialect, server.port()), "echo two\n");
            assertThat(answer).isEqualTo(dialect == Dialect.UPPER ? "ECHO TWO\n" : "two\n");
            Path threads = Path.of("/proc/" + server.process().pid() + "/task");
            Eventually.until("both are gone", () -> threads.toFile().list().length == 1);
        }
        assertThat(stderr).isEmptyFile();
    }

    @Test
    void aPromptIsShownOnATerminalOnly() throws Exception {
        var address = servers.of(Servers.Kind.PYTHON, Dialect.INT32, UTF_8);
        String script = Python.example("int32_client.py").toString();
        String shown =
                Python.output(
                        Python.usual("on_a_terminal.py"),
                        "echo $((6 * 7))\nquit\n",
                        script,
                        "127.0.0.1",
                        String.valueOf(Client.port(address)));
        assertThat(shown).contains(">>> ").contains("42\r\n>>> ");
        assertThat(client(address, "echo $((6 * 7))\n")).isEqualTo("42\n");
    }

    /** The whole of 127.0.0.0/8 is this machine; whoever listens everywhere listens there too. */
    @ParameterizedTest
    @EnumSource
    void theServersListenOn127001Only(Dialect dialect) throws Exception {
        int port = Client.port(servers.of(Servers.Kind.PYTHON, dialect, UTF_8));
        new Socket(loopback(1), port).close();
        assertThatThrownBy(() -> new Socket(loopback(2), port).close())
                .isInstanceOf(ConnectException.class);
    }

    private static InetAddress loopback(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }
}
