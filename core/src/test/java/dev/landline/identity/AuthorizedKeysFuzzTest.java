package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives any bytes to the reader of authorized keys:
 *
 * <pre>./mvnw test -pl core -Dfuzz=AuthorizedKeysFuzzTest -Djazzer.max_duration=10m</pre>
 */
class AuthorizedKeysFuzzTest {

    static Stream<byte[]> files() throws Exception {
        String key = IdentityKey.generate("me@box").publicKeyLine().text();
        return Stream.of(
                        "# comment\r\n\n" + key + "\n",
                        "restrict,pty,command=\"a \\\"b\\\" c\" " + key,
                        "from=\"192.0.2.0/24,!192.0.2.*,2001:db8::/32,*.example\" " + key,
                        "expiry-time=\"20260731120000Z\",permitopen=\"h:1\" " + key,
                        "no-frobnicate,environment=\"A=B\" " + key + "\n\ufeff" + key)
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("files")
    @FuzzTest
    void anyBytesGrantWhatTheySayAndNameWhatTheyDoNot(byte[] bytes) {
        AuthorizedKeysIndex index = AuthorizedKeysIndex.of(bytes, ZoneOffset.UTC);

        assertThat(index.problems())
                .allMatch(problem -> problem.startsWith("line ") && problem.length() < 400)
                .allMatch(problem -> problem.chars().noneMatch(Character::isISOControl));
    }
}
