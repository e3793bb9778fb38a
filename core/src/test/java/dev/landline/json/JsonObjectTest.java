package dev.landline.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.json.JsonValue.Array;
import dev.landline.json.JsonValue.Bool;
import dev.landline.json.JsonValue.Int;
import dev.landline.json.JsonValue.Null;
import dev.landline.json.JsonValue.Real;
import dev.landline.json.JsonValue.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

    private static final JsonObject OBJECT =
            new JsonObject(
                    Map.of(
                            "int", new Int(5),
                            "real", new Real("5.0"),
                            "text", new Text("five"),
                            "bool", new Bool(false),
                            "null", new Null(),
                            "object", new JsonObject(Map.of()),
                            "array", new Array(List.of(new Text("a"), new Text("b"))),
                            "mixed", new Array(List.of(new Text("a"), new Int(1)))));

    @Test
    void fieldsAreReadByTheirType() throws JsonException {
        assertThat(OBJECT.integer("int", 5, 5)).isEqualTo(5);
        assertThat(OBJECT.text("text")).isEqualTo("five");
        assertThat(OBJECT.bool("bool")).isFalse();
        assertThat(OBJECT.object("object")).isEqualTo(new JsonObject(Map.of()));
        assertThat(OBJECT.texts("array")).containsExactly("a", "b");
        assertThat(OBJECT.optionalInteger("int", 0, 9)).hasValue(5);
        assertThat(OBJECT.optionalText("text")).isEqualTo("five");
    }

    @Test
    void nullIsAsGoodAsAbsent() throws JsonException {
        for (String name : List.of("null", "absent")) {
            assertThat(OBJECT.get(name)).isNull();
            assertThat(OBJECT.has(name)).isFalse();
            assertThat(OBJECT.optionalInteger(name, 0, 9)).isEmpty();
            assertThat(OBJECT.optionalText(name)).isNull();
            refused(name + ": expected a string, got nothing", () -> OBJECT.text(name));
        }
    }

    @Test
    void anythingElseIsRefusedWithWhatArrived() {
        refused(
                "int: expected an integer from 6 to 9, got the number 5",
                () -> OBJECT.integer("int", 6, 9));
        refused(
                "int: expected an integer from 0 to 4, got the number 5",
                () -> OBJECT.optionalInteger("int", 0, 4));
        refused(
                "real: expected an integer from 0 to 9, got the number 5.0",
                () -> OBJECT.integer("real", 0, 9));
        refused(
                "text: expected an integer from 0 to 9, got the string \"five\"",
                () -> OBJECT.integer("text", 0, 9));
        refused("int: expected a string, got the number 5", () -> OBJECT.text("int"));
        refused("bool: expected a string, got false", () -> OBJECT.optionalText("bool"));
        refused("text: expected true or false, got the string \"five\"", () -> OBJECT.bool("text"));
        refused("array: expected an object, got an array", () -> OBJECT.object("array"));
        refused(
                "object: expected an array of strings, got an object",
                () -> OBJECT.texts("object"));
        refused(
                "mixed: expected an array of strings, got the number 1",
                () -> OBJECT.texts("mixed"));
    }

    @Test
    void longAndUglyTextIsDescribedInAFewPlainWords() {
        for (int length = 35; length < 45; length++) {
            String described = new Text("\u001b".repeat(length) + "😀😀😀").describe();

            assertThat(described).hasSizeLessThan(70).doesNotContainPattern("[\\p{C}]");
        }
        assertThat(new Real("1".repeat(5000)).describe()).hasSizeLessThan(70);
        assertThat(new Text("x".repeat(40)).describe()).doesNotContain("…");
        assertThat(new Text("x".repeat(41)).describe()).endsWith("x…\"");
    }

    @Test
    void anObjectIsACopy() {
        Map<String, JsonValue> fields = new LinkedHashMap<>(Map.of("a", new Int(1)));
        JsonObject object = new JsonObject(fields);
        fields.put("b", new Int(2));

        assertThat(object.fields()).hasSize(1);
        assertThatThrownBy(() -> object.fields().put("c", new Int(3)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(JsonException.class).hasMessage(message);
    }
}
