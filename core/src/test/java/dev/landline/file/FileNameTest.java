package dev.landline.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    private static FileName name(String text) {
        return FileName.of(text);
    }

    /** Each character a byte. */
    private static FileName raw(String bytes) {
        return FileName.of(bytes.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "\0", "\ud800", "a\udc00", "\ud800x", "\udc00\ud800"})
    void whatIsNoNameIsRefused(String text) {
        assertThatThrownBy(() -> name(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesAreCopied() {
        byte[] bytes = {'a', 'b'};
        FileName name = FileName.of(bytes);
        bytes[0] = 'x';
        name.bytes()[1] = 'x';
        assertThat(name).isEqualTo(name("ab")).hasSameHashCodeAs(name("ab"));
        assertThat(name.length()).isEqualTo(2);
        assertThatThrownBy(() -> FileName.of(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FileName.of(new byte[] {'a', 0}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, ''",
        "/, /, ''",
        "//, //, ''",
        "a/b, b, a",
        "/a, a, /",
        "a//b//, b, a",
        "//a, a, /",
        "/a/b/../c, c, /a/b/..",
        "./a, a, .",
    })
    void aPathHasALastNameAndAParent(String path, String last, String parent) {
        assertThat(name(path).last()).isEqualTo(name(last));
        assertThat(name(path).parent().map(FileName::toString).orElse("")).isEqualTo(parent);
    }

    @Test
    void componentsAreWhatIsBetweenSlashes() {
        assertThat(name("//a/./..//b c/").components())
                .containsExactly(name("a"), name("."), name(".."), name("b c"));
        assertThat(name("/").components()).isEmpty();
        assertThat(name("x").components()).containsExactly(name("x"));
    }

    @Test
    void resolvingPutsOneSlashBetween() {
        assertThat(name("a").resolve(name("b"))).isEqualTo(name("a/b"));
        assertThat(name("/").resolve(name("b"))).isEqualTo(name("/b"));
        assertThat(name("a/").resolve(name("b/c"))).isEqualTo(name("a/b/c"));
        assertThat(name("a").resolve(name("/b"))).isEqualTo(name("a//b"));
    }

    @Test
    void aComponentIsASingleNameThatLeadsNowhereElse() {
        for (String each : List.of("a", "...", ".a", "..a", "a..", "\n", "x".repeat(255))) {
            assertThat(name(each).isComponent()).as(each).isTrue();
        }
        for (String each : List.of(".", "..", "/", "a/", "/a", "a/b", "x".repeat(256))) {
            assertThat(name(each).isComponent()).as(each).isFalse();
        }
    }

    @Test
    void theOrderIsThatOfBytesWithoutSigns() {
        List<FileName> sorted =
                List.of(name("A"), name("a"), name("a/b"), name("aa"), name("é"), raw("\u00ff"));
        assertThat(sorted.stream().sorted(java.util.Comparator.reverseOrder()).sorted())
                .isEqualTo(sorted);
        assertThat(name("a").compareTo(raw("\u00ff"))).isNegative();
        assertThat(name("a")).isEqualByComparingTo(raw("a"));
    }

    @Test
    void whatIsShownIsHarmlessAndTellsNamesApart() {
        assertThat(name("plain é 漢 😀")).hasToString("plain é 漢 😀");
        assertThat(name("a\n\u001b[2J\u007f")).hasToString("a\\x0a\\x1b[2J\\x7f");
        assertThat(name("a\\x0a")).hasToString("a\\\\x0a");
        assertThat(name("a\u202eb\u2028\u0085")).hasToString("a\\u202Eb\\u2028\\u0085");
        assertThat(name("\udb40\udc41")).hasToString("\\uDB40\\uDC41");
        assertThat(raw("a\u00ff\u00c3")).hasToString("a\\xff\\xc3");
        assertThat(raw("\u00ed\u00a0\u0080")).hasToString("\\xed\\xa0\\x80");
        assertThat(raw("\u00c0\u00af")).hasToString("\\xc0\\xaf");
    }

    /** The JDK's decoder is the judge. */
    @Test
    void utf8IsToldFromOtherBytes() {
        Random random = new Random(7);
        byte[] edges = {
            'a',
            (byte) 0x80,
            (byte) 0xBF,
            (byte) 0xC1,
            (byte) 0xC2,
            (byte) 0xDF,
            (byte) 0xE0,
            (byte) 0xA0,
            (byte) 0x9F,
            (byte) 0xED,
            (byte) 0xEF,
            (byte) 0xF0,
            (byte) 0x8F,
            (byte) 0x90,
            (byte) 0xF4,
            (byte) 0xF5,
            (byte) 0xFF
        };
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(4)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = edges[random.nextInt(edges.length)];
            }
            boolean expected = decodes(bytes);
            valid += expected ? 1 : 0;
            FileName name = FileName.of(bytes);
            assertThat(name.isUtf8()).as(Arrays.toString(bytes)).isEqualTo(expected);
            if (expected) {
                assertThat(name).isEqualTo(FileName.of(new String(bytes, UTF_8)));
            }
        }
        assertThat(valid).isBetween(1000, 199_000);
    }

    private static boolean decodes(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void pathsKeepTheirBytes(@TempDir Path directory) throws Exception {
        List<FileName> odd = List.of(raw("a\u00ff%41 b"), name("é"), raw("\u00e9"), name("\n"));
        try (Directory opened = Directory.open(FileName.of(directory))) {
            for (FileName each : odd) {
                opened.makeDirectory(each, 0700);
            }
        }
        try (Stream<Path> found = java.nio.file.Files.list(directory)) {
            List<Path> all = found.toList();
            assertThat(all.stream().map(FileName::of).map(FileName::last))
                    .containsExactlyInAnyOrderElementsOf(odd);
            assertThat(all.stream().map(Path::getFileName).map(FileName::of))
                    .containsExactlyInAnyOrderElementsOf(odd);
            assertThat(all.stream().map(each -> FileName.of(each).parent().orElseThrow()))
                    .containsOnly(FileName.of(directory));
            Path relative = directory.relativize(all.getFirst().resolve("x"));
            assertThat(FileName.of(relative))
                    .isEqualTo(FileName.of(all.getFirst()).last().resolve(name("x")));
        }
        assertThat(FileName.of(Path.of(""))).isEqualTo(name("."));
        assertThat(FileName.of(Path.of("/a/../b/"))).isEqualTo(name("/a/../b"));
    }

    @Test
    void pathsKeepTheirForm() {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "needs a UTF-8 locale");
        for (String each : List.of("é", "../é/.", "/é/..", "/é", "a/é", "é/../é")) {
            assertThat(FileName.of(Path.of(each))).isEqualTo(name(each));
        }
    }

    @Test
    void pathsInsideOfArchivesAreNone(@TempDir Path directory) throws Exception {
        URI archive = URI.create("jar:" + directory.resolve("a.zip").toUri());
        try (FileSystem other = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            assertThatThrownBy(() -> FileName.of(other.getPath("a")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
