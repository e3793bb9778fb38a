package dev.landline.classic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonHeaderTest {

    private static final Charset GBK = Charset.forName("GBK");
    private static final String MD5 = "md5:d41d8cd98f00b204e9800998ecf8427e";

    private static byte[] frame(byte[] header) {
        return ByteBuffer.allocate(4 + header.length)
                .put(Int32.bytes(header.length))
                .put(header)
                .array();
    }

    private static JsonHeader read(byte[] bytes, Charset charset) throws IOException {
        return JsonHeader.read(new ByteArrayInputStream(bytes), charset);
    }

    private static JsonHeader read(String header) throws IOException {
        return read(frame(header.getBytes(UTF_8)), UTF_8);
    }

    private static void assertRefused(String header, String why) {
        assertThatThrownBy(() -> read(header))
                .as(header)
                .isInstanceOf(DialectException.class)
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    private static String size(String value) {
        return "{\"data_size\": " + value + "}";
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "2147483648, 2147483648",
        "999999999999999999, 999999999999999999",
        "1000000000000000000, 1000000000000000000",
        "9223372036854775807, 9223372036854775807",
    })
    void aSizeThatABodyCanHaveIsRead(String text, long expected) throws IOException {
        assertThat(read(size(text)).dataSize()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "18446744073709551616",
                "1231231231231313131231123131323",
            })
    void aSizeThatNoBodyCanHaveIsRefused(String text) {
        assertRefused(size(text), "announces a body of " + text + " bytes");
    }

    @Test
    void aSizeOfManyDigitsIsRefusedInAShortSentence() {
        assertRefused(size("1" + "0".repeat(60_000)), "(60001 digits)");
        assertRefused(size("-1" + "0".repeat(60_000)), "0 or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-9223372036854775808", "-1231231231231313131231123131323"})
    void aNegativeSizeIsRefused(String text) {
        assertRefused(size(text), "announces a body of " + text + " bytes; expected 0 or more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5", "1.0", "1e9", "1E9", "1e-9", "-1.5", "\"12\"", "\"\"", "true", "null", "{}",
                "[]", "[12]"
            })
    void aSizeThatIsNoIntegerIsRefused(String text) {
        assertRefused(size(text), "data_size: expected an integer, got ");
    }

    @Test
    void aMissingSizeIsRefused() {
        assertRefused("{}", "data_size: expected an integer, got none");
        assertRefused("{\"file_size\": 12, \"md5\": \"x\"}", "data_size: expected an integer");
        assertRefused("{\"DATA_SIZE\": 12}", "data_size: expected an integer");
    }

    /** Not a number in JSON either way, and not a spelling that a reader has to know. */
    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "Infinity", "-Infinity", "01", "+1", "0x10", "1_000", "1.", "-", "１"})
    void aSizeThatIsNoNumberIsRefused(String text) {
        assertRefused(size(text), "the header is wrong: not valid JSON");
    }

    @Test
    void minusZeroIsZero() throws IOException {
        assertThat(read(size("-0")).dataSize()).isZero();
    }

    @Test
    void aNameThatStandsTwiceIsRefused() {
        assertRefused("{\"data_size\": 1, \"data_size\": 2}", "Duplicate");
        assertRefused("{\"data_size\": 1, \"data_\\u0073ize\": 1}", "Duplicate");
        assertRefused("{\"data_size\": 1, \"x\": {\"a\": 1, \"a\": 1}}", "Duplicate");
    }

    @Test
    void nestingIsAllowedUpToSixteenLevels() throws IOException {
        String open = "[".repeat(15);
        String close = "]".repeat(15);
        String header = "{\"data_size\": 1, \"x\": " + open + close + "}";
        assertThat(read(header).dataSize()).isEqualTo(1);
        assertRefused("{\"data_size\": 1, \"x\": [" + open + close + "]}", "the header is wrong: ");
        assertRefused("{\"data_size\": 1, \"x\": " + "[".repeat(60_000), "the header is wrong: ");
        assertRefused("{\"x\": ".repeat(10_000) + "}", "the header is wrong: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "12",
                "\"data_size\"",
                "null",
                "{}{}",
                "{\"data_size\": 1}x",
                "{\"data_size\": 1",
                "{'data_size': 1}",
                "\ufeff{\"data_size\": 1}",
                "  ",
                "\0\0\0\0",
            })
    void whatIsNoObjectIsRefused(String header) {
        assertRefused(header, "the header is wrong: ");
    }

    @Test
    void spaceAroundTheObjectIsAllowedForOthersIndentAndEndTheirLines() throws IOException {
        assertThat(read(" {\r\n  \"data_size\" : 7\r\n}\r\n").dataSize()).isEqualTo(7);
    }

    @Test
    void otherKeysAreKeptAndMeanNothing() throws IOException {
        JsonHeader header =
                read("{\"filename\": \"a\", \"file_size\": -1, \"md5\": 1, \"data_size\": 3}");
        assertThat(header.dataSize()).isEqualTo(3);
        assertThat(header.filename()).contains("a");
        assertThat(header.hash()).isEmpty();
        assertThat(header.error()).isEmpty();
        assertThat(header.fields().fields())
                .containsOnlyKeys("filename", "file_size", "md5", "data_size");
    }

    @Test
    void aKeyThatIsNullIsAbsent() throws IOException {
        JsonHeader header =
                read("{\"data_size\": 0, \"filename\": null, \"hash\": null, \"error\": null}");
        assertThat(header.filename()).isEmpty();
        assertThat(header.hash()).isEmpty();
        assertThat(header.error()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "\"filename\": 1 | filename: expected a string",
                "\"filename\": [\"a\"] | filename: expected a string",
                "\"error\": true | error: expected a string",
            })
    void aKeyOfAnotherTypeIsRefused(String field, String why) {
        assertRefused("{\"data_size\": 0, " + field + "}", why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"asdf165485221\"",
                "\"sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709\"",
                "\"md5:12\"",
                "\"\"",
                "5",
                "true",
                "[]",
                "{}"
            })
    void aHashThatNobodyCanCheckDoesNotSpoilTheRest(String hash) throws IOException {
        JsonHeader header = read("{\"data_size\": 3, \"hash\": " + hash + "}");
        assertThat(header.dataSize()).isEqualTo(3);
        assertThat(header.hash()).isEmpty();
        assertThat(header.unknownHash()).isPresent();
        assertThat(header.fields().fields()).containsKey("hash");
    }

    @Test
    void aHashThatNobodyCanCheckIsDescribedBrieflyAndHarmlessly() throws IOException {
        String hash = "\\u001b[31m" + "x".repeat(60_000);
        JsonHeader header = read("{\"data_size\": 3, \"hash\": \"" + hash + "\"}");
        assertThat(header.unknownHash().orElseThrow())
                .startsWith("the string \"?[31mxxx")
                .hasSizeLessThan(100);
        assertThat(read(size("3")).unknownHash()).isEmpty();
        assertThat(read("{\"data_size\": 3, \"hash\": \"" + MD5 + "\"}").unknownHash()).isEmpty();
    }

    @Test
    void aHeaderInGbkIsReadWhereThatWasAgreedOn() throws IOException {
        String text = "{\"filename\": \"报告 你好.txt\", \"data_size\": 5}";
        JsonHeader header = read(frame(text.getBytes(GBK)), GBK);
        assertThat(header.filename()).contains("报告 你好.txt");
        assertThat(header.dataSize()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "Big5", "Shift_JIS", "ISO-8859-1"})
    void whatIsWrittenIsAsciiAndTheSameInEveryCharset(String charset) throws IOException {
        JsonHeader header =
                JsonHeader.of(
                        Long.MAX_VALUE,
                        "你好 é € 😀 \\ \" \u007f \n.txt",
                        ContentHash.parse(MD5),
                        "错误");
        byte[] encoded = header.encode();
        for (int i = 4; i < encoded.length; i++) {
            assertThat(encoded[i]).isBetween((byte) ' ', (byte) '~');
        }
        assertThat(Int32.value(encoded)).isEqualTo(encoded.length - 4);
        assertThat(read(encoded, Charset.forName(charset)))
                .usingRecursiveComparison()
                .ignoringFields("fields") // a large integer keeps its spelling
                .isEqualTo(header);
    }

    @Test
    void theShortestIsWrittenAsPythonWritesIt() {
        byte[] encoded = JsonHeader.of(12).encode();
        assertThat(new String(encoded, 4, encoded.length - 4, US_ASCII))
                .isEqualTo("{\"data_size\":12}");
        assertThat(JsonHeader.of(12).filename()).isEqualTo(Optional.empty());
    }

    @Test
    void theBodyIsLeftInTheInput() throws IOException {
        InputStream input =
                new ByteArrayInputStream(
                        ByteBuffer.allocate(26)
                                .put(JsonHeader.of(12).encode())
                                .put("body".getBytes(US_ASCII))
                                .array(),
                        0,
                        24);
        assertThat(JsonHeader.read(input, UTF_8).dataSize()).isEqualTo(12);
        assertThat(input.readAllBytes()).asString().isEqualTo("body");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_537, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void aLengthThatAHeaderCannotHaveIsRefusedBeforeAnythingElseIsRead(int length) {
        InputStream input = new ByteArrayInputStream(Int32.bytes(length));
        assertThatThrownBy(() -> JsonHeader.read(input, UTF_8))
                .isInstanceOf(DialectException.class)
                .hasMessage("expected a header of 2 to 65536 bytes, and its length says " + length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET ", "ls -", "/bin", "{\"da"})
    void textInThePlaceOfTheLengthIsShown(String text) {
        assertThatThrownBy(() -> read((text + "and more").getBytes(US_ASCII), UTF_8))
                .isInstanceOf(DialectException.class)
                .hasMessageEndingWith("(as text: '" + text + "')");
    }

    @Test
    void theLongestHeaderIsRead() throws IOException {
        String start = "{\"data_size\": 1, \"filename\": \"";
        String name = "x".repeat(65_536 - start.length() - 2);
        String header = start + name + "\"}";
        assertThat(header).hasSize(JsonHeader.MOST_BYTES);
        assertThat(read(header).filename()).contains(name);
    }

    @Test
    void anEndWithinTheHeaderIsReported() {
        byte[] whole = JsonHeader.of(1).encode();
        for (int end = 0; end < whole.length; end++) {
            InputStream input = new ByteArrayInputStream(whole, 0, end);
            assertThatThrownBy(() -> JsonHeader.read(input, UTF_8))
                    .as("an end after %d bytes", end)
                    .isInstanceOf(EOFException.class);
        }
    }

    /** A name in a charset that was not agreed on is a bad name and no reason to stop. */
    @Test
    void bytesThatAreNotInTheCharsetBecomeReplacementCharacters() throws IOException {
        byte[] header = "{\"filename\": \"?\", \"data_size\": 1}".getBytes(US_ASCII);
        header[14] = (byte) 0xff;
        assertThat(read(frame(header), UTF_8).filename()).contains("\ufffd");
    }
}
