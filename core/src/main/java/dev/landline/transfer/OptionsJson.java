package dev.landline.transfer;

import dev.landline.hash.HashAlgorithm;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.select.Exclusions;
import dev.landline.wire.Framing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that say how files are sent and received. What is false is left out. Source: {@code
 * spec/PROTOCOL.md}, sections 6.7 and 6.8.
 */
final class OptionsJson {

    private OptionsJson() {}

    static void put(Map<String, JsonValue> fields, String name, boolean value) {
        if (value) {
            fields.put(name, new JsonValue.Bool(true));
        }
    }

    static boolean bool(JsonObject json, String name) throws JsonException {
        return json.has(name) && json.bool(name);
    }

    static void write(ReceiveOptions options, Map<String, JsonValue> fields) {
        put(fields, "recursive", options.recursive());
        put(fields, "preserve", options.preserve());
        if (options.compare() != Compare.ALWAYS) {
            fields.put("compare", new JsonValue.Text(options.compare().wire()));
        }
        put(fields, "delete", options.delete());
        put(fields, "dry_run", options.dryRun());
        put(fields, "delta", options.delta());
        put(fields, "any_links", options.anyLinks());
        put(fields, "no_flush", !options.flush());
        shared(options.exclude(), options.hash(), fields);
    }

    static ReceiveOptions receive(JsonObject json) throws JsonException {
        String compare = json.optionalText("compare");
        return new ReceiveOptions(
                bool(json, "recursive"),
                bool(json, "preserve"),
                compare == null
                        ? Compare.ALWAYS
                        : Compare.fromWire(compare)
                                .orElseThrow(() ->
                                        JsonObject.expected(
                                                "compare",
                                                "always, time or hash",
                                                json.get("compare"))),
                bool(json, "delete"),
                bool(json, "dry_run"),
                bool(json, "delta"),
                exclude(json),
                bool(json, "any_links"),
                hash(json),
                !bool(json, "no_flush"));
    }

    static void write(SendOptions options, Map<String, JsonValue> fields) {
        put(fields, "recursive", options.recursive());
        put(fields, "follow", options.follow());
        put(fields, "eager", options.eager());
        options.limit().ifPresent(it -> fields.put("limit", new JsonValue.Int(it)));
        put(fields, "totals", options.totals());
        options.after()
                .ifPresent(position -> {
                    Map<String, JsonValue> after = new LinkedHashMap<>();
                    after.put("source", new JsonValue.Int(position.source()));
                    after.put("filename", Names.toJson(position.name()));
                    fields.put("after", new JsonObject(after));
                });
        shared(options.exclude(), options.hash(), fields);
    }

    static SendOptions send(JsonObject json) throws JsonException {
        return new SendOptions(
                bool(json, "recursive"),
                bool(json, "follow"),
                exclude(json),
                hash(json),
                bool(json, "eager"),
                json.optionalInteger("limit", 1, Framing.MAX_INTEGER),
                bool(json, "totals"),
                json.has("after") ? Optional.of(position(json.object("after"))) : Optional.empty());
    }

    private static Position position(JsonObject json) throws JsonException {
        return new Position(
                (int) json.integer("source", 0, Integer.MAX_VALUE),
                Names.fromJson("filename", json.get("filename")));
    }

    private static void shared(
            Exclusions exclude, HashAlgorithm hash, Map<String, JsonValue> fields) {
        if (!exclude.isEmpty()) {
            List<JsonValue> lines =
                    exclude.lines().stream().<JsonValue>map(JsonValue.Text::new).toList();
            fields.put("exclude", new JsonValue.Array(lines));
        }
        fields.put("hash", new JsonValue.Text(hash.wire()));
    }

    private static Exclusions exclude(JsonObject json) throws JsonException {
        try {
            return json.has("exclude") ? Exclusions.of(json.texts("exclude")) : Exclusions.none();
        } catch (IllegalArgumentException e) {
            throw new JsonException("exclude: " + e.getMessage());
        }
    }

    private static HashAlgorithm hash(JsonObject json) throws JsonException {
        String word = json.optionalText("hash");
        return word == null
                ? HashAlgorithm.SHA_256
                : HashAlgorithm.fromWire(word)
                        .orElseThrow(() ->
                                JsonObject.expected(
                                        "hash", "xxh3-128 or sha256", json.get("hash")));
    }
}
