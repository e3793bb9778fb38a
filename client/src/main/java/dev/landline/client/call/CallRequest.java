package dev.landline.client.call;

import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.json.JsonWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call asks for. Parameters travel in the request where they fit there, else as the input.
 * Source: {@code spec/PROTOCOL.md}, section 6.11.
 *
 * @param handler the handler's name
 * @param parameters a JSON value, or empty for none
 * @param timeout after what time the server ends it
 */
record CallRequest(String handler, Optional<JsonValue> parameters, Optional<Duration> timeout) {

    static final String SERVICE = "call";
    static final String INPUT = "stdin";
    static final String OUTPUT = "stdout";

    /** A header has room for 64 KiB and eight levels, of which two are taken. */
    private static final int LONGEST = 32 * 1024;

    private static final int DEEPEST = 6;
    private static final int CAPACITY = 256;

    /** Whether the parameters have room in the request. */
    boolean fits() {
        return parameters
                .map(value -> depth(value, DEEPEST) <= DEEPEST && bytes().length <= LONGEST)
                .orElse(true);
    }

    /** The parameters as the input has them; nothing where there are none. */
    byte[] bytes() {
        return parameters.map(CallRequest::text).orElse(new byte[0]);
    }

    private static byte[] text(JsonValue value) {
        JsonWriter writer = new JsonWriter(CAPACITY);
        writer.value(value);
        return Arrays.copyOf(writer.array(), writer.size());
    }

    /** The number of levels; no deeper than one beyond the limit is looked. */
    private static int depth(JsonValue value, int limit) {
        Iterable<JsonValue> parts =
                switch (value) {
                    case JsonObject object -> object.fields().values();
                    case JsonValue.Array array -> array.items();
                    case JsonValue.Scalar _ -> List.of();
                };
        if (value instanceof JsonValue.Scalar || limit < 0) {
            return 0;
        }
        int deepest = 0;
        for (JsonValue part : parts) {
            deepest = Math.max(deepest, depth(part, limit - 1));
        }
        return 1 + deepest;
    }

    JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("handler", new JsonValue.Text(handler));
        if (fits()) {
            parameters.ifPresent(value -> fields.put("parameters", value));
        }
        timeout.ifPresent(time -> fields.put("timeout", new JsonValue.Int(time.toMillis())));
        return new JsonObject(fields);
    }
}
