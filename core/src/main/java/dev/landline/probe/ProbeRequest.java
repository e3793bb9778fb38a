package dev.landline.probe;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is wanted of the service {@code probe}. Source: {@code spec/PROTOCOL.md}, section 6.15.
 *
 * @param direction which way the bytes go
 * @param bytes at most so many; 0 to {@link #MAX_BYTES}
 * @param time for at most so long; 1 ms to {@link #MAX_TIME}
 */
public record ProbeRequest(Direction direction, long bytes, Duration time) {

    /** The name of the service. */
    public static final String SERVICE = "probe";

    /** The stream of bytes from the client. */
    public static final String UP = "stdin";

    /** The stream of bytes to the client. */
    public static final String DOWN = "stdout";

    /** How many bytes one probe may carry. */
    public static final long MAX_BYTES = 1L << 36;

    /** How long one probe may last. */
    public static final Duration MAX_TIME = Duration.ofSeconds(60);

    /** Which way bytes go. */
    public enum Direction {
        /** From the server to the client. */
        DOWN,
        /** From the client to the server. */
        UP;

        /**
         * The word on the wire.
         *
         * @return {@code down} or {@code up}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks the bounds. */
    public ProbeRequest {
        if (bytes < 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "bytes: expected 0 to %d, got %d".formatted(MAX_BYTES, bytes));
        }
        if (time.toMillis() < 1 || time.compareTo(MAX_TIME) > 0) {
            throw new IllegalArgumentException(
                    "time: expected 1 to %d ms, got %d"
                            .formatted(MAX_TIME.toMillis(), time.toMillis()));
        }
    }

    /**
     * The request as it travels.
     *
     * @return the {@code request} of an {@code open} frame
     */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("direction", new JsonValue.Text(direction.word()));
        fields.put("bytes", new JsonValue.Int(bytes));
        fields.put("time", new JsonValue.Int(time.toMillis()));
        return new JsonObject(fields);
    }

    /**
     * Reads a request.
     *
     * @param json the {@code request} of an {@code open} frame
     * @return the request
     * @throws JsonException where it is not one, with what was expected and what arrived
     */
    public static ProbeRequest fromJson(JsonObject json) throws JsonException {
        return new ProbeRequest(
                direction(json),
                json.integer("bytes", 0, MAX_BYTES),
                Duration.ofMillis(json.integer("time", 1, MAX_TIME.toMillis())));
    }

    private static Direction direction(JsonObject json) throws JsonException {
        String word = json.text("direction");
        for (Direction direction : Direction.values()) {
            if (direction.word().equals(word)) {
                return direction;
            }
        }
        throw JsonObject.expected("direction", "down or up", json.get("direction"));
    }
}
