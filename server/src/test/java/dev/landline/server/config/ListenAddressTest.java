package dev.landline.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.server.config.ListenAddress.TlsAddress;
import dev.landline.server.config.ListenAddress.UnixAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({
        "tls://127.0.0.1:7023, 127.0.0.1, 7023",
        "tls://127.0.0.1, 127.0.0.1, 7022",
        "tls://box.example.org:1, box.example.org, 1",
        "tls://localhost:65535, localhost, 65535",
        "tls://localhost:0, localhost, 0",
        "tls://[::]:7022, ::, 7022",
        "tls://[::1], ::1, 7022",
        "tls://[2001:db8::7]:9, 2001:db8::7, 9",
        "tls://[fe80::1%eth0]:9, fe80::1%eth0, 9"
    })
    void tlsHasAHostAndAPortWhichIs7022(String text, String host, int port) {
        assertThat(ListenAddress.parse(text)).isEqualTo(new TlsAddress(host, port));
    }

    @ParameterizedTest
    @CsvSource({"unix:/run/landline.socket", "unix:relative/socket", "unix:/with blank/:colon"})
    void unixHasAPath(String text) {
        assertThat(ListenAddress.parse(text))
                .isEqualTo(new UnixAddress(Path.of(text.substring("unix:".length()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls://127.0.0.1:7022",
                "tls://[::]:0",
                "tls://box:7022",
                "unix:/run/landline"
            })
    void whatIsShownCanBeReadAgain(String text) {
        assertThat(ListenAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tls:",
                "tls://",
                "tls://:7022",
                "tls://::1:7022",
                "tls://[::1",
                "tls://[::1]x",
                "tls://h:-1",
                "tls://h:x",
                "tls://h:99999999999",
                "tls://h/",
                "tls://h/path",
                "tls://h?query",
                "tls://h#fragment",
                "tls://user@h",
                "tls:h:7022",
                "tls://two words",
                "TLS://h",
                "tcp://h:7022",
                "h:7022",
                "7022",
                "unix:",
                "unix",
                "/run/landline.socket"
            })
    void otherTextsAreRefusedWithWhatWasExpected(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "listen address: expected tls://HOST[:PORT] or unix:PATH, got '"
                                + text
                                + "'");
    }

    @Test
    void aPortThatCannotBeIsRefused() {
        assertThatThrownBy(() -> ListenAddress.parse("tls://h:65536"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port: expected 0 to 65535, got 65536");
        assertThatThrownBy(() -> new TlsAddress("h", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port: expected 0 to 65535, got -1");
    }
}
