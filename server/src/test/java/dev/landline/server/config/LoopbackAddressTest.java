package dev.landline.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:9464",
                "127.255.255.254:0",
                "localhost:65535",
                "LocalHost:1",
                "[::1]:9464"
            })
    void anAddressOfLoopbackComesBack(String text) {
        LoopbackAddress address = LoopbackAddress.parse(text);

        assertThat(address.toString()).isEqualTo(text);
        assertThat(address.socketAddress().getAddress().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "127.0.0.1:1 ",
                "0.0.0.0:1",
                "128.0.0.1:1",
                "10.0.0.1:1",
                "127.1:1",
                "127.0.0.256:1",
                "127.0.0.01:1",
                "127.0.0.1.nip.io:1",
                "localhost.evil.example:1",
                "example.com:1",
                "[::]:1",
                "[::2]:1",
                "[::ffff:10.0.0.1]:1",
                "::1:1",
                "http://127.0.0.1:1",
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> LoopbackAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an address that only this machine can reach")
                .hasMessageContaining("got '" + text + "'");
    }

    @Test
    void nothingIsAskedOfNameServers() {
        assertThat(LoopbackAddress.isLoopback("localhost")).isTrue();
        assertThat(LoopbackAddress.isLoopback("localhost.")).isFalse();
        assertThat(LoopbackAddress.isLoopback("127.0.0.1.")).isFalse();
        assertThat(LoopbackAddress.isLoopback("")).isFalse();
    }
}
