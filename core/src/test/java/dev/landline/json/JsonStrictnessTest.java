package dev.landline.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader refuses. All of it is nothing but JSON as RFC 8259 has it, and section 1.2. */
class JsonStrictnessTest {

    private static final JsonReader READER = new JsonReader(8, 65_536);

    private static JsonObject read(String text) throws JsonException {
        byte[] bytes = text.getBytes(UTF_8);
        return READER.read(bytes, 0, bytes.length);
    }

    static Stream<String> numbers() {
        return """
        01
        -01
        00
        +1
        --1
        -
        1.
        .5
        1e
        1e+
        1.e5
        0x10
        1_0
        1f
        1d
        1L
        NaN
        Infinity
        -Infinity
        -INF
        1 2
        1,
        ١
        """
                .lines();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void whatIsNoNumberIsRefused(String text) {
        assertRefused("{\"a\":" + text + "}");
    }

    static Stream<String> texts() {
        return """
        {"a":1,}
        {,}
        {"a":[1,]}
        {"a":[,1]}
        {"a":[1 2]}
        {'a':1}
        {a:1}
        {"a"=1}
        {"a" 1}
        {"a":}
        {:1}
        {1:1}
        {null:1}
        {"a":1;"b":2}
        {"a":1/**/}
        {"a":tru}
        {"a":True}
        {"a":nul}
        {"a":undefined}
        {"a":'x'}
        {"a":"\\x41"}
        {"a":"\\'"}
        {"a":"\\0"}
        {"a":"\\u12"}
        {"a":"\\U00000041"}
        {"a":"\\u{41}"}
        {"a":"\\
        {"a":"}
        {"a":[}
        {"a":]}
        {"a":{}
        {{}}
        {[]}
        {}}
        {}{}
        {},{}
        {}[]
        {} {}
        {}x}
        []
        [{}]
        x
        1
        "a"
        null
        """
                .lines();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void whatIsNotOneObjectIsRefused(String text) {
        assertRefused(text);
    }

    @Test
    void whatIsOnlyOneObjectToAnEyeIsRefused() {
        for (String around : List.of(" ", "\n", "\0", "\uFEFF", "\u00a0")) {
            assertRefused(around + "{}");
            assertRefused("{}" + around);
        }
        for (String inside :
                List.of("\uFEFF", "\u00a0", "\u2028", "\u000b", "\f", "\0", "//\n", "#\n")) {
            assertRefused("{" + inside + "}");
            assertRefused("{\"a\":1" + inside + "}");
        }
        assertRefused("");
        assertRefused(" ");
    }

    @Test
    void controlCharactersInStringsAndNamesAreRefused() {
        for (char c = 0; c < 0x20; c++) {
            assertRefused("{\"a\":\"" + c + "\"}");
            assertRefused("{\"" + c + "\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud800",
                "\\udc00",
                "\\ude00\\ud83d",
                "\\ud83d\\ud83d",
                "\\ud83dx",
                "x\\ude00",
                "\\ud83d\\n",
                "\\ud83d\\u0041"
            })
    void halfSurrogatePairsAreRefused(String escapes) {
        assertRefused("{\"a\":\"" + escapes + "\"}");
        assertRefused("{\"" + escapes + "\":1}");
        assertRefused("{\"a\":[{\"b\":\"" + escapes + "\"}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"c\":3,\"a\":4}",
                        "{\"ch\":1,\"c\\u0068\":2}",
                "{\"\":1,\"\":2}", "{\"x\":{\"a\":1,\"a\":2}}", "{\"x\":[{\"a\":1,\"a\":2}]}",
                "{\"a\":null,\"a\":null}", "{\"😀\":1,\"\\ud83d\\ude00\":2}", "{\"a\":{},\"a\":[]}"
            })
    void duplicateNamesAreRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("Duplicate");
    }

    @Test
    void nestingIsBoundedAndNeverExhaustsTheStack() throws JsonException {
        assertThat(read("{\"a\":" + "[".repeat(7) + "]".repeat(7) + "}").fields()).hasSize(1);
        assertRefused("{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}");
        assertRefused("{\"a\":" + "{\"a\":".repeat(7) + "{}" + "}".repeat(8));
        assertRefused("{\"a\":".repeat(10_000) + "}");
        assertRefused("{\"a\":" + "[".repeat(60_000) + "}");
    }

    static List<byte[]> badUtf8() {
        return List.of(
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0x80},
                new byte[] {(byte) 0xC0, (byte) 0xAF},
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xE0, (byte) 0x80, (byte) 0xAF},
                new byte[] {(byte) 0xE2, (byte) 0x82},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF0, (byte) 0x80, (byte) 0x80, (byte) 0xAF},
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80});
    }

    @ParameterizedTest
    @MethodSource("badUtf8")
    void badUtf8IsRefusedWithItsPlace(byte[] bad) {
        byte[] start = "{\"a\":\"".getBytes(UTF_8);
        byte[] bytes = Arrays.copyOf(start, start.length + bad.length + 2);
        System.arraycopy(bad, 0, bytes, start.length, bad.length);
        bytes[bytes.length - 2] = '"';
        bytes[bytes.length - 1] = '}';

        assertThatThrownBy(() -> READER.read(bytes, 0, bytes.length))
                .isInstanceOf(JsonException.class)
                .hasMessage("not valid UTF-8 from byte 6");
        assertThatThrownBy(() -> READER.read(bytes, 0, start.length + 1))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void otherEncodingsAreNotGuessed() {
        for (String name : List.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE")) {
            byte[] bytes = "{\"a\":1}".getBytes(Charset.forName(name));
            assertThatThrownBy(() -> READER.read(bytes, 0, bytes.length))
                    .as(name)
                    .isInstanceOf(JsonException.class);
        }
        byte[] odd = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
        odd[odd.length - 1] = '}';
        assertThatThrownBy(() -> READER.read(odd, 0, odd.length)).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]        | expected a JSON object, got text that begins with '[1]'",
                "{\"a\":NaN}| not valid JSON: Non-standard token 'NaN'",
                "{\"a\":01} | not valid JSON: Invalid numeric value: Leading zeroes not allowed",
                "{}{}       | expected one JSON object, got a second value behind it",
                "{\"a\":1}x | expected a JSON object up to the last byte, got text that ends with"
                        + " '{\"a\":1}x'",
            })
    void messagesAreForPeopleWhoDoNotKnowTheParser(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(JsonException.class).hasMessage(message);
    }

    @Test
    void messagesAreShortAndWithoutControlCharacters() {
        for (String text :
                List.of(
                        "{\"a\":x" + "\u001b".repeat(500) + "}",
                        "{\"a\":" + "x".repeat(60_000) + "}",
                        "{\""
                                + "\\u001b".repeat(5000)
                                + "\":1,\""
                                + "\\u001b".repeat(5000)
                                + "\":1}",
                        "{\"a\":x\u202e}",
                        "\u001b[2J")) {
            assertThatThrownBy(() -> read(text))
                    .isInstanceOf(JsonException.class)
                    .message()
                    .hasSizeLessThan(310)
                    .doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
        }
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(JsonException.class);
    }
}
