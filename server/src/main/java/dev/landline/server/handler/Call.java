package dev.landline.server.handler;

import dev.landline.json.JsonValue;
import dev.landline.server.auth.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * One call of a handler: what was asked, by whom, and the way to answer. For the thread that serves
 * it and those that this one starts.
 */
public interface Call {

    /**
     * What was called.
     *
     * @return the handler's name
     */
    String name();

    /**
     * Who calls. It was proved.
     *
     * @return the identity of the connection
     */
    Identity identity();

    /**
     * The connection's name in the server's log.
     *
     * @return such as {@code c7}
     */
    String connection();

    /**
     * What was asked.
     *
     * @return the call's parameters; an empty object where there are none
     */
    JsonValue parameters();

    /**
     * The caller's bytes, for a handler whose input is {@code RAW}.
     *
     * @return the same stream at each call; an empty one for any other handler. Reading waits for
     *     the caller
     */
    InputStream input();

    /**
     * Answers with a value, on a line of its own. Waits while the caller does not read. Lines of
     * several threads are not mixed.
     *
     * @param value any value
     * @throws IOException where nobody waits for it any more: the call was cancelled, is overdue or
     *     has ended, or the connection is gone
     * @throws IllegalStateException where the handler's output is {@code RAW}
     */
    void send(JsonValue value) throws IOException;

    /**
     * The way to answer with bytes. Writing waits while the caller does not read. For one thread at
     * a time; the call closes it.
     *
     * @return the same stream at each call; it throws as {@link #send} does
     * @throws IllegalStateException where the handler's output is {@code JSON}
     */
    OutputStream output();

    /**
     * Whether nobody waits for the answer any more. The thread was interrupted then.
     *
     * @return true once the caller has cancelled or gone, or the time is over
     */
    boolean cancelled();

    /**
     * How much of the call's time is left.
     *
     * @return zero where it is over; empty where it has no end
     */
    Optional<Duration> left();
}
