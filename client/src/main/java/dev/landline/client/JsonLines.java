package dev.landline.client;

import dev.landline.engine.ClientChannel;
import dev.landline.exec.ExecRequest;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What services answer that list something: {@code stdout}, with a JSON object on each line. */
final class JsonLines {

    private static final int DEPTH = 4;
    private static final int LONGEST_LINE = 4 << 20;

    private JsonLines() {}

    /** Makes something of one line. */
    interface Decoder<T> {
        T decode(JsonObject line) throws JsonException;
    }

    /**
     * Reads to the end of the stream.
     *
     * @param channel where it comes from
     * @param what what it is, for a message
     * @param decoder makes something of each line
     * @return all of them
     * @throws IOException where a line is not what it should be, or the channel failed
     */
    static <T> List<T> read(ClientChannel channel, String what, Decoder<T> decoder)
            throws IOException {
        JsonReader reader = new JsonReader(DEPTH, LONGEST_LINE);
        List<T> all = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                channel.incoming(ExecRequest.STDOUT), StandardCharsets.UTF_8))) {
            String text;
            while ((text = lines.readLine()) != null) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                all.add(decoder.decode(reader.read(bytes, 0, bytes.length)));
            }
        } catch (JsonException e) {
            throw new IOException(what + ": " + e.getMessage(), e);
        }
        return all;
    }
}
