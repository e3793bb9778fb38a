package dev.landline.setting;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is wanted of a server's settings. Source: {@code spec/PROTOCOL.md}, section 6.13.
 *
 * @param action what to do
 * @param name which setting; there for every action but {@link Action#LIST}
 * @param value what to set, as the configuration file would have it
 * @param text instead of {@code value}: what to set, as a person types it
 * @param keep whether the configuration file is to be changed too
 */
public record SettingsRequest(
        Action action,
        Optional<String> name,
        Optional<JsonValue> value,
        Optional<String> text,
        boolean keep) {

    /** The name of the service. */
    public static final String SERVICE = "settings";

    /** What can be done with settings. */
    public enum Action {
        /** Tell about all. */
        LIST,
        /** Tell about one. */
        GET,
        /** Give one another value. */
        SET,
        /** Go back to the value of the file, or to the default. */
        UNSET;

        /**
         * The word on the wire.
         *
         * @return such as {@code list}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that what belongs together is there. */
    public SettingsRequest {
        if (action != Action.LIST && name.isEmpty()) {
            throw new IllegalArgumentException(
                    "name: expected the name of a setting for %s, got nothing"
                            .formatted(action.word()));
        }
        if (action == Action.SET && value.isPresent() == text.isPresent()) {
            throw new IllegalArgumentException(
                    "value: expected either value or text for set, got "
                            + (text.isPresent() ? "both" : "neither"));
        }
    }

    /**
     * The request as it travels.
     *
     * @return the {@code request} of an {@code open} frame
     */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("action", new JsonValue.Text(action.word()));
        name.ifPresent(it -> fields.put("name", new JsonValue.Text(it)));
        value.ifPresent(it -> fields.put("value", it));
        text.ifPresent(it -> fields.put("text", new JsonValue.Text(it)));
        if (keep) {
            fields.put("keep", new JsonValue.Bool(true));
        }
        return new JsonObject(fields);
    }

    /**
     * Reads a request.
     *
     * @param json the {@code request} of an {@code open} frame
     * @return the request
     * @throws JsonException where it is not one, with what was expected and what arrived
     * @throws IllegalArgumentException where something is missing
     */
    public static SettingsRequest fromJson(JsonObject json) throws JsonException {
        return new SettingsRequest(
                action(json),
                Optional.ofNullable(json.optionalText("name")),
                Optional.ofNullable(json.get("value")),
                Optional.ofNullable(json.optionalText("text")),
                json.has("keep") && json.bool("keep"));
    }

    private static Action action(JsonObject json) throws JsonException {
        String word = json.text("action");
        for (Action action : Action.values()) {
            if (action.word().equals(word)) {
                return action;
            }
        }
        throw JsonObject.expected("action", "list, get, set or unset", json.get("action"));
    }
}
