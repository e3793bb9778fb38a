package dev.landline.select;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives any text to the readers of patterns: up to the first NUL a path, then a line for each. The
 * ordinary build runs what is here; this goes on from there:
 *
 * <pre>./mvnw test -pl core -Dfuzz=ExclusionsFuzzTest -Djazzer.max_duration=10m</pre>
 */
class ExclusionsFuzzTest {

    static Stream<byte[]> inputs() {
        return Stream.of(
                        "a/b\0*.o\0!a\0/b/",
                        "a\0**/a/**/*",
                        "😀\0[!😀-😂]\0[[:alpha:][:digit:]_-]",
                        "x\0[[:nope:]]",
                        "x\0[a",
                        "x\0a\\",
                        "x\0a\\ \\",
                        "\ud83d\0\\\ud83d\0?",
                        "//\0//",
                        "")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("inputs")
    @FuzzTest
    void anyTextIsLinesOrAnError(byte[] bytes) {
        List<String> parts = List.of(new String(bytes, UTF_8).split("\0", -1));
        String path = parts.getFirst();
        for (String part : parts.subList(1, parts.size())) {
            GlobPattern.of(part.replace('/', '_')).matches(path);
            String plain = GlobPattern.literal(part);
            if (!GlobPattern.isGlob(part) && !part.contains("/")) {
                assertThat(GlobPattern.of(part).matches(plain)).isTrue();
            }
        }
        try {
            Exclusions exclusions = Exclusions.of(parts.subList(1, parts.size()));
            boolean excluded = exclusions.excludes(path, true);
            assertThat(Exclusions.of(exclusions.lines()).excludes(path, true)).isEqualTo(excluded);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("what to exclude: ");
        }
    }
}
