package dev.landline.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.landline.json.JsonValue.Array;
import dev.landline.json.JsonValue.Bool;
import dev.landline.json.JsonValue.Int;
import dev.landline.json.JsonValue.Null;
import dev.landline.json.JsonValue.Real;
import dev.landline.json.JsonValue.Text;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {

    private final JsonWriter writer = new JsonWriter(1);

    private String written() {
        return new String(writer.array(), 0, writer.size(), UTF_8);
    }

    @Test
    void commasStandBetweenFieldsAndElementsAndNowhereElse() {
        writer.begin()
                .field("s", "")
                .field("e", List.of())
                .field("l", List.of("a", "b", ","))
                .field("m", Map.of())
                .field("w", new TreeMap<>(Map.of("x", 1L, "y", 2L)))
                .field("t", true)
                .field("f", false)
                .field("n", 0)
                .name("o")
                .begin()
                .end()
                .name("p")
                .begin()
                .name("q")
                .begin()
                .field("r", "{")
                .end()
                .end()
                .name("v")
                .value(new Array(List.of(new Null(), new Array(List.of()), new Array(List.of()))))
                .field("z", -1)
                .end();

        assertThat(written())
                .isEqualTo(
                        "{\"s\":\"\",\"e\":[],\"l\":[\"a\",\"b\",\",\"],\"m\":{},"
                                + "\"w\":{\"x\":1,\"y\":2},\"t\":true,\"f\":false,\"n\":0,\"o\":{},"
                                + "\"p\":{\"q\":{\"r\":\"{\"}},\"v\":[null,[],[]],\"z\":-1}");
    }

    @Test
    void everyPairOfNeighboursIsSeparated() {
        List<JsonValue> kinds =
                List.of(
                        new Text(""),
                        new Text("é"),
                        new Text(","),
                        new Int(0),
                        new Int(-1),
                        new Real("1.5"),
                        new Real("1E+5"),
                        new Bool(true),
                        new Null(),
                        new Array(List.of()),
                        new JsonObject(Map.of()));
        for (JsonValue left : kinds) {
            for (JsonValue right : kinds) {
                Map<String, JsonValue> fields = new LinkedHashMap<>();
                fields.put("a", left);
                fields.put(":", right);
                fields.put("", new Array(List.of(left, right)));
                assertComesBack(new JsonObject(fields));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0",
        "9",
        "10",
        "99",
        "100",
        "4294967296",
        "999999999999999999",
        "9223372036854775807",
        "-1",
        "-10",
        "-9223372036854775808"
    })
    void numbersAreWrittenInFull(long number) {
        writer.value(new Int(number));

        assertThat(written()).isEqualTo(Long.toString(number));
    }

    @Test
    void stringsAreSpelledInTheShortestWay() {
        writer.value(new Text("\0\u0001\b\t\n\u000b\f\r\u001b\u001f \"\\/\u007f\u0080é€😀"));

        assertThat(written())
                .isEqualTo(
                        "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001b\\u001f"
                                + " \\\"\\\\/\u007f\u0080é€😀\"");
    }

    @Test
    void everyCharacterComesBack() {
        StringBuilder text = new StringBuilder();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x3000 ? 1 : 97) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                text.appendCodePoint(point);
            }
            if (text.length() > 4000) {
                assertComesBack(new JsonObject(Map.of(text.toString(), new Text(text.toString()))));
                text.setLength(0);
            }
        }
        assertComesBack(new JsonObject(Map.of("a", new Text("\ud7ff\ue000\uffff" + text))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "x\ud83d", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void halfASurrogatePairIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.value(new Text(text)))
                .withMessageStartingWith("half a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "01",
                "+1",
                "1.",
                ".5",
                "1e",
                "NaN",
                "1,\"a\":2",
                "]",
                "١",
                "-"
            })
    void aRealThatIsNoNumberCannotBeMade(String spelling) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Real(spelling));
    }

    @Test
    void theRoomAtTheFrontIsKeptAndTheArrayIsUsedAgain() {
        writer.reset(4);
        assertThat(writer.size()).isEqualTo(4);
        writer.begin().field("a", "x".repeat(1000)).end();
        byte[] array = writer.array();
        writer.reset(4);
        Arrays.fill(writer.array(), 0, 4, (byte) '"');
        writer.begin().field("b", 1).end();

        assertThat(writer.array()).isSameAs(array);
        assertThat(written()).isEqualTo("\"\"\"\"{\"b\":1}");
    }

    @Test
    void bytesAreAppendedAsTheyAre() {
        writer.begin().end().append(ByteBuffer.wrap(new byte[] {9, '{', 0, 9}, 1, 2));

        assertThat(written()).isEqualTo("{}{\0");
    }

    @Test
    void randomObjectsComeBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            JsonObject object = randomObject(random, 8);
            assertThat(readBack(object)).as("seed %d, round %d", seed, round).isEqualTo(object);
        }
    }

    private void assertComesBack(JsonObject object) {
        assertThat(readBack(object)).isEqualTo(object);
    }

    private JsonObject readBack(JsonObject object) {
        writer.reset(3);
        writer.value(object);
        try {
            return new JsonReader(8, 1 << 20).read(writer.array(), 3, writer.size() - 3);
        } catch (JsonException e) {
            throw new AssertionError("written: " + written(), e);
        }
    }

    private static JsonObject randomObject(Random random, int depth) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.put(randomText(random), randomValue(random, depth - 1));
        }
        return new JsonObject(fields);
    }

    private static JsonValue randomValue(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> new Text(randomText(random));
            case 1 -> new Int(random.nextLong() >> (5 + random.nextInt(58)));
            case 2 -> new Real(random.nextInt() + "." + random.nextInt(1000));
            case 3 -> new Real(random.nextInt(10) + "e" + random.nextInt());
            case 4 -> new Bool(random.nextBoolean());
            case 5 -> new Null();
            case 6 -> randomObject(random, depth);
            default -> {
                List<JsonValue> items = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    items.add(randomValue(random, depth - 1));
                }
                yield new Array(items);
            }
        };
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            int point =
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> "\"\\/,:{}[]".charAt(random.nextInt(9));
                        case 2 -> random.nextInt(0xD800);
                        case 3 -> 0xE000 + random.nextInt(0x10FFFF - 0xE000);
                        default -> 'a' + random.nextInt(26);
                    };
            text.appendCodePoint(point);
        }
        return text.toString();
    }
}
