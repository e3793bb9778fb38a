package dev.landline.info;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an identity may do at a server. Source: {@code spec/PROTOCOL.md}, section 6.14.
 *
 * @param services the services that it may open, sorted; each may be bounded further by {@link
 *     AccountInfo}
 * @param calls names and patterns of the handlers that it may call, sorted
 * @param settings {@code nothing}, {@code read} or {@code write}
 * @param counters whether it may see what the server has counted
 */
public record Rights(List<String> services, List<String> calls, String settings, boolean counters) {

    /** Copies the lists. */
    public Rights {
        services = List.copyOf(services);
        calls = List.copyOf(calls);
    }

    JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("services", texts(services));
        fields.put("calls", texts(calls));
        fields.put("settings", new JsonValue.Text(settings));
        fields.put("counters", new JsonValue.Bool(counters));
        return new JsonObject(fields);
    }

    private static JsonValue texts(List<String> words) {
        return new JsonValue.Array(words.stream().<JsonValue>map(JsonValue.Text::new).toList());
    }

    static Rights fromJson(JsonObject json) throws JsonException {
        return new Rights(
                json.texts("services"),
                json.texts("calls"),
                json.text("settings"),
                json.bool("counters"));
    }
}
