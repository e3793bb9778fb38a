package dev.landline.classic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Int32Test {

    private static InputStream input(String hex) {
        return new ByteArrayInputStream(HexFormat.of().parseHex(hex));
    }

    /** The second column is what {@code struct.pack('<i', n).hex()} says. */
    @ParameterizedTest
    @CsvSource({
        "0, 00000000",
        "1, 01000000",
        "255, ff000000",
        "256, 00010000",
        "10485760, 0000a000",
        "305419896, 78563412",
        "2147483647, ffffff7f",
        "-1, ffffffff",
        "-2147483648, 00000080",
    })
    void theBytesAreThoseOfPython(int number, String hex) throws IOException {
        assertThat(HexFormat.of().formatHex(Int32.bytes(number))).isEqualTo(hex);
        assertThat(Int32.value(HexFormat.of().parseHex(hex))).isEqualTo(number);
        assertThat(Int32.read(input(hex))).isEqualTo(number);
    }

    @Test
    void textInThePlaceOfALengthIsALargeNumber() {
        assertThat(Int32.value("GET ".getBytes(US_ASCII))).isEqualTo(542_393_671);
    }

    @Test
    void nothingBehindItIsRead() throws IOException {
        InputStream input = input("0400000061626364");
        assertThat(Int32.read(input)).isEqualTo(4);
        assertThat(input.readAllBytes()).asString().isEqualTo("abcd");
    }

    @Test
    void itIsReadHoweverItArrives() throws IOException {
        InputStream twoPieces = new SequenceInputStream(input("78"), input("563412"));
        assertThat(Int32.read(twoPieces)).isEqualTo(0x12345678);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "0102", "010203"})
    void anEndWithinItIsReported(String hex) {
        assertThatThrownBy(() -> Int32.read(input(hex)))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("got " + hex.length() / 2);
    }

    @Test
    void anEndBeforeItIsTheOtherSideLeaving() {
        assertThatThrownBy(() -> Int32.read(input("")))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("closed");
    }
}
