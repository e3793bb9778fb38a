package dev.landline.transfer;

import dev.landline.file.FileName;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * File names in JSON: a string where the name is UTF-8, otherwise an object with its bytes in base
 * 64. Source: {@code spec/PROTOCOL.md}, section 6.10.
 */
public final class Names {

    private static final String BASE64 = "base64";

    private Names() {}

    /**
     * A name as it travels.
     *
     * @param name the name
     * @return a string or an object
     */
    public static JsonValue toJson(FileName name) {
        return name.isUtf8()
                ? new JsonValue.Text(name.text())
                : new JsonObject(
                        Map.of(
                                BASE64,
                                new JsonValue.Text(
                                        Base64.getEncoder().encodeToString(name.bytes()))));
    }

    /**
     * Reads a name.
     *
     * @param field the field that it stands in, for messages
     * @param value what stands there; null for nothing
     * @return the name
     * @throws JsonException where it is none, or has a NUL in it
     */
    public static FileName fromJson(String field, @Nullable JsonValue value) throws JsonException {
        try {
            return switch (value) {
                case JsonValue.Text(String text) -> FileName.of(text);
                case JsonObject object ->
                        FileName.of(Base64.getDecoder().decode(object.text(BASE64)));
                case null, default -> throw JsonObject.expected(field, "a file name", value);
            };
        } catch (IllegalArgumentException e) {
            throw new JsonException(field + ": " + e.getMessage());
        }
    }
}
