package dev.landline.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicAddressTest {

    @ParameterizedTest
    @EnumSource
    void eachDialectIsSpokenOverTcpAndUnixSockets(Dialect dialect) {
        String scheme = dialect.name().toLowerCase(Locale.ROOT);
        assertThat(ClassicAddress.parse(scheme + "://127.0.0.1:8888"))
                .isEqualTo(new ClassicAddress.Tcp(dialect, "127.0.0.1", 8888))
                .hasToString(scheme + "://127.0.0.1:8888");
        assertThat(ClassicAddress.parse(scheme + "+unix:/run/box.sock"))
                .isEqualTo(new ClassicAddress.Unix(dialect, Path.of("/run/box.sock")))
                .hasToString(scheme + "+unix:/run/box.sock");
    }

    @Test
    void onlyUpperIsSpokenOverUdp() {
        assertThat(ClassicAddress.parse("upper+udp://127.0.0.1:0"))
                .isEqualTo(new ClassicAddress.Udp("127.0.0.1", 0))
                .hasToString("upper+udp://127.0.0.1:0")
                .extracting(ClassicAddress::dialect)
                .isEqualTo(Dialect.UPPER);
        for (String other : new String[] {"raw", "length", "int32", "json"}) {
            assertRefused(other + "+udp://127.0.0.1:8888");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw://localhost:1",
                "raw://localhost:65535",
                "raw://a.b-c.example:80",
                "raw://[::1]:8888",
                "raw://[2001:db8::1]:8888",
                "upper+udp://[::1]:8888",
                "json+unix:relative.sock",
                "json+unix:/with space/and:colon",
                "json+unix:/a+unix:b"
            })
    void whatIsReadIsWhatIsWritten(String text) {
        ClassicAddress address = ClassicAddress.parse(text);
        assertThat(address).hasToString(text);
        assertThat(ClassicAddress.parse(address.toString())).isEqualTo(address);
    }

    @Test
    void theHostOfIpv6HasNoBrackets() {
        assertThat(ClassicAddress.parse("raw://[::1]:1"))
                .isEqualTo(new ClassicAddress.Tcp(Dialect.RAW, "::1", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":",
                "://",
                "raw",
                "raw:",
                "raw://",
                "raw://localhost",
                "raw://localhost:",
                "raw://:8888",
                "raw://localhost:x",
                "raw://localhost:-1",
                "raw://localhost:65536",
                "raw://localhost:99999999999",
                "raw://localhost:80/",
                "raw://localhost:80/path",
                "raw://localhost:80?query",
                "raw://localhost:80#fragment",
                "raw://me@localhost:80",
                "raw://::1:80",
                "raw://[::1:80",
                "raw://[::1]",
                "raw:localhost:80",
                "raw//localhost:80",
                "raw://local host:80",
                " raw://localhost:80",
                "raw://localhost:80 ",
                "raw://localhost:80\n",
                "RAW://localhost:80",
                "tls://localhost:80",
                "localhost:80",
                "127.0.0.1:80",
                "+unix:/a",
                "tls+unix:/a",
                "unix:/a",
                "json+unix:",
                "json+unix",
                "json+unix:\0",
                "json+unix:/a\0b",
                "upper+udp:/a",
                "upper+tcp://localhost:80",
                "raw://localhost:80\0",
                "raw://\u202elocalhost:80",
            })
    void whatIsNoAddressIsRefusedWithWhatWasExpected(String text) {
        assertRefused(text);
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> ClassicAddress.parse(text))
                .as("'%s'", text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected upper|raw|length|int32|json://HOST:PORT")
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aPortThatIsNoneIsRefused(int port) {
        assertThatThrownBy(() -> new ClassicAddress.Tcp(Dialect.RAW, "localhost", port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port: expected 0 to 65535, got " + port);
        assertThatThrownBy(() -> new ClassicAddress.Udp("localhost", port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port: expected 0 to 65535, got " + port);
    }
}
