package dev.landline.client.call;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.Printable;
import dev.landline.engine.Opening;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call of a handler that is about to be made. Each method with a choice returns the call itself;
 * for one thread at a time. It may be made more than once. Without parameters the handler gets an
 * empty object.
 *
 * <p>What makes the call throws a {@link ChannelException} where the call has failed, with a code
 * that says why: see {@link RunningCall}; a {@link ConnectionException} where the connection was
 * lost, and then nobody here knows how far the handler got. An interrupt cancels the call, with an
 * {@link java.io.InterruptedIOException}.
 */
public final class HandlerCall {

    private static final long DEFAULT_MAX_OUTPUT = 64L << 20;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_QUOTE = 40;

    private final Calls calls;
    private final String handler;
    private final Map<String, JsonValue> named = new LinkedHashMap<>();
    private Optional<JsonValue> parameters = Optional.empty();
    private Optional<InputStream> input = Optional.empty();
    private boolean byHand;
    private Optional<Duration> timeout = Optional.empty();
    private Duration patience = Duration.ofSeconds(60);
    private long maxOutput = DEFAULT_MAX_OUTPUT;

    HandlerCall(Calls calls, String handler) {
        this.calls = calls;
        this.handler = handler;
    }

    /**
     * What the handler is given, all at once. Large values travel beside the request.
     *
     * @param value usually an object with a field for each parameter
     * @return this
     */
    public HandlerCall parameters(JsonValue value) {
        named.clear();
        parameters = Optional.of(value);
        return this;
    }

    /**
     * The same from an object, such as a record or a {@link Map}.
     *
     * @param object anything that Jackson's databind can write
     * @return this
     * @throws IllegalArgumentException where it cannot
     */
    public HandlerCall parameters(Object object) {
        return parameters(calls.mapping().toJson(object, handler + ": parameters"));
    }

    /**
     * One parameter by its name, beside those that were named before.
     *
     * @param name the parameter's name
     * @param value anything that Jackson's databind can write, or null
     * @return this
     * @throws IllegalArgumentException where it cannot
     */
    public HandlerCall parameter(String name, @Nullable Object value) {
        named.put(
                name,
                switch (value) {
                    case null -> new JsonValue.Null();
                    case JsonValue json -> json;
                    case String text -> new JsonValue.Text(text);
                    default -> calls.mapping().toJson(value, handler + ": parameter " + name);
                });
        parameters = Optional.of(new JsonObject(named));
        return this;
    }

    /**
     * What a raw handler reads; a handler that takes JSON and is given no parameters otherwise
     * reads them from here. Without it the input is empty.
     *
     * @param source read until its end, or until the call has ended; not closed
     * @return this
     */
    public HandlerCall input(InputStream source) {
        input = Optional.of(source);
        byHand = false;
        return this;
    }

    /**
     * Leaves the input to {@link RunningCall#input}, which has to be closed then. For {@link
     * #start} alone.
     *
     * @return this
     */
    public HandlerCall inputByHand() {
        input = Optional.empty();
        byHand = true;
        return this;
    }

    /**
     * Has the server end the call after a time, with the code {@code timed_out}. It has a limit of
     * its own as well.
     *
     * @param time 1 ms to 2^31 − 1 ms
     * @return this
     * @throws IllegalArgumentException where it is not in that range
     */
    public HandlerCall timeout(Duration time) {
        long millis = time.toMillis();
        if (millis < 1 || millis > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "expected a timeout from 1 ms to 2147483647 ms, got " + time);
        }
        timeout = Optional.of(time);
        return this;
    }

    /**
     * How long to wait while the connection has as many channels as the server allows.
     *
     * @param time 60 seconds without a choice
     * @return this
     */
    public HandlerCall patience(Duration time) {
        patience = time;
        return this;
    }

    /**
     * How much of the answers is held in memory before the call is given up: all of them where they
     * are collected, the longest one otherwise.
     *
     * @param bytes 64 MiB without a choice
     * @return this
     */
    public HandlerCall maxOutput(long bytes) {
        maxOutput = bytes;
        return this;
    }

    /**
     * Starts the call and returns at once.
     *
     * @return the call, to be closed by the caller
     * @throws IOException where the connection is gone, no channel was free in time, or parameters
     *     of more than 32 KiB or six levels come with an input of their own
     */
    public RunningCall start() throws IOException {
        if (handler.isEmpty() || handler.codePointCount(0, handler.length()) > LONGEST_NAME) {
            throw new ChannelException(
                    ErrorCode.UNKNOWN_HANDLER,
                    "there is no handler '"
                            + Printable.of(handler, LONGEST_QUOTE)
                            + "': a name has 1 to 256 characters");
        }
        CallRequest request = new CallRequest(handler, parameters, timeout);
        boolean fits = request.fits();
        if (!fits && (input.isPresent() || byHand)) {
            throw new IOException(
                    handler
                            + ": expected parameters of at most 32 KiB and six levels beside an"
                            + " input, got larger ones");
        }
        RunningCall call =
                new RunningCall(
                        calls.open(
                                new Opening(
                                        CallRequest.SERVICE,
                                        request.toJson(),
                                        List.of(CallRequest.OUTPUT),
                                        List.of(CallRequest.INPUT)),
                                patience));
        if (!fits) {
            call.feed(new ByteArrayInputStream(request.bytes()));
        } else if (input.isPresent()) {
            call.feed(input.get());
        } else if (!byHand) {
            call.input().close();
        }
        return call;
    }

    /**
     * Makes the call and waits for its end. Answers are dropped.
     *
     * @throws LandlineException where it failed
     * @throws IOException where the input could not be read, no channel was free in time, or the
     *     thread was interrupted
     */
    public void run() throws IOException {
        try (RunningCall call = start()) {
            call.await();
        }
    }

    /**
     * Makes the call and waits for its one answer.
     *
     * @return the answer
     * @throws LandlineException where it failed
     * @throws IOException as {@link #run}, and where there is no answer, more than one, or one that
     *     is not JSON
     */
    public JsonValue value() throws IOException {
        Answers answers = answers();
        return answers.json(answers.one());
    }

    /**
     * The same as an object.
     *
     * @param type its class
     * @param <T> its class
     * @return the answer
     * @throws LandlineException where it failed
     * @throws IOException as {@link #value()}, and where the answer does not fit the type or is
     *     null
     */
    public <T> T value(Class<T> type) throws IOException {
        Object value = object(type);
        if (value == null) {
            throw new IOException(handler + ": expected a value, got null; use value()");
        }
        @SuppressWarnings("unchecked") // also where the type is int.class and the value an Integer
        T typed = (T) value;
        return typed;
    }

    /**
     * Makes the call and collects its answers.
     *
     * @return all of them, in order
     * @throws LandlineException where it failed
     * @throws IOException as {@link #run}, and where an answer is not JSON or all are too long
     */
    public List<JsonValue> values() throws IOException {
        Answers answers = answers();
        List<JsonValue> values = new ArrayList<>();
        for (byte[] line : answers.all()) {
            values.add(answers.json(line));
        }
        return values;
    }

    /**
     * The same as objects.
     *
     * @param type their class
     * @param <T> their class
     * @return all of them, in order; one that is null is null in the list
     * @throws LandlineException where it failed
     * @throws IOException as {@link #values()}, and where an answer does not fit the type
     */
    public <T> List<@Nullable T> values(Class<T> type) throws IOException {
        @SuppressWarnings("unchecked") // the mapping has made them of that type
        List<@Nullable T> typed = (List<@Nullable T>) objects(type);
        return typed;
    }

    /**
     * Makes the call and has its answers one by one as they come. The handler waits for a reader
     * that is slow.
     *
     * @return the answers, to be closed by the caller, which cancels a call that has not ended; it
     *     throws {@link java.io.UncheckedIOException} where the call fails on the way
     * @throws LandlineException where the connection is gone
     * @throws IOException where no channel was free in time, or the thread was interrupted
     */
    public Stream<JsonValue> stream() throws IOException {
        Answers answers = answers();
        return answers.stream(answers::json);
    }

    /**
     * The same as objects.
     *
     * @param type their class
     * @param <T> their class
     * @return the answers; see {@link #stream()}
     * @throws LandlineException where the connection is gone
     * @throws IOException where no channel was free in time, or the thread was interrupted
     */
    public <T> Stream<@Nullable T> stream(Class<T> type) throws IOException {
        @SuppressWarnings("unchecked") // the mapping makes them of that type
        Stream<@Nullable T> typed = (Stream<@Nullable T>) objectStream(type);
        return typed;
    }

    /**
     * Makes the call and collects the bytes that it answers.
     *
     * @return all of them
     * @throws LandlineException where it failed
     * @throws IOException as {@link #run}, and where there are too many
     */
    public byte[] bytes() throws IOException {
        return answers().bytes();
    }

    /**
     * Makes the call and writes the bytes that it answers to a stream as they come.
     *
     * @param target not closed
     * @return how many
     * @throws LandlineException where it failed
     * @throws IOException as {@link #run}, and where the stream cannot be written; the call is
     *     cancelled then
     */
    public long copyTo(OutputStream target) throws IOException {
        try (RunningCall call = start()) {
            long count = call.output().transferTo(target);
            call.await();
            return count;
        }
    }

    private Answers answers() throws IOException {
        return new Answers(start(), handler, maxOutput, calls::mapping);
    }

    /** The one answer as an object of any type. */
    @Nullable Object object(Type type) throws IOException {
        Answers answers = answers();
        return answers.object(answers.one(), type);
    }

    /** All answers as objects. */
    List<@Nullable Object> objects(Type type) throws IOException {
        Answers answers = answers();
        List<@Nullable Object> objects = new ArrayList<>();
        for (byte[] line : answers.all()) {
            objects.add(answers.object(line, type));
        }
        return objects;
    }

    /** The answers as objects, as they come. */
    Stream<@Nullable Object> objectStream(Type type) throws IOException {
        Answers answers = answers();
        return answers.<@Nullable Object>stream(line -> answers.object(line, type));
    }
}
