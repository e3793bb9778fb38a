package dev.landline.server.call;

import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.json.JsonValue.Bool;
import dev.landline.json.JsonValue.Text;
import dev.landline.json.JsonWriter;
import dev.landline.server.handler.HandlerDescription;
import dev.landline.server.handler.ParameterDescription;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The answer of {@code handlers}. Source: {@code spec/PROTOCOL.md}, section 6.12. */
final class HandlerLines {

    private static final int LINE = 512;

    private HandlerLines() {}

    /** Writes a line for each, and closes the stream. */
    static void write(List<HandlerTable.Listed> handlers, OutputStream stream) throws IOException {
        try (OutputStream lines = new BufferedOutputStream(stream)) {
            JsonWriter json = new JsonWriter(LINE);
            for (HandlerTable.Listed listed : handlers) {
                json.reset(0);
                json.value(line(listed));
                lines.write(json.array(), 0, json.size());
                lines.write('\n');
            }
        }
    }

    private static JsonObject line(HandlerTable.Listed listed) {
        HandlerDescription description = listed.description();
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new Text(description.name()));
        fields.put("description", new Text(description.description()));
        fields.put("input", word(description.input()));
        fields.put("output", word(description.output()));
        fields.put(
                "parameters",
                new JsonValue.Array(
                        description.parameters().stream()
                                .<JsonValue>map(HandlerLines::parameter)
                                .toList()));
        fields.put("result", new Text(description.result()));
        fields.put("from", new Text(listed.from()));
        return new JsonObject(fields);
    }

    private static Text word(Enum<?> kind) {
        return new Text(kind.name().toLowerCase(Locale.ROOT));
    }

    private static JsonObject parameter(ParameterDescription parameter) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new Text(parameter.name()));
        fields.put("type", new Text(parameter.type()));
        fields.put("optional", new Bool(parameter.optional()));
        return new JsonObject(fields);
    }
}
