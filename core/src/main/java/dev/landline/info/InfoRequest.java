package dev.landline.info;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is wanted of a server about itself. Source: {@code spec/PROTOCOL.md}, section 6.14.
 *
 * @param about which part
 * @param echo comes back as it is, at most 256 characters
 */
public record InfoRequest(About about, Optional<String> echo) {

    /** The name of the service. */
    public static final String SERVICE = "info";

    /** How long an echo may be, in characters. */
    public static final int MAX_ECHO = 256;

    /** What can be asked for. */
    public enum About {
        /** The server, the connection, and what the identity may do. */
        SERVER("server"),
        /** What the server has counted. */
        COUNTERS("counters");

        private final String word;

        About(String word) {
            this.word = word;
        }

        /**
         * The word on the wire.
         *
         * @return such as {@code server}
         */
        public String word() {
            return word;
        }
    }

    /** Checks the length. */
    public InfoRequest {
        echo.ifPresent(text -> {
            if (text.length() > MAX_ECHO) {
                throw new IllegalArgumentException(
                        "echo: expected at most %d characters, got %d"
                                .formatted(MAX_ECHO, text.length()));
            }
        });
    }

    /**
     * The request as it travels.
     *
     * @return the {@code request} of an {@code open} frame
     */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        if (about != About.SERVER) {
            fields.put("about", new JsonValue.Text(about.word()));
        }
        echo.ifPresent(text -> fields.put("echo", new JsonValue.Text(text)));
        return new JsonObject(fields);
    }

    /**
     * Reads a request.
     *
     * @param json the {@code request} of an {@code open} frame
     * @return the request
     * @throws JsonException where it is not one, with what was expected and what arrived
     * @throws IllegalArgumentException where the echo is too long
     */
    public static InfoRequest fromJson(JsonObject json) throws JsonException {
        return new InfoRequest(about(json), Optional.ofNullable(json.optionalText("echo")));
    }

    private static About about(JsonObject json) throws JsonException {
        if (!json.has("about")) {
            return About.SERVER;
        }
        String word = json.text("about");
        for (About about : About.values()) {
            if (about.word().equals(word)) {
                return about;
            }
        }
        throw JsonObject.expected("about", "server or counters", json.get("about"));
    }
}
