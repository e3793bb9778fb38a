package dev.landline.server.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstBytesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "POST /",
                "PUT /",
                "HEAD /",
                "DELETE /",
                "OPTIONS *",
                "PATCH /",
                "CONNECT a:1",
                "TRACE /",
                "PRI * HTTP/2.0"
            })
    void aMethodOfHttpIsHttp(String request) {
        assertThat(FirstBytes.of(request.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(FirstBytes.HTTP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2", "SSH-1.99-x"})
    void anSshBannerIsSsh(String banner) {
        assertThat(FirstBytes.of(banner.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(FirstBytes.SSH);
    }

    @ParameterizedTest
    @CsvSource({"16030100", "16030302", "160304ff"})
    void aHandshakeRecordOfEveryTlsVersionIsTls(String hex) {
        assertThat(FirstBytes.of(HexFormat.of().parseHex(hex))).isEqualTo(FirstBytes.TLS);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000", // silence made of zeros
        "ffffffff", // a length of -1
        "16020000", // a record, and not of TLS
        "15030300", // an alert, which begins nothing
        "17030300", // data, which begins nothing
        "67657420", // get, in small letters
        "47455400", // GET, and no blank
        "5353482e", // SSH, and no hyphen
        "80000000", // SSL 2
    })
    void theRestIsSomethingElse(String hex) {
        assertThat(FirstBytes.of(HexFormat.of().parseHex(hex))).isEqualTo(FirstBytes.OTHER);
    }

    @Test
    void aFrameOfLandlineIsTakenForNothingElse() {
        byte[] frame = new FrameEncoder().bytes(new Frame.Ping(7));

        assertThat(FirstBytes.of(Arrays.copyOf(frame, FirstBytes.COUNT)))
                .isEqualTo(FirstBytes.OTHER);
    }

    @Test
    void noLengthOfAFramesHeaderLooksLikeAnotherProtocol() {
        for (int length = 2; length <= 65_536; length++) {
            byte[] bytes = {(byte) length, (byte) (length >> 8), (byte) (length >> 16), 0};
            assertThat(FirstBytes.of(bytes)).as("length %d", length).isEqualTo(FirstBytes.OTHER);
        }
    }
}
