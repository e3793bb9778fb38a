package dev.landline.server.handler.method;

import dev.landline.json.JsonException;
import dev.landline.json.JsonValue;
import dev.landline.server.handler.Call;
import dev.landline.server.handler.HandlerDescription.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/** What becomes of the result of a method, which its declared type says. */
enum Answer {
    /** Nothing. */
    NONE,
    /** A line. */
    VALUE,
    /** A line for each element. */
    LINES,
    /** Bytes as they are. */
    BYTES;

    static Answer of(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == void.class || raw == Void.class) {
            return NONE;
        }
        if (raw == byte[].class || InputStream.class.isAssignableFrom(raw)) {
            return BYTES;
        }
        boolean each =
                BaseStream.class.isAssignableFrom(raw)
                        || Iterator.class.isAssignableFrom(raw)
                        || (Iterable.class.isAssignableFrom(raw) && !isOneValue(raw));
        return each ? LINES : VALUE;
    }

    /** What can be gone through and is one value all the same. */
    private static boolean isOneValue(Class<?> raw) {
        return Path.class.isAssignableFrom(raw)
                || JsonNode.class.isAssignableFrom(raw)
                || raw.isRecord();
    }

    Output output() {
        return this == BYTES ? Output.RAW : Output.JSON;
    }

    /** For the list of handlers. */
    String described(JavaType type) {
        return switch (this) {
            case NONE -> "";
            case VALUE -> TypeWords.of(type);
            case LINES -> "lines of " + element(type);
            case BYTES -> "bytes";
        };
    }

    private static String element(JavaType type) {
        for (Class<?> many : new Class<?>[] {Iterable.class, Iterator.class, BaseStream.class}) {
            JavaType[] parameters = type.findTypeParameters(many);
            if (parameters.length > 0) {
                return TypeWords.of(parameters[0]);
            }
        }
        return "any value";
    }

    /** Sends it. A stream is closed, whatever happens. */
    void send(@Nullable Object result, Call call, JsonMapping mapping) throws IOException {
        switch (this) {
            case NONE -> {
                // Nothing is the answer.
            }
            case VALUE -> call.send(line(result, mapping));
            case LINES -> sendEach(result, call, mapping);
            case BYTES -> sendBytes(result, call);
        }
    }

    private static JsonValue line(@Nullable Object value, JsonMapping mapping)
            throws JsonException {
        return switch (value) {
            case null -> new JsonValue.Null();
            case JsonValue json -> json;
            default -> mapping.json(value);
        };
    }

    private static void sendEach(@Nullable Object result, Call call, JsonMapping mapping)
            throws IOException {
        switch (result) {
            case null -> {
                // No lines.
            }
            case BaseStream<?, ?> stream -> {
                try (stream) {
                    sendEach(stream.iterator(), call, mapping);
                }
            }
            case Iterable<?> many -> sendEach(many.iterator(), call, mapping);
            case Iterator<?> each -> {
                while (each.hasNext()) {
                    call.send(line(each.next(), mapping));
                }
            }
            default -> throw new IllegalStateException("not many: " + result.getClass());
        }
    }

    private static void sendBytes(@Nullable Object result, Call call) throws IOException {
        switch (result) {
            case null -> {
                // No bytes.
            }
            case byte[] bytes -> call.output().write(bytes);
            case InputStream stream -> {
                try (stream) {
                    stream.transferTo(call.output());
                }
            }
            default -> throw new IllegalStateException("no bytes: " + result.getClass());
        }
    }
}
