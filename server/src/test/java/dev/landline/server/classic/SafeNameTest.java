package dev.landline.server.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {

    @ParameterizedTest
    @CsvSource({
        "report.pdf, report.pdf",
        "../../etc/passwd, passwd",
        "/etc/shadow, shadow",
        "C:\\Users\\me\\a.txt, a.txt",
        "a:stream, stream",
        ".bashrc, _bashrc",
        "..hidden, _.hidden",
        "照片.jpg, 照片.jpg",
        "two words, two words",
        "-rf, -rf"
    })
    void theLastPartStays(String proposed, String name) {
        assertThat(SafeName.of(proposed)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "a/", "\\", "a/..", "\u0000", " ", "../", "\n"})
    void whatIsNoNameIsNone(String proposed) {
        assertThat(SafeName.of(proposed)).isEmpty();
    }

    @Test
    void nothingInItMovesACursorOrEndsAString() {
        assertThat(SafeName.of("a\u001b[2Jb\u0000c\u202ed\u2028e.txt"))
                .contains("a_[2Jb_c_d_e.txt");
    }

    @Test
    void aLongNameKeepsItsEndingAndFits() {
        String name = SafeName.of("长".repeat(300) + ".tar").orElseThrow();
        assertThat(name).endsWith(".tar").startsWith("长长");
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(200, 240);
    }

    @Test
    void aNumberGoesBeforeTheEnding() {
        assertThat(SafeName.numbered("a.txt", 0)).isEqualTo("a.txt");
        assertThat(SafeName.numbered("a.txt", 3)).isEqualTo("a-3.txt");
        assertThat(SafeName.numbered("a", 1)).isEqualTo("a-1");
    }
}
