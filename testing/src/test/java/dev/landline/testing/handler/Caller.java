package dev.landline.testing.handler;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.Limits;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.FrameListener;
import dev.landline.engine.Opening;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import dev.landline.link.Link;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Calls handlers by the protocol alone. */
final class Caller implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final JsonReader READER = new JsonReader(64, 1 << 20);

    private final Connection connection;

    private Caller(Connection connection) {
        this.connection = connection;
    }

    static Caller on(Link link) throws IOException {
        return new Caller(
                Connection.connect(
                        link,
                        new Connection.Settings(
                                "caller",
                                "test/1",
                                Limits.DEFAULTS,
                                List.of(),
                                FrameListener.NONE)));
    }

    static JsonObject json(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return READER.read(bytes, 0, bytes.length);
    }

    Connection connection() {
        return connection;
    }

    /** How a call ended, and what came before. */
    record Answer(String text, @Nullable LandlineException error) {

        String code() {
            return error == null ? "none" : error.code().wire();
        }

        String message() {
            return error == null ? "" : String.valueOf(error.getMessage());
        }

        String hint() {
            return error == null ? "" : error.hint().orElse("");
        }
    }

    /** A call that runs. */
    record Running(ClientChannel channel) {

        void write(String text) throws IOException {
            channel.outgoing("stdin").write(text.getBytes(StandardCharsets.UTF_8));
        }

        void endInput() throws IOException {
            channel.outgoing("stdin").close();
        }

        /** The next line of the answer. */
        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int next;
            while ((next = channel.incoming("stdout").read()) >= 0 && next != '\n') {
                line.append((char) next);
            }
            return line.toString();
        }

        /** The rest, to the end. */
        Answer answer() throws Exception {
            StringBuilder text = new StringBuilder();
            try {
                text.append(
                        new String(
                                channel.incoming("stdout").readAllBytes(), StandardCharsets.UTF_8));
            } catch (LandlineException e) {
                // The end of the channel says the same.
            }
            return new Answer(text.toString(), ended());
        }

        /** How the channel ends; null for a close. */
        @Nullable LandlineException ended() throws Exception {
            channel.ended().get(PATIENCE.toSeconds(), SECONDS);
            try {
                channel.exit().get(PATIENCE.toSeconds(), SECONDS);
                throw new AssertionError("a call has no exit");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof LandlineException error) {
                    return error.code() == ErrorCode.CANCELLED ? null : error;
                }
                throw e;
            }
        }
    }

    Running open(JsonObject request) throws Exception {
        return new Running(
                connection.open(
                        new Opening("call", request, List.of("stdout"), List.of("stdin")),
                        PATIENCE));
    }

    Running start(String handler, String parameters, @Nullable Duration timeout) throws Exception {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("handler", new JsonValue.Text(handler));
        if (!parameters.isEmpty()) {
            byte[] bytes = parameters.getBytes(StandardCharsets.UTF_8);
            fields.put("parameters", READER.readValue(bytes, 0, bytes.length));
        }
        if (timeout != null) {
            fields.put("timeout", new JsonValue.Int(timeout.toMillis()));
        }
        return open(new JsonObject(fields));
    }

    /** A call with parameters, or with an empty text for none, and an empty input. */
    Answer call(String handler, String parameters) throws Exception {
        Running call = start(handler, parameters, null);
        call.endInput();
        return call.answer();
    }

    Answer list() throws Exception {
        return new Running(
                        connection.open(
                                new Opening(
                                        "handlers",
                                        new JsonObject(Map.of()),
                                        List.of("stdout"),
                                        List.of()),
                                PATIENCE))
                .answer();
    }

    @Override
    public void close() {
        connection.close();
    }
}
