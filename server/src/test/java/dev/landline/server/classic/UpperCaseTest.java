package dev.landline.server.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UpperCaseTest {

    private static final Charset GBK = Charset.forName("GBK");

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
    void halfACharacterAtTheEndIsNotLost() {
        byte[] half = {'a', (byte) 0xd6};
        assertThat(new UpperCase(GBK).last(half)).isEqualTo(new byte[] {'A', '?'});
    }

    @Test
    void aByteOfAnotherCharacterIsNoLetter() {
        byte[] looksLikeALetter = "猘abc".getBytes(GBK);
        assertThat(looksLikeALetter[1])
                .as("a second byte that could be a letter")
                .isBetween((byte) 'a', (byte) 'z');
        for (int cut = 0; cut <= looksLikeALetter.length; cut++) {
            UpperCase upper = new UpperCase(GBK);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(upper.of(Arrays.copyOf(looksLikeALetter, cut)));
            out.writeBytes(
                    upper.of(Arrays.copyOfRange(looksLikeALetter, cut, looksLikeALetter.length)));
            assertThat(out.toString(GBK)).isEqualTo("猘ABC");
        }
    }
}
