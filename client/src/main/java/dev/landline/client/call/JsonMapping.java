package dev.landline.client.call;

import dev.landline.Printable;
import dev.landline.json.JsonException;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Objects from and to JSON. The one class that needs Jackson's databind, which is loaded with it:
 * whoever does not call handlers by types never pays for that. Safe for use by many threads.
 */
final class JsonMapping {

    private static final int DEPTH = 500;
    private static final int LONGEST_WHY = 300;
    private static final int LONGEST_QUOTE = 60;

    private final JsonMapper mapper = JsonMapper.builder().build();

    /** An object as JSON: a record, a bean, a map, a list, a string, a number, null. */
    JsonValue toJson(@Nullable Object object, String what) {
        if (object instanceof JsonValue value) {
            return value;
        }
        try {
            byte[] text = mapper.writeValueAsBytes(object);
            return new JsonReader(DEPTH, Integer.MAX_VALUE).readValue(text, 0, text.length);
        } catch (JacksonException | JsonException e) {
            throw new IllegalArgumentException(
                    what + ": expected what can be written as JSON: " + why(e), e);
        }
    }

    /** A type as the mapper knows it. */
    JavaType type(Type type) {
        return mapper.constructType(type);
    }

    /** An answer as an object; null where it is null. */
    @Nullable Object toObject(byte[] text, Type type, String handler) throws IOException {
        try {
            return mapper.readValue(text, type(type));
        } catch (JacksonException e) {
            throw new IOException(
                    handler
                            + ": expected an answer of the type "
                            + type.getTypeName()
                            + ", got "
                            + Printable.of(new String(text, StandardCharsets.UTF_8), LONGEST_QUOTE)
                            + ": "
                            + why(e),
                    e);
        }
    }

    /** Jackson's first line says what is wrong, its others to whom. */
    private static String why(Exception e) {
        String message =
                e instanceof JacksonException jackson
                        ? jackson.getOriginalMessage()
                        : String.valueOf(e.getMessage());
        return Printable.of(message.lines().findFirst().orElse(""), LONGEST_WHY);
    }
}
