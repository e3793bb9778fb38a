package dev.landline.cli.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionsTest {

    private static String shown(String text, int... cuts) throws IOException {
        Questions questions = new Questions();
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(ISO_8859_1);
        int start = 0;
        for (int cut : cuts) {
            questions.pass(bytes, start, cut - start, screen);
            start = cut;
        }
        questions.pass(bytes, start, bytes.length - start, screen);
        questions.end(screen);
        return screen.toString(ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[6n",
                "\u001b[?6n",
                "\u001b[5n",
                "\u001b[c",
                "\u001b[0c",
                "\u001b[>c",
                "\u001b[=c",
                "\u001bZ",
                "\u001b[?2026$p",
                "\u001b[>0q",
                "\u001b[?u",
                "\u001b[18t",
                "\u001b]11;?\u0007",
                "\u001b]10;?\u001b\\",
                "\u001b]52;c;?\u0007",
                "\u001bP+q544e\u001b\\",
                "\u001bP$qm\u001b\\"
            })
    void aQuestionIsLeftOutWhereverItIsCut(String question) throws IOException {
        String text = "before" + question + "after";
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(shown(text, cut)).isEqualTo("beforeafter");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[31m",
                "\u001b[2J\u001b[1;1H",
                "\u001b[?1049h",
                "\u001b[>4;2m",
                "\u001b[ q",
                "\u001b[22;0;0t",
                "\u001b(B",
                "\u001b7\u001b8",
                "\u001b]0;a title\u0007",
                "\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\",
                "\u001b[!p",
                "\u001b[3 q",
                "plain \u001b"
            })
    void everythingElseIsShown(String text) throws IOException {
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(shown(text, cut)).isEqualTo(text);
        }
    }

    @Test
    void aLongStringPassesWholeThoughItHasAQuestionMark() throws IOException {
        String text = "\u001b]52;c;" + "x".repeat(5000) + ";?\u0007after\u001b[6n!";
        assertThat(shown(text, 300, 301, 5001)).isEqualTo(text.replace("\u001b[6n", ""));
    }

    @Test
    void noiseWithoutEscapesIsNotTouched() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            int b = random.nextInt(256);
            text.append((char) (b == 0x1b ? 'x' : b));
        }
        assertThat(shown(text.toString(), 17, 4000, 4001)).isEqualTo(text.toString());
    }
}
