package dev.landline.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobPatternTest {

    @ParameterizedTest
    @CsvSource({
        "a, a, true",
        "a, A, false",
        "a, ab, false",
        "*, abc, true",
        "*, '', true",
        "'', '', true",
        "'', a, false",
        "*.log, a.log, true",
        "*.log, a.log.gz, false",
        "a*c, abbc, true",
        "a*c, ac, true",
        "a*c, abcd, false",
        "a**c, abc, true",
        "*a*b*, xxaxxbxx, true",
        "*a*b*, xxbxxaxx, false",
        "?, a, true",
        "?, '', false",
        "?, 😀, true",
        "a?b*, a😀bc, true",
        "[ab], b, true",
        "[ab], c, false",
        "[a-c]x, bx, true",
        "[a-c]x, dx, false",
        "[c-a], b, false",
        "[!a-c], d, true",
        "[!a-c], b, false",
        "[^a-c], d, true",
        "[^a-c], b, false",
        "[]a], ], true",
        "[]a], a, true",
        "[!]a], ], false",
        "[a-], -, true",
        "[-a], -, true",
        "[--0], ., false",
        "x[--0], x., true",
        "[a\\]], ], true",
        "[\\a-\\c], b, true",
        "[😀-😂], 😁, true",
        "[[:digit:][:upper:]_], 7, true",
        "[[:digit:][:upper:]_], Q, true",
        "[[:digit:][:upper:]_], _, true",
        "[[:digit:][:upper:]_], q, false",
        "[![:space:]], ' ', false",
        "[[:x]*, ':rest', true",
        "\\*, *, true",
        "\\*, a, false",
        "\\?, ?, true",
        "\\a, a, true",
        "\\\\, \\, true",
        "[a, [a, true",
        "a[, a[, true",
        "a\\, a\\, true",
    })
    void theWholeNameFitsOrNot(String pattern, String name, boolean matches) {
        assertThat(GlobPattern.of(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "*, .a, false",
        "?a, .a, false",
        "[.]a, .a, false",
        "[!x]a, .a, false",
        "*.a, .a, false",
        ".*, .a, true",
        ".a, .a, true",
        "\\.*, .a, true",
        "*.a, x.a, true",
    })
    void aHiddenNameWantsItsDot(String pattern, String name, boolean matches) {
        assertThat(GlobPattern.of(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "a, false",
        "'', false",
        "a*, true",
        "dir/a?/b, true",
        "[ab], true",
        "[ab, false",
        "ab], false",
        "\\*\\?\\[a], false",
        "\\\\*, true",
        "a\\, false",
    })
    void aGlobHasAtLeastOneWildcard(String text, boolean glob) {
        assertThat(GlobPattern.isGlob(text)).isEqualTo(glob);
    }

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "a\\*b, a*b",
        "\\\\, \\",
        "a\\, a\\",
        "dir/\\[x], dir/[x]",
        "'', ''",
    })
    void aLiteralIsWithoutItsEscapes(String text, String plain) {
        assertThat(GlobPattern.literal(text)).isEqualTo(plain);
        if (!text.contains("/")) {
            assertThat(GlobPattern.of(text).matches(plain)).isTrue();
        }
    }

    /** Seconds for one that tries all ways; each of these takes well below one. */
    @ParameterizedTest
    @ValueSource(strings = {"a*", "*a", "[ab]*", "?*", "*"})
    @Timeout(10)
    void manyStarsTakeNoTime(String unit) {
        assertThat(GlobPattern.of(unit.repeat(2_000) + "b").matches("a".repeat(5_000))).isFalse();
        assertThat(GlobPattern.of(unit.repeat(2_000) + "*").matches("a".repeat(5_000))).isTrue();
    }

    @Test
    void aPatternIsOneComponent() {
        assertThatThrownBy(() -> GlobPattern.of("a/*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a/*");
    }
}
