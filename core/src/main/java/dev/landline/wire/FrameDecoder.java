package dev.landline.wire;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.json.StatusJson;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes frames of headers and bodies. Without state, safe for use by many threads; it does no I/O.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 5.
 */
public final class FrameDecoder {

    /** The one reader of headers: it keeps nothing of what it has read. */
    private static final JsonReader HEADERS = new JsonReader(Framing.MAX_DEPTH, Framing.MAX_HEADER);

    private static final String DATA_SIZE = "data_size";

    private FrameDecoder() {}

    /**
     * Reads a header.
     *
     * @param bytes where it stands
     * @param offset its first byte
     * @param length its length in bytes
     * @return the object
     * @throws JsonException where it breaks section 1.1 or 1.2
     */
    public static JsonObject header(byte[] bytes, int offset, int length) throws JsonException {
        return HEADERS.read(bytes, offset, length);
    }

    /**
     * How long the body behind a header is.
     *
     * @param header the header
     * @return bytes, 0 where the header announces none; it may exceed every limit on bodies
     * @throws JsonException where {@code data_size} is there and is not an integer from 0 to 2^53 −
     *     1
     */
    public static long bodySize(JsonObject header) throws JsonException {
        return header.optionalInteger(DATA_SIZE, 0, Framing.MAX_INTEGER).orElse(0);
    }

    /**
     * Makes the frame.
     *
     * @param header the header
     * @param body the body, owned by the frame from now on
     * @return the frame; {@link Frame.Unknown} for a type that is not described
     * @throws JsonException where a field is missing, of the wrong type or out of range
     */
    public static Frame decode(JsonObject header, ByteBuffer body) throws JsonException {
        String type = header.text("type");
        try {
            return switch (type) {
                case "hello" ->
                        new Frame.Hello(
                                int31(header, "version"),
                                header.text("software"),
                                header.texts("features"),
                                int31(header, "max_body"),
                                int31(header, "max_channels"),
                                Optional.ofNullable(header.optionalText("instance")));
                case "ping" -> new Frame.Ping(counter(header, "id"));
                case "pong" -> new Frame.Pong(counter(header, "id"));
                case "bye" -> new Frame.Bye(header.text("reason"), header.text("message"));
                case "open" ->
                        new Frame.Open(
                                channel(header),
                                header.text("service"),
                                header.object("request"),
                                optionalOffsets(header, "windows"),
                                Optional.ofNullable(header.optionalText("id")),
                                optionalOffsets(header, "resume"));
                case "opened" ->
                        new Frame.Opened(
                                channel(header),
                                offsets(header, "windows"),
                                optionalOffsets(header, "resume"));
                case "data" -> {
                    header.integer(DATA_SIZE, 0, Framing.MAX_INTEGER);
                    yield new Frame.Data(
                            channel(header),
                            header.text("stream"),
                            counter(header, "offset"),
                            body);
                }
                case "eof" ->
                        new Frame.Eof(
                                channel(header), header.text("stream"), counter(header, "offset"));
                case "window" ->
                        new Frame.Window(
                                channel(header),
                                header.text("stream"),
                                counter(header, "consumed"),
                                counter(header, "limit"));
                case "signal" -> new Frame.Signal(channel(header), header.text("name"));
                case "exit" ->
                        new Frame.Exit(
                                channel(header),
                                StatusJson.read(header.object("status")),
                                header.bool("pipes_open"),
                                Optional.ofNullable(header.optionalText("reason")));
                case "error" ->
                        new Frame.Error(
                                optionalChannel(header),
                                header.text("code"),
                                header.text("message"),
                                Optional.ofNullable(header.optionalText("hint")));
                case "close" -> new Frame.Close(channel(header));
                case "resize" ->
                        new Frame.Resize(
                                channel(header), int31(header, "columns"), int31(header, "rows"));
                case "leave" -> new Frame.Leave(channel(header));
                default -> new Frame.Unknown(type, optionalChannel(header));
            };
        } catch (IllegalArgumentException e) {
            throw new JsonException(type + " frame: " + e.getMessage());
        }
    }

    private static int channel(JsonObject header) throws JsonException {
        return (int) header.integer("ch", 1, Integer.MAX_VALUE);
    }

    private static OptionalInt optionalChannel(JsonObject header) throws JsonException {
        return header.has("ch") ? OptionalInt.of(channel(header)) : OptionalInt.empty();
    }

    private static int int31(JsonObject header, String name) throws JsonException {
        return (int) header.integer(name, 0, Integer.MAX_VALUE);
    }

    private static long counter(JsonObject header, String name) throws JsonException {
        return header.integer(name, 0, Framing.MAX_INTEGER);
    }

    private static Optional<Map<String, Long>> optionalOffsets(JsonObject header, String name)
            throws JsonException {
        return header.has(name) ? Optional.of(offsets(header, name)) : Optional.empty();
    }

    private static Map<String, Long> offsets(JsonObject header, String name) throws JsonException {
        JsonObject object = header.object(name);
        Map<String, Long> offsets = new LinkedHashMap<>();
        for (String stream : object.fields().keySet()) {
            offsets.put(stream, counter(object, stream));
        }
        return offsets;
    }
}
