package dev.landline.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.json.JsonValue.Array;
import dev.landline.json.JsonValue.Bool;
import dev.landline.json.JsonValue.Int;
import dev.landline.json.JsonValue.Null;
import dev.landline.json.JsonValue.Real;
import dev.landline.json.JsonValue.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    private static final JsonReader READER = new JsonReader(8, 65_536);

    private static JsonObject read(String text) throws JsonException {
        byte[] bytes = text.getBytes(UTF_8);
        return READER.read(bytes, 0, bytes.length);
    }

    private static JsonValue value(String text) throws JsonException {
        JsonValue value = read("{\"a\":" + text + "}").fields().get("a");
        assertThat(value).isNotNull();
        return value;
    }

    @Test
    void everyKindOfValueIsRead() throws JsonException {
        assertThat(
                        read(
                                "{\"t\":\"x\",\"i\":-5,\"r\":1.50,\"b\":true,\"f\":false,\"n\":null,"
                                    + "\"a\":[1,[],{}],\"o\":{\"p\":\"q\"}}"))
                .isEqualTo(
                        new JsonObject(
                                Map.of(
                                        "t",
                                        new Text("x"),
                                        "i",
                                        new Int(-5),
                                        "r",
                                        new Real("1.50"),
                                        "b",
                                        new Bool(true),
                                        "f",
                                        new Bool(false),
                                        "n",
                                        new Null(),
                                        "a",
                                        new Array(
                                                List.of(
                                                        new Int(1),
                                                        new Array(List.of()),
                                                        new JsonObject(Map.of()))),
                                        "o",
                                        new JsonObject(Map.of("p", new Text("q"))))));
    }

    @Test
    void theOrderOfTheFieldsIsKept() throws JsonException {
        assertThat(read("{\"z\":1,\"a\":2,\"m\":3}").fields().keySet())
                .containsExactly("z", "a", "m");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "-7, -7",
        "9007199254740991, 9007199254740991",
        "-9007199254740991, -9007199254740991",
        "999999999999999999, 999999999999999999",
        "-999999999999999999, -999999999999999999",
    })
    void integersOfUpTo18DigitsAreNumbers(String text, long number) throws JsonException {
        assertThat(value(text)).isEqualTo(new Int(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0",
                "0.0",
                "1.0",
                "1e1",
                "1E+5",
                "1e-5",
                "-2.50e007",
                "1e400",
                "1e999999999",
                "1e-99999999999999999999",
                "1000000000000000000",
                "-1000000000000000000",
                "9223372036854775807",
                "-9223372036854775808",
                "18446744073709551619",
                "1231231231231313131231123131323"
            })
    void anyOtherNumberKeepsItsSpelling(String text) throws JsonException {
        assertThat(value(text)).isEqualTo(new Real(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1000, 1001, 5000, 65_000})
    void numbersOfManyDigitsAreJustText(int digits) throws JsonException {
        String number = "1".repeat(digits);

        assertThat(value(number)).isEqualTo(new Real(number));
        assertThat(value("0." + number)).isEqualTo(new Real("0." + number));
        assertThat(value("1e" + number)).isEqualTo(new Real("1e" + number));
        assertThatThrownBy(() -> read("{\"a\":" + number + "}").integer("a", 0, 9))
                .isInstanceOf(JsonException.class)
                .hasMessage(
                        "a: expected an integer from 0 to 9, got the number "
                                + "1".repeat(40)
                                + "…");
    }

    @Test
    void whiteSpaceInsideIsAllowed() throws JsonException {
        assertThat(read("{ \t\r\n\"a\" : [ 1 , { } ] \n}")).isEqualTo(read("{\"a\":[1,{}]}"));
    }

    @Test
    void escapesAreResolvedInNamesAndValues() throws JsonException {
        assertThat(
                        read(
                                "{\"\\u0061\\n\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\u00E4\\u20ac\\ud83d\\ude00\\u0000\"}"))
                .isEqualTo(new JsonObject(Map.of("a\n", new Text("\"\\/\b\f\n\r\tää€😀\0"))));
    }

    @Test
    void equalNamesInDifferentObjectsAreNoDuplicates() throws JsonException {
        assertThat(read("{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":1}]}").fields())
                .hasSize(2);
    }

    @Test
    void onlyTheGivenPartOfTheArrayIsRead() throws JsonException {
        byte[] bytes = "xx{\"ä\":1}yy".getBytes(UTF_8);

        assertThat(READER.read(bytes, 2, bytes.length - 4)).isEqualTo(read("{\"ä\":1}"));
        assertThatThrownBy(() -> READER.read(bytes, 2, bytes.length - 3))
                .isInstanceOf(JsonException.class);
    }

    private static JsonValue any(String text) throws JsonException {
        byte[] bytes = text.getBytes(UTF_8);
        return READER.readValue(bytes, 0, bytes.length);
    }

    @Test
    void aValueMayBeOfAnyKindAndHaveSpaceAroundIt() throws JsonException {
        assertThat(any(" 7\n")).isEqualTo(new Int(7));
        assertThat(any("\"x\"")).isEqualTo(new Text("x"));
        assertThat(any("null")).isEqualTo(new Null());
        assertThat(any("[1,[true]]"))
                .isEqualTo(new Array(List.of(new Int(1), new Array(List.of(new Bool(true))))));
        assertThat(any(" {\"a\":[]} "))
                .isEqualTo(new JsonObject(Map.of("a", new Array(List.of()))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"flight\": CA981}|column 12",
                "{\"a\":1,}|column 8",
                "[1, 2|column 6",
                "1 2|column 3",
                "{\"a\":1}}|column 8",
                "`{\n\"a\" 1}`|line 2, column 5",
                "'x'|column 1",
            })
    void aMistakeInAValueHasItsPlace(String text, String place) {
        assertThatThrownBy(() -> any(text))
                .isInstanceOf(JsonException.class)
                .hasMessageEndingWith(" at " + place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void noValueIsNoValue(String text) {
        assertThatThrownBy(() -> any(text))
                .isInstanceOf(JsonException.class)
                .hasMessage("expected a JSON value, got nothing");
    }
}
