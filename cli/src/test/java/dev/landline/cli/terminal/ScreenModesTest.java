package dev.landline.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left behind on a screen, and what puts it right. Here {@code ^} stands for ESC. */
class ScreenModesTest {

    private final ScreenModes modes = new ScreenModes();

    private static byte[] bytes(String text) {
        return text.replace('^', '\033').getBytes(StandardCharsets.ISO_8859_1);
    }

    private void shows(String text) {
        byte[] shown = bytes("##" + text + "##");
        modes.see(shown, 2, shown.length - 4);
    }

    private String repair() {
        return new String(modes.repair(), StandardCharsets.US_ASCII).replace('\033', '^');
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
                    ^[?1049h, ^[?1049l
                    ^[?47h, ^[?47l
                    ^[?1047h, ^[?1047l
                    ^[?1000h, ^[?1000l
                    ^[?1003h, ^[?1003l
                    ^[?1006h, ^[?1006l
                    ^[?2004h, ^[?2004l
                    ^[?1h, ^[?1l
                    ^[?25l, ^[?25h
                    ^[?7l, ^[?7h
                    ^=, ^>
                    ^[31m, ^[0m
                    ^[38;5;0m, ^[0m
                    ^[5;20r, ^7^[r^8
                    "^[5 q", "^[0 q"
                    ^(0, ^(B
                    ^[>1u, ^[<1u
                    ^[>1u^[>5u^[>u, ^[<3u
                    ^[=5;1u, ^[=0u
                    ^[>4;2m, ^[>4m
                    ^[?1049;1006;25h, ^[?1006l^[?1049l
                    """)
    void whatIsOnIsSwitchedOffOnce(String shown, String repair) {
        shows("text" + shown + "text");
        assertThat(repair()).isEqualTo(repair);
        assertThat(repair()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain text\r\n",
                "^[?1049h^[?1049l",
                "^[?1049h^[?2004h^[?25l^=^[1m^[5;6r^c",
                "^[?25l^[?25h",
                "^[?25h^[?7h",
                "^=^>",
                "^[1m^[m",
                "^[1m^[0m",
                "^[5;6r^[r",
                "^[2 q^[ q",
                "^(0^(B",
                "^[>1u^[<u",
                "^[<u^[<99u",
                "^[=1u^[=0u",
                "^[>4;1m^[>4;0m",
                "^[>4;1m^[>4n",
                "^[>4;1m^[>4m",
                "^[1;1H^[2J^[K^[6n^[c^[>c^[>q^[?1$p^[!p^[?1000r^[?1000s^[?2026$p",
                "^[1049h^[25l^[>1049h^[?1049$h^[?1050h",
                "^]0;title [?1049h\007",
                "^]0;title\033\\",
                "^Pq [?1049h^\\",
                "^[?10\03049h",
                "\033[?104^[0m9h",
                "^7^8^M^[99999999999999999999999h",
                "^[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19H"
            })
    void whatIsNotOnIsLeftAlone(String shown) {
        shows(shown);
        assertThat(repair()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"^", "^[", "^[?104", "^]0;half a title", "^Pq#0", "^]0;a\007^_x"})
    void aSequenceThatWasCutOffIsEnded(String shown) {
        shows(shown);
        assertThat(repair()).isEqualTo("^\\");
        shows("9h");
        assertThat(repair()).isEmpty();
    }

    @Test
    void aControlCharacterDoesNotEndASequence() {
        shows("^[?10\r\n49h");
        assertThat(repair()).isEqualTo("^[?1049l");
    }

    @Test
    void theAlternateScreenIsLeftLastAndColoursBehindIt() {
        shows("^[?1049h^[?1002h^[7m^[?25l^[>1u^[2;9r");
        assertThat(repair()).isEqualTo("^[<1u^[?1002l^[?25h^[?1049l^7^[r^8^[0m");
    }

    @Test
    void howTheBytesAreCutIntoChunksMakesNoDifference() {
        byte[] shown =
                bytes("é^[?1049hx^[>1u^]0;t^\\^[?1002;1006h^[38;2;1;2;3my^[?25l^[2;9r^=^(0z^[4 q");
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            for (int from = 0; from < shown.length; ) {
                int length = Math.min(shown.length - from, random.nextInt(4));
                modes.see(shown, from, length);
                from += length;
            }
            assertThat(repair())
                    .as("seed %s", seed)
                    .isEqualTo("^[<1u^>^[?1002l^[?1006l^[?25h^[?1049l^7^[r^8^[0 q^(B^[0m");
        }
    }

    @Test
    void aWatchedStreamGetsWhatIsWritten() throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        OutputStream watched = modes.watching(screen);
        watched.write('\033');
        watched.write(bytes("=..[?25l"), 0, 1);
        watched.write(bytes("x^[?2004hy"));
        assertThat(screen.toByteArray()).isEqualTo(bytes("^=x^[?2004hy"));
        assertThat(repair()).isEqualTo("^>^[?2004l");
    }

    @Test
    void noBytesWhateverDoHarm() {
        Random random = new Random(7);
        byte[] noise = new byte[1 << 16];
        random.nextBytes(noise);
        String frequent = "\033\033[[??>>=<;:0123456789hlmruqncP]\\ $";
        for (int i = 0; i < noise.length; i++) {
            if (random.nextInt(4) > 0) {
                noise[i] = (byte) frequent.charAt(random.nextInt(frequent.length()));
            }
        }
        modes.see(noise, 0, noise.length);
        repair();
        assertThat(repair()).isEmpty();
    }
}
