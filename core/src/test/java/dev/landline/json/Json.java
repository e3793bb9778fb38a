package dev.landline.json;

import java.nio.charset.StandardCharsets;

/** JSON as it stands on the line; in tests with single quotes. */
public final class Json {

    private Json() {}

    /**
     * Reads an object.
     *
     * @param text the object, with single quotes
     * @return what it says
     * @throws JsonException where it is none
     */
    public static JsonObject read(String text) throws JsonException {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new JsonReader(8, 65_536).read(bytes, 0, bytes.length);
    }

    /**
     * Writes an object.
     *
     * @param object what to write
     * @return its text, with single quotes
     */
    public static String write(JsonObject object) {
        JsonWriter writer = new JsonWriter(100);
        writer.value(object);
        return new String(writer.array(), 0, writer.size(), StandardCharsets.UTF_8)
                .replace('"', '\'');
    }
}
