package dev.landline.testing.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.classic.Dialect;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers as others write them, for our client and for the example. */
final class UsualPeersTest {

    @ParameterizedTest
    @CsvSource({"PYTHON, UTF-8", "PYTHON, GBK", "LANDLINE, UTF-8", "LANDLINE, GBK"})
    void aHeaderInThreeSendsWithMoreKeysAndChineseInIt(Client client, Charset charset)
            throws Exception {
        var script = Python.usual("json_three_sends_server.py");
        try (var server = Python.serve(script, charset.name())) {
            var address = Servers.tcp(Dialect.JSON, server.port());
            assertThat(
                            client.answers(
                                    address,
                                    charset,
                                    List.of("true", "echo 你好; echo 世界 >&2", "printf x")))
                    .containsExactly("", "你好\n世界\n", "x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatTakesAnyBytesForReady(Client client) throws Exception {
        try (var server = Python.serve(Python.usual("length_any_byte_server.py"), "gbk")) {
            var address = Servers.tcp(Dialect.LENGTH, server.port());
            Charset gbk = Charset.forName("GBK");
            assertThat(
                            client.answers(
                                    address,
                                    gbk,
                                    List.of("true", "echo 你好; echo 错误 >&2", "printf x")))
                    .containsExactly("cmd has no output...", "错误\n", "x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatTakesTheNextCommandForPartOfReady(Client client) throws Exception {
        try (var server = Python.serve(Python.usual("length_empty_server.py"))) {
            var address = Servers.tcp(Dialect.LENGTH, server.port());
            assertThat(
                            client.talk(
                                    address,
                                    UTF_8,
                                    List.of("true", "echo one", "true", "true", "echo two")))
                    .isEqualTo("one\ntwo\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"LENGTH, GBK", "INT32, GBK", "JSON, GBK", "LENGTH, UTF-8"})
    void aClientThatCountsWhatItHasReadAndReads1024(Dialect dialect, Charset charset)
            throws Exception {
        try (var server = OurServer.start(Servers.tcp(dialect, 0), charset)) {
            String text =
                    Python.output(
                            Python.usual("recv_size_client.py"),
                            "echo 你好\ntrue\nhead -c 100000 /dev/zero | tr '\\0' x\necho 世界\n",
                            dialect.scheme(),
                            "127.0.0.1",
                            String.valueOf(Client.port(server.address())),
                            charset.name(),
                            "1");
            assertThat(text.getBytes(UTF_8))
                    .isEqualTo(("你好\n" + "x".repeat(100_000) + "世界\n").getBytes(UTF_8));
        }
    }
}
