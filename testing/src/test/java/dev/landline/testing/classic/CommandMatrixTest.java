package dev.landline.testing.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import dev.landline.testing.behaviour.Background;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dialect that says how long an answer is, between all kinds of servers and clients. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandMatrixTest {

    private static final Charset GBK = Charset.forName("GBK");
    private static final Set<Dialect> FRAMED =
            EnumSet.of(Dialect.LENGTH, Dialect.INT32, Dialect.JSON);
    private static final int CLIENTS = 50;

    private final Servers servers = new Servers();

    @AfterAll
    void stop() throws Exception {
        servers.close();
    }

    /** Who talks to whom, and how. */
    record Pair(Dialect dialect, Servers.Kind server, Client client) {}

    static Stream<Pair> pairs() {
        return FRAMED.stream()
                .flatMap(dialect ->
                        Stream.of(Servers.Kind.values())
                                .flatMap(server ->
                                        Stream.of(Client.values())
                                                .map(client -> new Pair(dialect, server, client))));
    }

    private ClassicAddress address(Pair pair, Charset charset) throws Exception {
        return servers.of(pair.server(), pair.dialect(), charset);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whateverACommandWritesArrives(Pair pair) throws Exception {
        List<String> answers =
                pair.client()
                        .answers(
                                address(pair, UTF_8),
                                UTF_8,
                                List.of(
                                        "true",
                                        "echo out",
                                        "echo err >&2",
                                        "echo out; echo err >&2",
                                        "printf 'no end of line'",
                                        "printf '你好，世界 – é €'",
                                        "no-such-command-anywhere",
                                        "exit 7",
                                        "cat"));
        boolean length = pair.dialect() == Dialect.LENGTH;
        assertThat(answers.get(6)).contains("no-such-command-anywhere", "not found");
        answers = new ArrayList<>(answers);
        answers.set(6, "not found");
        assertThat(answers)
                .containsExactly(
                        "",
                        "out\n",
                        "err\n",
                        length ? "err\n" : "out\nerr\n",
                        "no end of line",
                        "你好，世界 – é €",
                        "not found",
                        "",
                        "");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tenMebibytesArriveWhole(Pair pair) throws Exception {
        String text =
                pair.client()
                        .talk(
                                address(pair, UTF_8),
                                UTF_8,
                                List.of("head -c 10485760 /dev/zero | tr '\\0' x", "echo end"));
        assertThat(text.length()).isEqualTo(10_485_760 + 4);
        assertThat(text.substring(10_485_760)).isEqualTo("end\n");
        assertThat(text.chars().limit(10_485_760).allMatch(c -> c == 'x')).isTrue();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aHundredCommandsAreAnsweredInTurn(Pair pair) throws Exception {
        // Every fifth answer is empty: then two commands follow each other with nothing between.
        List<String> commands =
                IntStream.range(0, 100)
                        .mapToObj(i -> i % 5 == 0 ? "true" : "echo answer " + i)
                        .toList();
        String expected =
                IntStream.range(0, 100)
                        .filter(i -> i % 5 != 0)
                        .mapToObj(i -> "answer " + i + "\n")
                        .reduce("", String::concat);
        assertThat(pair.client().talk(address(pair, UTF_8), UTF_8, commands)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void gbkIsSpokenWhereBothWereTold(Pair pair) throws Exception {
        ClassicAddress address = address(pair, GBK);
        List<String> answers =
                pair.client()
                        .answers(
                                address,
                                GBK,
                                List.of(
                                        "printf '你好，世界'",
                                        "printf '错误' >&2",
                                        "printf '你好' | wc -c",
                                        "printf 'a\\360\\237\\230\\200b'"));
        // The command's own world is UTF-8; what GBK has no character for becomes a question mark.
        assertThat(answers).containsExactly("你好，世界", "错误", "6\n", "a?b");
    }

    static Stream<Pair> servers() {
        return pairs().filter(pair -> pair.client() == Client.PYTHON);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void fiftyClientsAtOnceGetTheirOwnAnswers(Pair pair) throws Exception {
        String text =
                Python.output(
                        Python.usual("recv_size_client.py"),
                        "echo one\nprintf '%3000s' x",
                        pair.dialect().scheme(),
                        "127.0.0.1",
                        String.valueOf(Client.port(address(pair, UTF_8))),
                        "utf-8",
                        String.valueOf(CLIENTS));
        assertThat(text).isEqualTo(("one\n" + " ".repeat(2999) + "x").repeat(CLIENTS));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void fiftyOfOurClientsAtOnceGetTheirOwnAnswers(Pair pair) throws Exception {
        ClassicAddress address = address(pair, UTF_8);
        List<Background<String>> clients =
                IntStream.range(0, CLIENTS)
                        .mapToObj(i ->
                                Background.of(() ->
                                        Client.LANDLINE.talk(address, UTF_8, List.of("echo " + i))))
                        .toList();
        List<String> texts = new ArrayList<>();
        for (Background<String> client : clients) {
            texts.add(client.get());
        }
        assertThat(texts).isEqualTo(IntStream.range(0, CLIENTS).mapToObj(i -> i + "\n").toList());
    }
}
