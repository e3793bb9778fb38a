package dev.landline.server.call;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Parameters that come on the input of a call. */
final class CallParameters {

    /** How long they may be, in bytes. */
    static final int MOST = 16 << 20;

    /** Those of a call that has none. */
    static final JsonValue NONE = new JsonObject(Map.of());

    private static final int DEPTH = 64;
    private static final JsonReader READER = new JsonReader(DEPTH, MOST);

    private CallParameters() {}

    /**
     * Reads the input to its end.
     *
     * @return an empty object where there is nothing but white space
     * @throws ChannelException {@code bad_request} where it is too long, or not one JSON value
     */
    static JsonValue read(InputStream input) throws IOException {
        byte[] bytes = input.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST,
                    "parameters: expected at most %d bytes on the input, got more".formatted(MOST));
        }
        if (isBlank(bytes)) {
            return NONE;
        }
        try {
            return READER.readValue(bytes, 0, bytes.length);
        } catch (JsonException e) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST, "parameters: " + e.getMessage(), null, e);
        }
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte one : bytes) {
            if (one != ' ' && one != '\n' && one != '\r' && one != '\t') {
                return false;
            }
        }
        return true;
    }
}
