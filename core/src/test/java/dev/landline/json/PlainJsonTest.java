package dev.landline.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way through a header takes nothing that the library does not take. */
class PlainJsonTest {

    private static final int DEPTH = 8;
    private static final JsonReader READER = new JsonReader(DEPTH, 65_536);

    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[]}",
                "{\"a\":{}}",
                "{\"\":\"\"}",
                "{\"a\":0,\"b\":-1,\"c\":999999999999999999,\"d\":-999999999999999999}",
                "{\"a\":true,\"b\":false,\"c\":[1,\"x\",{\"y\":[true]}]}",
                "{\"type\":\"entry\",\"n\":1,\"filename\":\"a b/c~\",\"mode\":420,\"size\":4096}",
                "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":1}}}}}}}",
            })
    @ParameterizedTest
    void takesWhatIsPlain(String text) throws JsonException {
        byte[] bytes = text.getBytes(UTF_8);

        JsonObject object = plain(bytes);

        assertThat(object).isNotNull().isEqualTo(READER.readAny(bytes, 0, bytes.length));
        assertThat(List.copyOf(object.fields().keySet()))
                .isEqualTo(List.copyOf(READER.readAny(bytes, 0, bytes.length).fields().keySet()));
    }

    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "{}}",
                "{} ",
                " {}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1 }",
                "{\"a\": 1}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":01}",
                "{\"a\":00}",
                "{\"a\":-}",
                "{\"a\":-0}",
                "{\"a\":1.5}",
                "{\"a\":1e3}",
                "{\"a\":1000000000000000000}",
                "{\"a\":tru}",
                "{\"a\":truefalse}",
                "{\"a\":null}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":[1}",
                "{\"a\":\"x}",
                "{\"a\":\"\\n\"}",
                "{\"a\":\"\n\"}",
                "{\"\u00e4\":1}",
                "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":{}}}}}}}}}",
                "{\"a\":[[[[[[[[]]]]]]]]}",
                "[1]",
            })
    @ParameterizedTest
    void leavesTheRest(String text) {
        assertThat(plain(text.getBytes(UTF_8))).isNull();
    }

    /** Random changes of plain headers: where it takes one, the library takes the same. */
    @Test
    void neverDisagreesWithTheLibrary() throws JsonException {
        Random random = new Random(42);
        byte[] letters = "{}[]\":,\\ -+.0123456789aeflnrstu\u007f\u00e9".getBytes(ISO_8859_1);
        byte[] whole =
                "{\"a\":[1,true],\"b\":{\"c\":\"d\"},\"e\":-20,\"f\":false,\"g\":\"\",\"h\":{}}"
                        .getBytes(UTF_8);
        int taken = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = letters[random.nextInt(letters.length)];
            }
            JsonObject object = plain(bytes);
            if (object != null) {
                taken++;
                assertThat(object).isEqualTo(READER.readAny(bytes, 0, bytes.length));
            }
        }
        assertThat(taken).as("changed headers that are still plain").isGreaterThan(2_000);
    }

    private static @Nullable JsonObject plain(byte[] text) {
        byte[] among = new byte[text.length + 6]; // it stands in a larger buffer
        Arrays.fill(among, (byte) '1');
        System.arraycopy(text, 0, among, 3, text.length);
        return PlainJson.read(among, 3, text.length, DEPTH);
    }
}
