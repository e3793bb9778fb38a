package dev.landline.client.call;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A handler in a server's list. What its author has written is shown as it is: a program that
 * prints it makes it harmless first. Source: {@code spec/PROTOCOL.md}, section 6.12.
 *
 * @param name what it is called by
 * @param description what it does, for people; may be empty
 * @param input {@code json}, {@code raw} or {@code none}
 * @param output {@code json}: a value a line, or {@code raw}: bytes as they are
 * @param parameters what it takes, in order
 * @param result the type of what it answers, for people; may be empty
 * @param from where the server has it from: {@code server}, {@code module} or a file's name
 */
public record HandlerEntry(
        String name,
        String description,
        String input,
        String output,
        List<Parameter> parameters,
        String result,
        String from) {

    /**
     * One parameter.
     *
     * @param name its name
     * @param type its type, for people
     * @param optional whether it may be left out
     */
    public record Parameter(String name, String type, boolean optional) {}

    /** Copies the list. */
    public HandlerEntry {
        parameters = List.copyOf(parameters);
    }

    /**
     * Reads a line of the list. What a newer server adds is ignored.
     *
     * @param json what stands there
     * @return the handler
     * @throws JsonException where it is not one
     */
    public static HandlerEntry fromJson(JsonObject json) throws JsonException {
        List<Parameter> parameters = new ArrayList<>();
        if (json.get("parameters") instanceof JsonValue.Array(List<JsonValue> items)) {
            for (JsonValue item : items) {
                if (!(item instanceof JsonObject parameter)) {
                    throw JsonObject.expected("parameters", "an array of objects", item);
                }
                parameters.add(
                        new Parameter(
                                parameter.text("name"),
                                text(parameter, "type"),
                                parameter.has("optional") && parameter.bool("optional")));
            }
        }
        return new HandlerEntry(
                json.text("name"),
                text(json, "description"),
                text(json, "input"),
                text(json, "output"),
                parameters,
                text(json, "result"),
                text(json, "from"));
    }

    private static String text(JsonObject json, String name) throws JsonException {
        String text = json.optionalText(name);
        return text == null ? "" : text;
    }

    /**
     * The handler as a line of the list.
     *
     * @return a JSON object
     */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonValue.Text(name));
        fields.put("description", new JsonValue.Text(description));
        fields.put("input", new JsonValue.Text(input));
        fields.put("output", new JsonValue.Text(output));
        fields.put(
                "parameters",
                new JsonValue.Array(parameters.stream().map(HandlerEntry::toJson).toList()));
        fields.put("result", new JsonValue.Text(result));
        fields.put("from", new JsonValue.Text(from));
        return new JsonObject(fields);
    }

    private static JsonValue toJson(Parameter parameter) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonValue.Text(parameter.name()));
        fields.put("type", new JsonValue.Text(parameter.type()));
        fields.put("optional", new JsonValue.Bool(parameter.optional()));
        return new JsonObject(fields);
    }
}
