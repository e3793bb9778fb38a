package dev.landline.transfer;

import dev.landline.file.FileName;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that a client wants to have. Source: {@code spec/PROTOCOL.md}, section 6.8.
 *
 * @param paths what; relative to the account's home
 * @param globs whether patterns in the last parts of the paths stand for what they match
 * @param contents whether the destination itself becomes what a path names
 * @param options how they are sent
 * @param user the account to do it as; empty for the one that the identity belongs to
 * @param id of the transfer; one that is opened again ends the one before
 */
public record GetRequest(
        List<FileName> paths,
        boolean globs,
        boolean contents,
        SendOptions options,
        Optional<String> user,
        String id) {

    /** The name of the service. */
    public static final String SERVICE = "get";

    /** Copies the list. */
    public GetRequest {
        paths = List.copyOf(paths);
    }

    /**
     * The request as it travels.
     *
     * @return the {@code request} of an {@code open} frame
     */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("paths", new JsonValue.Array(paths.stream().map(Names::toJson).toList()));
        OptionsJson.put(fields, "globs", globs);
        OptionsJson.put(fields, "contents", contents);
        OptionsJson.write(options, fields);
        user.ifPresent(it -> fields.put("user", new JsonValue.Text(it)));
        fields.put("id", new JsonValue.Text(id));
        return new JsonObject(fields);
    }

    /**
     * Reads a request.
     *
     * @param json the {@code request} of an {@code open} frame
     * @return the request
     * @throws JsonException where it is not one, with what was expected and what arrived
     */
    public static GetRequest fromJson(JsonObject json) throws JsonException {
        if (!(json.get("paths") instanceof JsonValue.Array(List<JsonValue> items))
                || items.isEmpty()) {
            throw JsonObject.expected("paths", "an array of at least one path", json.get("paths"));
        }
        List<FileName> paths = new ArrayList<>();
        for (JsonValue item : items) {
            paths.add(Names.fromJson("paths", item));
        }
        return new GetRequest(
                paths,
                OptionsJson.bool(json, "globs"),
                OptionsJson.bool(json, "contents"),
                OptionsJson.send(json),
                Optional.ofNullable(json.optionalText("user")),
                json.has("id") ? json.text("id") : "");
    }
}
