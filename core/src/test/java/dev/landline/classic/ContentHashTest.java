package dev.landline.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.classic.ContentHash.Algorithm;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentHashTest {

    private static final String EMPTY_SHA256 =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e";

    /** What {@code sha256sum} and {@code md5sum} say. */
    @ParameterizedTest
    @CsvSource({
        "SHA256, '', sha256:" + EMPTY_SHA256,
        "MD5, '', md5:" + EMPTY_MD5,
        "SHA256, abc, sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "MD5, abc, md5:900150983cd24fb0d6963f7d28e17f72",
    })
    void theHashIsTheOneThatOtherProgramsHave(Algorithm algorithm, String text, String hash) {
        MessageDigest digest = algorithm.digest();
        digest.update(text.getBytes(UTF_8));
        assertThat(ContentHash.of(algorithm, digest)).hasToString(hash);
        assertThat(ContentHash.parse(hash))
                .isEqualTo(ContentHash.of(algorithm, hashed(text, algorithm)));
    }

    private static MessageDigest hashed(String text, Algorithm algorithm) {
        MessageDigest digest = algorithm.digest();
        digest.update(text.getBytes(UTF_8));
        return digest;
    }

    @Test
    void theCaseOfNameAndDigitsIsOfNoConsequence() {
        assertThat(ContentHash.parse("SHA256:" + EMPTY_SHA256.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(ContentHash.parse("sha256:" + EMPTY_SHA256))
                .hasToString("sha256:" + EMPTY_SHA256);
    }

    @Test
    void digitsWithoutANameAreTakenByTheirNumber() {
        assertThat(ContentHash.parse(EMPTY_MD5)).hasToString("md5:" + EMPTY_MD5);
        assertThat(ContentHash.parse(EMPTY_SHA256.toUpperCase(java.util.Locale.ROOT)))
                .hasToString("sha256:" + EMPTY_SHA256);
    }

    @ParameterizedTest
    @EnumSource
    void aDigitTooFewOrTooManyIsRefused(Algorithm algorithm) {
        String name = algorithm == Algorithm.MD5 ? "md5:" : "sha256:";
        int digits = algorithm == Algorithm.MD5 ? 32 : 64;
        assertThat(ContentHash.parse(name + "0".repeat(digits)).hex()).hasSize(digits);
        for (int count : new int[] {0, digits - 1, digits + 1, 96 - digits, 100_000}) {
            assertThatThrownBy(() -> ContentHash.parse(name + "0".repeat(count)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(digits + " hexadecimal digits behind " + name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"g", " ", "-", "٣", "ａ", "\0", "\n", "\u212a"})
    void whatIsNoDigitIsRefused(String bad) {
        for (String hex : new String[] {bad + "0".repeat(31), "0".repeat(31) + bad}) {
            assertThatThrownBy(() -> ContentHash.parse("md5:" + hex))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "d41d8cd98f00b204e9800998ecf8427",
                EMPTY_MD5 + "0",
                "asdf165485221",
                "z41d8cd98f00b204e9800998ecf8427e",
                " md5:" + EMPTY_MD5,
                "md5 :" + EMPTY_MD5,
                "md5=" + EMPTY_MD5,
                "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "SHA-256:" + EMPTY_SHA256,
                "crc32:00000000"
            })
    void whatIsNoNameOfAHashIsRefused(String text) {
        assertThatThrownBy(() -> ContentHash.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected sha256: or md5: and hexadecimal digits");
    }
}
