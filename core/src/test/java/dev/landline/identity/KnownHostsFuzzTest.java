package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives any bytes to the reader of known hosts, and to what takes a host out of them:
 *
 * <pre>./mvnw test -pl core -Dfuzz=KnownHostsFuzzTest -Djazzer.max_duration=10m</pre>
 */
class KnownHostsFuzzTest {

    private static final String HOST = "[box]:7022";

    static Stream<byte[]> files() throws Exception {
        String key = IdentityKey.generate("me@box").publicKeyLine().text();
        return Stream.of(
                        "# comment\r\n\n[box]:7022 " + key + "\n",
                        "[a]:1,[BOX]:7022,!x*,b?\t" + key + "\r\n",
                        "|1|c2FsdA==|b6SzbbIRjTKL0tNKbiJzIpCgSNw= " + key,
                        "@revoked * " + key + "\n@cert-authority * " + key)
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("files")
    @FuzzTest
    void aHostThatIsForgottenIsGoneAndNothingElse(byte[] bytes) {
        KnownHostRemoval removal = new KnownHostRemoval(HOST);
        byte[] left = removal.apply(bytes);
        KnownHostRemoval again = new KnownHostRemoval(HOST);

        assertThat(again.apply(left)).isEqualTo(left);
        assertThat(again.count()).isZero();
        assertThat(left.length).isLessThanOrEqualTo(bytes.length);
        assertThat(about(left)).isBetween(0L, about(bytes));
        if (removal.count() == 0) {
            assertThat(left).isEqualTo(bytes);
        }
    }

    private static long about(byte[] content) {
        return TextLine.of(content).stream()
                .map(KnownHostLine::parse)
                .filter(Objects::nonNull)
                .filter(line -> line.isAbout(HOST))
                .count();
    }
}
