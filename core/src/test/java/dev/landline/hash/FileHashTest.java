package dev.landline.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FileHashTest {

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8) * 7 + 11);
        }
        return bytes;
    }

    private static String hash(HashAlgorithm algorithm, byte[] bytes) {
        FileHash hash = FileHash.of(algorithm);
        hash.update(bytes, 0, bytes.length);
        return hash.value();
    }

    /** What {@code xxhsum -H2} 0.8.1 prints, on both sides of every length that it treats apart. */
    @ParameterizedTest
    @CsvSource({
        "0, 99aa06d3014798d86001c324468d497f",
        "1, 885f487031a569684a4139caf4136257",
        "3, eabf60b54409c78023ec710a31c5e770",
        "4, 1a6a138f5da32aeb7eb4a1c7b2c1251d",
        "8, afd288e5bb232c2bbd32be9ec38d8b92",
        "9, 6d548a21ad5a198825c9441c87083534",
        "16, dff2588709abb0ba5ed5b0d00a12cd7b",
        "17, a8883d22dd91ba7ce73f5a08f59effb0",
        "128, 6b3ba18062e48b4adf8b257b027f79f5",
        "129, 49ebf8e7937a8d92c26d0012e16a0682",
        "240, 711425976de43457c893de4f620ea460",
        "241, 5a86a6b76122bb8c2acf000988b1570b",
        "1024, aa3317cad58b0f5535af07269cf9948b",
        "1025, 44c0ac90fe59b2d307bebed893d30466",
        "65537, 914654bf869d587ce4ecba9d49d3f046",
        "1000003, 9c794d00045d1f87122ae86cfad58168",
    })
    void xxh3IsThatOfItsOwnTool(int length, String expected) {
        assertThat(hash(HashAlgorithm.XXH3_128, pattern(length))).isEqualTo("xxh3-128:" + expected);
    }

    /** Source: FIPS 180-4, the examples that NIST publishes with it. */
    @ParameterizedTest
    @CsvSource({
        "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    })
    void sha256IsThatOfTheStandard(String text, String expected) {
        assertThat(hash(HashAlgorithm.SHA_256, text.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("sha256:" + expected);
    }

    @ParameterizedTest
    @EnumSource
    void piecesGiveWhatTheWholeGives(HashAlgorithm algorithm) {
        byte[] bytes = pattern(100_000);
        FileHash hash = FileHash.of(algorithm);
        for (int at = 0, length = 0; at < bytes.length; at += length) {
            length = Math.min(length * 2 + 1, Math.min(9_000, bytes.length - at));
            hash.update(bytes, at, length);
            hash.update(bytes, at, 0);
        }

        assertThat(hash.value()).isEqualTo(hash(algorithm, bytes));
    }

    @ParameterizedTest
    @EnumSource
    void aValueEndsNothing(HashAlgorithm algorithm) {
        byte[] bytes = pattern(3_000);
        FileHash hash = FileHash.of(algorithm);
        hash.update(bytes, 0, 1_000);
        String first = hash.value();

        assertThat(hash.value()).isEqualTo(first);
        hash.update(bytes, 1_000, 2_000);
        assertThat(hash.value()).isEqualTo(hash(algorithm, bytes)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void aCopyGoesItsOwnWay(HashAlgorithm algorithm) {
        byte[] bytes = pattern(3_000);
        FileHash hash = FileHash.of(algorithm);
        hash.update(bytes, 0, 1_000);
        FileHash copy = hash.copy();
        copy.update(bytes, 0, 7);
        hash.update(bytes, 1_000, 2_000);

        assertThat(hash.value()).isEqualTo(hash(algorithm, bytes)).isNotEqualTo(copy.value());
        hash.reset();
        assertThat(hash.value()).isEqualTo(hash(algorithm, new byte[0]));
    }

    @ParameterizedTest
    @EnumSource
    void aPieceOutsideOfTheArrayIsRefused(HashAlgorithm algorithm) {
        FileHash hash = FileHash.of(algorithm);

        assertThatThrownBy(() -> hash.update(new byte[4], 2, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> hash.update(new byte[4], -1, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(hash.value()).isEqualTo(hash(algorithm, new byte[0]));
    }

    @Test
    void anAlgorithmIsFoundByItsName() {
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            assertThat(HashAlgorithm.fromWire(algorithm.wire())).contains(algorithm);
        }
        assertThat(HashAlgorithm.fromWire("SHA_256")).isEmpty();
        assertThat(HashAlgorithm.fromWire("md5")).isEmpty();
    }
}
