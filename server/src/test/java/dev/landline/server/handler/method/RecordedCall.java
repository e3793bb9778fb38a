package dev.landline.server.handler.method;

import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import dev.landline.json.JsonWriter;
import dev.landline.server.auth.Identity;
import dev.landline.server.handler.Call;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A call without a caller: what is sent stays here. */
final class RecordedCall implements Call {

    private static final JsonReader READER = new JsonReader(64, 1 << 20);

    private final JsonValue parameters;
    private final InputStream input;
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    RecordedCall(String parameters, String input) throws IOException {
        byte[] bytes = parameters.getBytes(StandardCharsets.UTF_8);
        this.parameters = READER.readValue(bytes, 0, bytes.length);
        this.input = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return sent.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "recorded";
    }

    @Override
    public Identity identity() {
        return new Identity.Local(7, "ada");
    }

    @Override
    public String connection() {
        return "c1";
    }

    @Override
    public JsonValue parameters() {
        return parameters;
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public void send(JsonValue value) throws IOException {
        JsonWriter json = new JsonWriter(64).value(value);
        sent.write(json.array(), 0, json.size());
        sent.write('\n');
    }

    @Override
    public OutputStream output() {
        return sent;
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public Optional<Duration> left() {
        return Optional.empty();
    }
}
