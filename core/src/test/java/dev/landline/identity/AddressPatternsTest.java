package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPatternsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7 | 192.0.2.7",
                "192.0.2.0/24 | 192.0.2.255",
                "192.0.2.128/25 | 192.0.2.128",
                "0.0.0.0/0 | 203.0.113.9",
                "192.0.2.* | 192.0.2.44",
                "192.0.2.? | 192.0.2.4",
                "10.0.0.1,192.0.2.7 | 192.0.2.7",
                "* | 2001:db8::1",
                "::1 | 0:0:0:0:0:0:0:1",
                "2001:db8::/32 | 2001:db8:ffff::1",
                "2001:DB8::1 | 2001:db8:0:0:0:0:0:1",
                "2001:db8::* | 2001:db8::5",
                "!192.0.2.7,192.0.2.* | 192.0.2.8",
                "::ffff:192.0.2.7 | 192.0.2.7"
            })
    void allows(String patterns, String client) throws Exception {
        assertThat(AddressPatterns.parse(patterns).allows(InetAddress.ofLiteral(client))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7 | 192.0.2.8",
                "192.0.2.0/24 | 192.0.3.0",
                "192.0.2.128/25 | 192.0.2.127",
                "192.0.2.? | 192.0.2.44",
                "!192.0.2.7,192.0.2.* | 192.0.2.7",
                "192.0.2.*,!192.0.2.7 | 192.0.2.7",
                "!192.0.2.7 | 192.0.2.8",
                "2001:db8::/32 | 2001:db9::1",
                "0.0.0.0/0 | ::1",
                "::/0 | 192.0.2.1",
                "*.example.com | 192.0.2.1",
                "localhost | 127.0.0.1"
            })
    void refuses(String patterns, String client) throws Exception {
        assertThat(AddressPatterns.parse(patterns).allows(InetAddress.ofLiteral(client))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.0.2.1,",
                ",",
                "!",
                "192.0.2.1/24",
                "192.0.2.0/33",
                "192.0.2.0/x",
                "192.0.2.0/",
                "2001:db8::1/32",
                "::/129"
            })
    void anItemThatCannotBeMeantIsAnError(String patterns) {
        assertThatThrownBy(() -> AddressPatterns.parse(patterns))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "::1, ::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "192.0.2.1, 192.0.2.1"
    })
    void addressesAreShownInTheirShortForm(String address, String shown) {
        assertThat(AddressPatterns.textOf(InetAddress.ofLiteral(address))).isEqualTo(shown);
    }

    @Test
    void manyStarsTakeNoTime() {
        assertThat(Glob.matches("*a".repeat(200) + "b", "a".repeat(5_000))).isFalse();
    }
}
