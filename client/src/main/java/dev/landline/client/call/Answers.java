package dev.landline.client.call;

import dev.landline.json.JsonException;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the answers of one call. Each method takes them all and closes the call, but for
 * the streams, which close it when they are closed.
 *
 * @param call the call
 * @param handler what was called
 * @param most how many bytes are held in memory
 * @param mapping makes objects; asked for only where some are wanted
 */
record Answers(RunningCall call, String handler, long most, Supplier<JsonMapping> mapping) {

    private static final int CHUNK = 16 * 1024;
    private static final int DEPTH = 500;

    /** The one answer, as text. */
    byte[] one() throws IOException {
        try (call) {
            AnswerLines lines = lines();
            byte[] line = lines.next();
            if (line == null) {
                throw new IOException(handler + ": expected one answer, got none; use run()");
            }
            if (lines.next() != null) {
                throw new IOException(
                        handler
                                + ": expected one answer, got more than one; take a list or a"
                                + " stream");
            }
            call.await();
            return line;
        }
    }

    /** All answers, as texts. */
    List<byte[]> all() throws IOException {
        List<byte[]> all = new ArrayList<>();
        long size = 0;
        try (call) {
            AnswerLines lines = lines();
            byte[] line;
            while ((line = lines.next()) != null) {
                size += line.length;
                checkSize(size);
                all.add(line);
            }
            call.await();
        }
        return all;
    }

    /** All bytes. */
    byte[] bytes() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (call) {
            byte[] chunk = new byte[CHUNK];
            int count;
            while ((count = call.output().read(chunk)) >= 0) {
                checkSize(all.size() + (long) count);
                all.write(chunk, 0, count);
            }
            call.await();
        }
        return all.toByteArray();
    }

    /** The answers as they come. */
    <T extends @Nullable Object> Stream<T> stream(AnswerStream.Reading<T> reading) {
        return new AnswerStream<>(call, lines(), reading).stream();
    }

    private AnswerLines lines() {
        return new AnswerLines(call.output(), handler, most);
    }

    private void checkSize(long bytes) throws IOException {
        if (bytes > most) {
            throw new IOException(
                    handler
                            + ": the answers have more than "
                            + most
                            + " bytes; raise maxOutput, or take them as they come");
        }
    }

    /** An answer as a value. */
    JsonValue json(byte[] line) throws IOException {
        try {
            return new JsonReader(DEPTH, Integer.MAX_VALUE).readValue(line, 0, line.length);
        } catch (JsonException e) {
            throw new IOException(
                    handler
                            + ": expected an answer in JSON; use bytes() for others: "
                            + e.getMessage(),
                    e);
        }
    }

    /** An answer as an object; null where it is null. */
    @Nullable Object object(byte[] line, Type type) throws IOException {
        if (type instanceof Class<?> known && JsonValue.class.isAssignableFrom(known)) {
            JsonValue value = json(line);
            if (!known.isInstance(value)) {
                throw new IOException(
                        handler
                                + ": expected "
                                + known.getSimpleName()
                                + ", got "
                                + value.describe());
            }
            return value;
        }
        return mapping.get().toObject(line, type, handler);
    }
}
