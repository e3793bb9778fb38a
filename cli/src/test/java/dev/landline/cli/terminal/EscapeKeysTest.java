package dev.landline.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed, and what becomes of it: text for the other side, and {@code <ESCAPE>}s. */
class EscapeKeysTest {

    private final StringBuilder came = new StringBuilder();

    private final EscapeKeys.Sink sink =
            new EscapeKeys.Sink() {
                @Override
                public void typed(byte[] bytes, int offset, int length) {
                    assertThat(length).isPositive();
                    came.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
                }

                @Override
                public void escape(Escape escape) {
                    came.append('<').append(escape).append('>');
                }
            };

    private String typed(EscapeChar character, String... chunks) throws IOException {
        came.setLength(0);
        EscapeKeys keys = new EscapeKeys(character);
        for (String chunk : chunks) {
            byte[] bytes = ("##" + chunk + "##").getBytes(StandardCharsets.ISO_8859_1);
            keys.feed(bytes, 2, bytes.length - 4, sink);
        }
        return came.toString();
    }

    private String typed(String... chunks) throws IOException {
        return typed(EscapeChar.USUAL, chunks);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    '~.', '<DISCONNECT>'
                    '~d', '<DETACH>'
                    '~?', '<HELP>'
                    '~\u001a', '<SUSPEND>'
                    '~~', '~'
                    '~r', '~r'
                    '~\u0000', '~\u0000'
                    'a~.', 'a~.'
                    'a~~', 'a~~'
                    ' ~.', ' ~.'
                    """)
    void theFirstByteOfTheSessionMayBeOne(String keys, String becomes) throws Exception {
        assertThat(typed(keys)).isEqualTo(becomes);
    }

    @Test
    void theBeginningOfALineIsBehindAReturnOrALineFeed() throws Exception {
        assertThat(typed("ls\r~?")).isEqualTo("ls\r<HELP>");
        assertThat(typed("ls\n~?")).isEqualTo("ls\n<HELP>");
        assertThat(typed("\r\n~?")).isEqualTo("\r\n<HELP>");
        assertThat(typed("ls\t~?")).isEqualTo("ls\t~?");
        assertThat(typed("~\r~?")).isEqualTo("~\r<HELP>");
    }

    @Test
    void behindAnEscapeTheLineBeginsStill() throws Exception {
        assertThat(typed("~?~?a~?")).isEqualTo("<HELP><HELP>a~?");
        assertThat(typed("~\u001a~d")).isEqualTo("<SUSPEND><DETACH>");
        assertThat(typed("~~~?")).isEqualTo("~~?");
        assertThat(typed("~~\r~~~.")).isEqualTo("~\r~~.");
    }

    @Test
    void nothingIsSentBehindTheLastOne() throws Exception {
        assertThat(typed("a\r~.rm -r x\r", "more\r~?")).isEqualTo("a\r<DISCONNECT>");
        assertThat(typed("a\r~d\r", "~.")).isEqualTo("a\r<DETACH>");
    }

    @Test
    void itIsHeldBackUntilTheNextByteTells() throws Exception {
        assertThat(typed("a\r~")).isEqualTo("a\r");
        assertThat(typed("a\r~", "x")).isEqualTo("a\r~x");
        assertThat(typed("a\r~", "~", "~", ".")).isEqualTo("a\r~~.");
        assertThat(typed("a\r", "~", ".")).isEqualTo("a\r<DISCONNECT>");
        assertThat(typed("a\r", "", "~", "", "?", "")).isEqualTo("a\r<HELP>");
    }

    @Test
    void whatIsHeldBackAtTheEndIsSent() throws Exception {
        EscapeKeys keys = new EscapeKeys(EscapeChar.USUAL);
        keys.feed(new byte[] {'a', '\r', '~'}, 0, 3, sink);
        keys.end(sink);
        keys.end(sink);
        assertThat(came).hasToString("a\r~");
    }

    @Test
    void anotherCharacterCanBeChosenAndNone() throws Exception {
        assertThat(typed(EscapeChar.parse("^A"), "~.\r\u0001.")).isEqualTo("~.\r<DISCONNECT>");
        assertThat(typed(EscapeChar.parse("^A"), "\u0001\u0001x")).isEqualTo("\u0001x");
        assertThat(typed(EscapeChar.parse("%"), "%%\r%x\r%?")).isEqualTo("%\r%x\r<HELP>");
        assertThat(typed(EscapeChar.NONE, "~.\r~?\r\u00ff.")).isEqualTo("~.\r~?\r\u00ff.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~~", "é", "^é", "^M", "^J", "^Z", ".", "?", "d", "\r", "off"})
    void whatCannotBeAnEscapeCharacterIsRefused(String text) {
        assertThatThrownBy(() -> EscapeChar.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected ");
    }

    @Test
    void theHelpNamesEveryKey() {
        assertThat(new EscapeKeys(EscapeChar.parse("^A")).help())
                .contains("  ^A.   end the session\n", "  ^A^Z  suspend", "  ^A^A  send ^A\n");
    }

    /** A second way to say the same, byte by byte. */
    private static String expected(String text) {
        StringBuilder out = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (start && c == '~') {
                if (i + 1 == text.length()) {
                    break;
                }
                char next = text.charAt(++i);
                switch (next) {
                    case '.' -> {
                        return out.append("<DISCONNECT>").toString();
                    }
                    case 'd' -> {
                        return out.append("<DETACH>").toString();
                    }
                    case '?' -> out.append("<HELP>");
                    case '\u001a' -> out.append("<SUSPEND>");
                    case '~' -> {
                        out.append('~');
                        start = false;
                    }
                    default -> {
                        out.append('~').append(next);
                        start = next == '\r' || next == '\n';
                    }
                }
            } else {
                out.append(c);
                start = c == '\r' || c == '\n';
            }
        }
        return out.toString();
    }

    @Test
    void howTheBytesAreCutIntoChunksMakesNoDifference() throws Exception {
        String alphabet = "~~~~\r\r\nxyz?\u001a\u0000\u00c3\u00a9\u00ff";
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (random.nextBoolean()) {
                text.append(random.nextBoolean() ? "\r~.x" : "\r~dx");
            }
            List<String> chunks = new ArrayList<>();
            for (int from = 0; from < text.length(); ) {
                int end = Math.min(text.length(), from + random.nextInt(6));
                chunks.add(text.substring(from, end));
                from = end;
            }
            assertThat(typed(chunks.toArray(String[]::new)))
                    .as("seed %s: %s", seed, chunks)
                    .isEqualTo(expected(text.toString()));
        }
    }
}
