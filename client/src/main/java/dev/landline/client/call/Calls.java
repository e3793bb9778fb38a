package dev.landline.client.call;

import dev.landline.engine.ClientChannel;
import dev.landline.engine.Opening;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The handlers that can be reached over a connection. Safe for use by many threads. */
public final class Calls {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LIST = "handlers";
    private static final int DEPTH = 16;
    private static final int LONGEST_LINE = 4 << 20;

    private final Channels channels;
    private volatile @Nullable JsonMapping mapping;

    /**
     * For a connection.
     *
     * @param channels opens channels on it
     */
    public Calls(Channels channels) {
        this.channels = channels;
    }

    /** One for all calls of a connection: it learns each type once, which takes milliseconds. */
    JsonMapping mapping() {
        JsonMapping made = mapping;
        if (made == null) {
            made = new JsonMapping();
            mapping = made;
        }
        return made;
    }

    /**
     * A call, not started yet.
     *
     * @param handler the handler's name
     * @return what the choices are made on
     */
    public HandlerCall call(String handler) {
        return new HandlerCall(this, handler);
    }

    /**
     * What the server offers to this identity.
     *
     * @return the handlers that it may call, sorted by name
     * @throws IOException where the server refuses, or the connection is gone
     */
    public List<HandlerEntry> list() throws IOException {
        ClientChannel channel =
                open(
                        new Opening(
                                LIST,
                                new JsonObject(Map.of()),
                                List.of(CallRequest.OUTPUT),
                                List.of()),
                        PATIENCE);
        JsonReader reader = new JsonReader(DEPTH, LONGEST_LINE);
        List<HandlerEntry> entries = new ArrayList<>();
        try (RunningCall call = new RunningCall(channel)) {
            AnswerLines lines = new AnswerLines(call.output(), LIST, LONGEST_LINE);
            byte[] line;
            while ((line = lines.next()) != null) {
                entries.add(HandlerEntry.fromJson(reader.read(line, 0, line.length)));
            }
            call.await();
        } catch (JsonException e) {
            throw new IOException("the server's list of handlers: " + e.getMessage(), e);
        }
        return entries;
    }

    /**
     * An interface whose methods are calls.
     *
     * @param type the interface; {@link Handlers} says how its methods are understood
     * @param timeout after what time the server ends a call; zero for its own limit alone
     * @param <T> the same
     * @return an object that implements it; for many threads
     * @throws IllegalArgumentException where it cannot be mapped; the message names the method
     */
    public <T> T typed(Class<T> type, Duration timeout) {
        return TypedHandlers.of(this, type, timeout);
    }

    ClientChannel open(Opening opening, Duration patience) throws IOException {
        try {
            return channels.open(opening, patience);
        } catch (TimeoutException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a channel");
        }
    }
}
