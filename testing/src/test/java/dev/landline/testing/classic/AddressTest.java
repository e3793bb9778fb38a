package dev.landline.testing.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversations over what is not 127.0.0.1. */
final class AddressTest {

    private static final List<String> COMMANDS =
            List.of("echo one; echo err >&2", "printf '你好\\n'", "true", "echo two");

    private static void assertSpeaks(ClassicAddress address) throws Exception {
        try (var server = OurServer.start(address, UTF_8)) {
            String expected =
                    switch (address.dialect()) {
                        case UPPER ->
                                """
                                ECHO ONE; ECHO ERR >&2
                                PRINTF '你好\\N'
                                TRUE
                                ECHO TWO
                                """;
                        case RAW -> "one\nerr\n你好\n\ntwo\n";
                        case LENGTH -> "err\n你好\ntwo\n";
                        case INT32, JSON -> "one\nerr\n你好\ntwo\n";
                    };
            assertThat(OurClient.talk(server.address(), UTF_8, COMMANDS)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aUnixSocketCarriesEveryDialect(Dialect dialect, @TempDir Path folder) throws Exception {
        Path path = folder.resolve("socket");
        assertSpeaks(new ClassicAddress.Unix(dialect, path));
        assertThat(path).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void ipv6CarriesEveryDialect(Dialect dialect) throws Exception {
        assumeTrue(thereIsIpv6(), "this machine has IPv6");
        assertSpeaks(ClassicAddress.parse(dialect.scheme() + "://[::1]:0"));
    }

    private static boolean thereIsIpv6() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
