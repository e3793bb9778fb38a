package dev.landline.server.call;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is wanted of {@code call}. Source: {@code spec/PROTOCOL.md}, section 6.11.
 *
 * @param handler a name, of a handler that is there or not
 * @param parameters what the handler needs to know; empty where it comes on the input, or not at
 *     all
 * @param timeout how long the caller waits
 */
record CallRequest(String handler, Optional<JsonValue> parameters, Optional<Duration> timeout) {

    /**
     * Reads the request of an {@code open} frame.
     *
     * @throws JsonException where a field is missing or not as it should be
     */
    static CallRequest fromJson(JsonObject json) throws JsonException {
        OptionalLong timeout = json.optionalInteger("timeout", 1, Integer.MAX_VALUE);
        return new CallRequest(
                json.text("handler"),
                Optional.ofNullable(json.get("parameters")),
                timeout.isPresent()
                        ? Optional.of(Duration.ofMillis(timeout.getAsLong()))
                        : Optional.empty());
    }
}
