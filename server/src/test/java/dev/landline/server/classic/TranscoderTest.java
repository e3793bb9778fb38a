package dev.landline.server.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscoderTest {

    private static final Charset GBK = Charset.forName("GBK");

    private static byte[] transcoded(byte[] utf8, int piece, Charset charset) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream way = Transcoder.to(target, charset)) {
            for (int at = 0; at < utf8.length; at += piece) {
                way.write(utf8, at, Math.min(piece, utf8.length - at));
            }
        }
        return target.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8191, 8192, 100_000})
    void howItIsCutMakesNoDifference(int piece) throws IOException {
        String text = "plain, 中文, é, €\n".repeat(3000);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(transcoded(utf8, piece, GBK)).isEqualTo(text.getBytes(GBK));
    }

    @Test
    void whatTheCharsetDoesNotHaveBecomesAQuestionMark() throws IOException {
        byte[] utf8 = "a😀b".getBytes(StandardCharsets.UTF_8);
        for (int piece = 1; piece <= utf8.length; piece++) {
            assertThat(transcoded(utf8, piece, GBK)).asString(GBK).isEqualTo("a?b");
        }
    }

    @Test
    void brokenTextDoesNotStopIt() throws IOException {
        byte[] broken = {'a', (byte) 0xff, 'b', (byte) 0xe4, (byte) 0xb8};
        assertThat(transcoded(broken, 1, GBK)).asString(GBK).isEqualTo("a?b?");
    }

    @Test
    void utf8IsNotTouched() throws IOException {
        byte[] binary = {0, (byte) 0xff, (byte) 0xc0, 'a', (byte) 0x80};
        assertThat(transcoded(binary, 2, StandardCharsets.UTF_8)).isEqualTo(binary);
    }
}
