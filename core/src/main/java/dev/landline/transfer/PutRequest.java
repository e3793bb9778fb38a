package dev.landline.transfer;

import dev.landline.file.FileName;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files that a client wants to send. Source: {@code spec/PROTOCOL.md}, section 6.7.
 *
 * @param path where to; relative to the account's home
 * @param place what the path means
 * @param options how they are received
 * @param user the account to do it as; empty for the one that the identity belongs to
 * @param id of the transfer; one that is opened again ends the one before
 */
public record PutRequest(
        FileName path, Place place, ReceiveOptions options, Optional<String> user, String id) {

    /** The name of the service. */
    public static final String SERVICE = "put";

    /** The stream of the sender. */
    public static final String FILE = "file";

    /** The stream of the receiver. */
    public static final String ANSWER = "answer";

    /** What the path of a destination means. */
    public enum Place {
        /** A directory that is there: into it. Otherwise the name of the one thing that comes. */
        AUTO,
        /** A directory, which must be there, to put things into. */
        DIRECTORY,
        /** The name of the one thing that comes, whatever is there. */
        NAME;

        String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Place fromJson(JsonObject json) throws JsonException {
            String word = json.optionalText("place");
            for (Place place : values()) {
                if (word == null || place.wire().equals(word)) {
                    return place;
                }
            }
            throw JsonObject.expected("place", "auto, directory or name", json.get("place"));
        }
    }

    /**
     * The request as it travels.
     *
     * @return the {@code request} of an {@code open} frame
     */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("path", Names.toJson(path));
        if (place != Place.AUTO) {
            fields.put("place", new JsonValue.Text(place.wire()));
        }
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
    public static PutRequest fromJson(JsonObject json) throws JsonException {
        return new PutRequest(
                Names.fromJson("path", json.get("path")),
                Place.fromJson(json),
                OptionsJson.receive(json),
                Optional.ofNullable(json.optionalText("user")),
                json.has("id") ? json.text("id") : "");
    }
}
