package dev.landline.client.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How answers are told apart, however they come in pieces. */
class AnswerLinesTest {

    private static List<String> read(InputStream source, long longest) throws IOException {
        AnswerLines lines = new AnswerLines(source, "test", longest);
        List<String> all = new ArrayList<>();
        byte[] line;
        while ((line = lines.next()) != null) {
            all.add(new String(line, UTF_8));
        }
        return all;
    }

    private static InputStream inPieces(String text, int size) {
        return new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, size));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100_000})
    void piecesDoNotMatter(int size) throws IOException {
        assertThat(read(inPieces("1\n\n{\"a\":\"ü\"}\n\r\n[]\r\nlast", size), 100))
                .containsExactly("1", "{\"a\":\"ü\"}", "[]\r", "last");
        assertThat(read(inPieces("", size), 100)).isEmpty();
    }

    @Test
    void aLineLongerThanTheChunksIsWhole() throws IOException {
        String longLine = "x".repeat(100_000);
        assertThat(read(inPieces(longLine + "\n1\n", 70_000), 100_000))
                .containsExactly(longLine, "1");
    }

    @Test
    void aLineThatIsTooLongIsNotHeldInMemory() {
        assertThatThrownBy(() -> read(inPieces("1\n" + "x".repeat(101) + "\n", 7), 100))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("test: expected answers of at most 100 bytes");
    }
}
