package dev.landline.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link GitAgreementTest} has the many combinations. */
class ExclusionsTest {

    /** A path that ends with a slash is a directory. */
    @ParameterizedTest
    @CsvSource({
        "*.o, a.o, true",
        "*.o, dir/a.o, true",
        "*.o, a.c, false",
        "*.o, .o, true",
        "/a, a, true",
        "/a, dir/a, false",
        "dir/a, dir/a, true",
        "dir/a, x/dir/a, false",
        "a/, a/, true",
        "a/, a, false",
        "a/, dir/a/, true",
        "**/a, x/y/a, true",
        "**/a/b, x/a/b, true",
        "a/**, a/b/c, true",
        "a/**, a/, false",
        "a/**/b, a/b, true",
        "a/**/b, a/x/y/b, true",
        "a*/b, ax/y/b, false",
        "\\#a, #a, true",
        "\\!a, !a, true",
        "'a\\ ', 'a ', true",
        "'a ', a, true",
        "[é-ü]?, öö, true",
    })
    void aLineIsReadAsGitReadsIt(String line, String path, boolean excluded) {
        boolean directory = path.endsWith("/");
        String plain = directory ? path.substring(0, path.length() - 1) : path;

        assertThat(Exclusions.of(List.of(line)).excludes(plain, directory)).isEqualTo(excluded);
    }

    @Test
    void theLastLineThatFitsWins() {
        Exclusions exclusions = Exclusions.of(List.of("*.log", "!keep.log", "/dir/keep.log"));

        assertThat(exclusions.excludes("a.log", false)).isTrue();
        assertThat(exclusions.excludes("x/keep.log", false)).isFalse();
        assertThat(exclusions.excludes("dir/keep.log", false)).isTrue();
        assertThat(exclusions.excludes("other", false)).isFalse();
    }

    @Test
    void remarksAndBlankLinesCountForNothing() {
        Exclusions exclusions = Exclusions.of(List.of("# all", "", "   ", "*.o ", "\\#x"));

        assertThat(exclusions.lines()).containsExactly("*.o ", "\\#x");
        assertThat(exclusions.isEmpty()).isFalse();
        assertThat(Exclusions.of(exclusions.lines()).lines()).isEqualTo(exclusions.lines());
        assertThat(Exclusions.of(List.of("#", "")).isEmpty()).isTrue();
        assertThat(Exclusions.none().isEmpty()).isTrue();
        assertThat(Exclusions.none().excludes("a", true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "!",
                "!/",
                "//",
                "a//b",
                "//a",
                "a//",
                "[a",
                "x/[!",
                "[[:nope:]]",
                "a\\",
                "a/b\\/c",
                "a[/]b",
                "a\nb",
                "a\0b",
                "a\rb"
            })
    void aLineThatCouldNeverMatchIsRefused(String line) {
        assertThatThrownBy(() -> Exclusions.of(List.of("*.o", line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("what to exclude: ")
                .hasMessageContaining(line.substring(0, 1));
    }

    @Test
    void thereIsABoundOnLinesAndOnTheirLength() {
        Exclusions.of(List.of("a".repeat(4_096)));
        Exclusions.of(Collections.nCopies(10_000, "a"));

        assertThatThrownBy(() -> Exclusions.of(List.of("a".repeat(4_097))))
                .hasMessageContaining("4096");
        assertThatThrownBy(() -> Exclusions.of(Collections.nCopies(10_001, "a")))
                .hasMessageContaining("10001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"**/a*/", "**/", "**/*/", "a*a*a*/**/"})
    @Timeout(10)
    void noLineTakesLong(String unit) {
        Exclusions exclusions = Exclusions.of(List.of(unit.repeat(300) + "b"));

        assertThat(exclusions.excludes("a/".repeat(2_000) + "a", false)).isFalse();
    }

    @Test
    void aFileOfLinesIsReadWithoutItsRemarks(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("exclude");
        Files.writeString(file, "\uFEFF*.o\r\n\r\n# remark\n  \n\\#é \nlast");

        assertThat(Exclusions.linesOf(file)).containsExactly("*.o", "\\#é ", "last");
        Files.writeString(file, "");
        assertThat(Exclusions.linesOf(file)).isEmpty();
    }

    @Test
    void aFileThatCannotBeMeantIsAnError(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("exclude");
        assertThatThrownBy(() -> Exclusions.linesOf(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + ": there is no such file");

        Files.write(file, new byte[] {'a', (byte) 0xff});
        assertThatThrownBy(() -> Exclusions.linesOf(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("UTF-8");

        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> Exclusions.linesOf(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1 MiB");
        assertThatThrownBy(() -> Exclusions.linesOf(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.toString());
    }
}
