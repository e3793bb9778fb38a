package dev.landline.wire;

import dev.landline.json.JsonWriter;
import dev.landline.json.StatusJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Turns frames into bytes and hands them to the output, each or several together in one write. It
 * keeps one array and uses it again for every write. For one thread at a time.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, sections 1 and 5.
 */
public final class FrameEncoder {

    private static final int FIRST_CAPACITY = 512;

    private final JsonWriter json = new JsonWriter(FIRST_CAPACITY);

    /** Makes an encoder. */
    public FrameEncoder() {}

    /**
     * Writes a frame, behind those that have been added, with one call of {@link
     * OutputStream#write(byte[], int, int)}.
     *
     * @param frame what to write
     * @param output where to; not flushed
     * @throws IOException what the output threw
     * @throws IllegalArgumentException where the header would exceed 65,536 bytes, or a string has
     *     half a surrogate pair; nothing was written then
     */
    public void write(Frame frame, OutputStream output) throws IOException {
        add(frame);
        flush(output);
    }

    /**
     * Encodes a frame behind those that have been added since the last {@link #flush}.
     *
     * @param frame what to write
     * @throws IllegalArgumentException where the header would exceed 65,536 bytes, or a string has
     *     half a surrogate pair; nothing was added then
     */
    public void add(Frame frame) {
        int kept = json.size();
        boolean added = false;
        try {
            encode(frame);
            added = true;
        } finally {
            if (!added) {
                json.cut(kept);
            }
        }
    }

    /**
     * How much was added since the last {@link #flush}.
     *
     * @return bytes
     */
    public int size() {
        return json.size();
    }

    /**
     * Writes what was added, with one call of {@link OutputStream#write(byte[], int, int)}.
     *
     * @param output where to; not flushed
     * @throws IOException what the output threw
     */
    public void flush(OutputStream output) throws IOException {
        int size = json.size();
        json.reset(0);
        output.write(json.array(), 0, size);
    }

    /**
     * Encodes a frame.
     *
     * @param frame what to encode
     * @return its bytes, in an array of their own
     * @throws IllegalArgumentException where the header would exceed 65,536 bytes, or a string has
     *     half a surrogate pair
     */
    public byte[] bytes(Frame frame) {
        int kept = json.size();
        add(frame);
        byte[] bytes = Arrays.copyOfRange(json.array(), kept, json.size());
        json.cut(kept);
        return bytes;
    }

    private void encode(Frame frame) {
        int start = json.size();
        json.leave(Framing.LENGTH_BYTES);
        json.begin().field("type", frame.type());
        fields(frame);
        json.end();
        int length = json.size() - start - Framing.LENGTH_BYTES;
        if (length > Framing.MAX_HEADER) {
            throw new IllegalArgumentException(
                    "the header of this "
                            + frame.type()
                            + " frame: expected at most "
                            + Framing.MAX_HEADER
                            + " bytes, got "
                            + length);
        }
        byte[] bytes = json.array();
        bytes[start] = (byte) length;
        bytes[start + 1] = (byte) (length >> 8);
        bytes[start + 2] = (byte) (length >> 16);
        bytes[start + 3] = (byte) (length >> 24);
        if (frame instanceof Frame.Data data) {
            json.append(data.body());
        }
    }

    private void fields(Frame frame) {
        switch (frame) {
            case Frame.Hello hello -> {
                json.field("version", hello.version())
                        .field("software", hello.software())
                        .field("features", hello.features())
                        .field("max_body", hello.maxBody())
                        .field("max_channels", hello.maxChannels());
                hello.instance().ifPresent(instance -> json.field("instance", instance));
            }
            case Frame.Ping(long id) -> json.field("id", id);
            case Frame.Pong(long id) -> json.field("id", id);
            case Frame.Bye(String reason, String message) ->
                    json.field("reason", reason).field("message", message);
            case Frame.Open open -> {
                json.field("ch", open.ch()).field("service", open.service());
                json.name("request").value(open.request());
                open.windows().ifPresent(windows -> json.field("windows", windows));
                open.id().ifPresent(id -> json.field("id", id));
                open.resume().ifPresent(offsets -> json.field("resume", offsets));
            }
            case Frame.Opened opened -> {
                json.field("ch", opened.ch()).field("windows", opened.windows());
                opened.resume().ifPresent(offsets -> json.field("resume", offsets));
            }
            case Frame.Data data ->
                    json.field("ch", data.ch())
                            .field("stream", data.stream())
                            .field("offset", data.offset())
                            .field("data_size", data.body().remaining());
            case Frame.Eof eof ->
                    json.field("ch", eof.ch())
                            .field("stream", eof.stream())
                            .field("offset", eof.offset());
            case Frame.Window window ->
                    json.field("ch", window.ch())
                            .field("stream", window.stream())
                            .field("consumed", window.consumed())
                            .field("limit", window.limit());
            case Frame.Signal(int ch, String name) -> json.field("ch", ch).field("name", name);
            case Frame.Exit exit -> {
                json.field("ch", exit.ch()).name("status").value(StatusJson.write(exit.status()));
                json.field("pipes_open", exit.pipesOpen());
                exit.reason().ifPresent(reason -> json.field("reason", reason));
            }
            case Frame.Error error -> {
                error.ch().ifPresent(ch -> json.field("ch", ch));
                json.field("code", error.code()).field("message", error.message());
                error.hint().ifPresent(hint -> json.field("hint", hint));
            }
            case Frame.Close(int ch) -> json.field("ch", ch);
            case Frame.Resize(int ch, int columns, int rows) ->
                    json.field("ch", ch).field("columns", columns).field("rows", rows);
            case Frame.Leave(int ch) -> json.field("ch", ch);
            case Frame.Unknown unknown -> unknown.ch().ifPresent(ch -> json.field("ch", ch));
        }
    }
}
