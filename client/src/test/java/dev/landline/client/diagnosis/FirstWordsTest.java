package dev.landline.client.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who listens at a port, by the first bytes that come from there. */
class FirstWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-OpenSSH_9.6~      | an SSH server (SSH-2.0-OpenSSH_9.6)",
                "HTTP/1.1 400 Bad Request~ | a web server without TLS (HTTP/1.1 400 Bad Request)",
                "220 mail ESMTP~250 x      | something else (it says '220 mail ESMTP')",
                "+OK\u001b[31m~            | something else (it says '+OK?[31m')",
                "x                         | something else, which does not speak TLS",
            })
    void aBannerNamesWhoItIs(String banner, String stranger) {
        byte[] bytes = banner.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new FirstWords(bytes).stranger()).contains(stranger);
    }

    @ParameterizedTest
    @CsvSource({
        "15030300020278, a TLS server that does not speak Landline",
        "15030300020246, a TLS server that does not know TLS 1.3",
        "160400000000, something else",
        "0000000000000000, something else"
    })
    void bytesThatAreNoTextAreReadToo(String hex, String stranger) {
        assertThat(new FirstWords(HexFormat.of().parseHex(hex)).stranger())
                .get()
                .asString()
                .contains(stranger);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1603030002", "15030300020228", "1503030002"})
    void whoSpeaksTlsMayBeOurs(String hex) {
        assertThat(new FirstWords(HexFormat.of().parseHex(hex)).stranger()).isEmpty();
    }

    @Test
    void silenceNamesNobody() {
        assertThat(new FirstWords(new byte[0]).stranger()).isEmpty();
        assertThat(new FirstWords(new byte[0]).isSilent()).isTrue();
    }
}
