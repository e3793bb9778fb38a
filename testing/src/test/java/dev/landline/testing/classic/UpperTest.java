package dev.landline.testing.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dialect {@code upper} over TCP and UDP, between all kinds of servers and clients. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UpperTest {

    private final Servers servers = new Servers();

    @AfterAll
    void stop() throws Exception {
        servers.close();
    }

    record Pair(boolean datagrams, Servers.Kind server, Client client) {}

    static Stream<Pair> pairs() {
        return Stream.of(false, true)
                .flatMap(datagrams ->
                        Stream.of(Servers.Kind.values())
                                .flatMap(server ->
                                        Stream.of(Client.values())
                                                .map(client ->
                                                        new Pair(datagrams, server, client))));
    }

    private ClassicAddress address(Pair pair) throws Exception {
        return pair.datagrams()
                ? servers.datagrams(pair.server())
                : servers.of(pair.server(), Dialect.UPPER, UTF_8);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void asciiLettersGrowAndNothingElseChanges(Pair pair) throws Exception {
        String text =
                pair.client()
                        .talk(
                                address(pair),
                                UTF_8,
                                List.of("hello", "a1 é ß ǆ 你好 {|}~ @[`", "ALREADY"));
        assertThat(text).isEqualTo("HELLO\nA1 é ß ǆ 你好 {|}~ @[`\nALREADY\n");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aLongLineComesBackWhole(Pair pair) throws Exception {
        // One datagram has at most 65,507 bytes; a stream cuts it into pieces as it likes.
        String line = "landline".repeat(pair.datagrams() ? 8_000 : 100_000);
        assertThat(pair.client().talk(address(pair), UTF_8, List.of(line, "x")))
                .isEqualTo("LANDLINE".repeat(line.length() / 8) + "\nX\n");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aHundredLinesAreAnsweredInTurn(Pair pair) throws Exception {
        List<String> lines = IntStream.range(0, 100).mapToObj(i -> "line " + i).toList();
        assertThat(pair.client().talk(address(pair), UTF_8, lines))
                .isEqualTo(
                        IntStream.range(0, 100)
                                .mapToObj(i -> "LINE " + i + "\n")
                                .reduce("", String::concat));
    }
}
