package dev.landline.server.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UpperCaseTest {

    @Test
    void onlyAsciiLettersChange() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        byte[] upper = new UpperCase(StandardCharsets.UTF_8).of(all);
        for (int i = 0; i < 256; i++) {
            int expected = i >= 'a' && i <= 'z' ? i - 32 : i;
            assertThat(upper[i] & 0xff).isEqualTo(expected);
        }
    }

    @Test
    void aByteOfAnotherCharacterIsNoLetter() {
        Charset gbk = Charset.forName("GBK");
        byte[] looksLikeALetter = "猘abc".getBytes(gbk);
        assertThat(looksLikeALetter[1])
                .as("a second byte that could be a letter")
                .isBetween((byte) 'a', (byte) 'z');
        for (int cut = 0; cut <= looksLikeALetter.length; cut++) {
            UpperCase upper = new UpperCase(gbk);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(upper.of(Arrays.copyOf(looksLikeALetter, cut)));
            out.writeBytes(
                    upper.of(Arrays.copyOfRange(looksLikeALetter, cut, looksLikeALetter.length)));
            assertThat(out.toString(gbk)).isEqualTo("猘ABC");
        }
    }
}
