package dev.landline.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives any bytes to the reader of headers. The ordinary build runs the corpus in {@code
 * src/test/resources}; this goes on from there:
 *
 * <pre>./mvnw test -pl core -Dfuzz=HeaderCodecFuzzTest -Djazzer.max_duration=10m</pre>
 *
 * <p>New inputs are kept in {@code core/.cifuzz-corpus}, one that fails is added to the corpus.
 */
class HeaderCodecFuzzTest {

    private static final JsonReader READER = new JsonReader(8, 65_536);

    static Stream<byte[]> headers() {
        return Stream.of(
                        "{}",
                        "{\"type\":\"ping\",\"id\":7}",
                        "{\"a\":[1,-2.5e+7,true,false,null,{},[]],\"b\":{\"c\":\"d\"}}",
                        "{\"e\":\"\\u0000\\ud83d\\ude00\\b\\f\\n\\r\\t\\\"\\\\\\/\",\"é€😀\":\"é€😀\"}",
                        "{ \"a\" : 1 ,\r\n\t\"a\" : 1 }",
                        "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":[]}}}}}}}",
                        "{\"a\":9007199254740992,\"b\":123456789012345678901234567890}",
                        "{\"a\":NaN}",
                        "[1]")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("headers")
    @FuzzTest
    void anyBytesAreAnObjectOrAnError(byte[] bytes) {
        JsonObject object;
        try {
            object = READER.read(bytes, 0, bytes.length);
            require(
                    READER.readAny(bytes, 0, bytes.length).equals(object),
                    "the same by the library");
        } catch (JsonException e) {
            requireThatItCanBeQuoted(String.valueOf(e.getMessage()));
            return;
        }
        JsonWriter writer = written(object);
        try {
            require(READER.read(writer.array(), 0, writer.size()).equals(object), "the same again");
        } catch (JsonException e) {
            throw new AssertionError("expected to read what was written", e);
        }
        require(writer.size() <= bytes.length, "no more bytes than were read");
        object.fields().values().forEach(value -> requireThatItCanBeQuoted(value.describe()));
    }

    private static void requireThatItCanBeQuoted(String message) {
        require(message.length() < 400, "a short message");
        require(
                message.codePoints().noneMatch(Character::isISOControl),
                "a message without control characters");
        written(new JsonObject(Map.of("message", new JsonValue.Text(message))));
    }

    private static JsonWriter written(JsonObject object) {
        JsonWriter writer = new JsonWriter(16);
        writer.value(object);
        return writer;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
