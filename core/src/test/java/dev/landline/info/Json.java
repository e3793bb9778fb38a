package dev.landline.info;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/** JSON as it stands on the line; in tests with single quotes. */
final class Json {

    private Json() {}

    static JsonObject read(String text) throws JsonException {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new JsonReader(8, 65_536).read(bytes, 0, bytes.length);
    }

    static String write(JsonObject object) {
        JsonWriter writer = new JsonWriter(100);
        writer.value(object);
        return new String(writer.array(), 0, writer.size(), StandardCharsets.UTF_8)
                .replace('"', '\'');
    }
}
