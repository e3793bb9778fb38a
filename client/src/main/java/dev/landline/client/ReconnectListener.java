package dev.landline.client;

import dev.landline.ConnectionException;
import java.time.Duration;

/**
 * Hears how a connection that broke is made anew. Called on a virtual thread of the library, in the
 * order of what happens; whatever it does holds the next attempt up.
 */
public interface ReconnectListener {

    /** Hears nothing. */
    ReconnectListener NONE = new ReconnectListener() {};

    /**
     * The connection broke, and commands that can go on run on it.
     *
     * @param cause why
     */
    default void lost(ConnectionException cause) {}

    /**
     * An attempt has failed; another one follows.
     *
     * @param attempt which one it was, from 1
     * @param cause why
     * @param pause until the next
     */
    default void failed(int attempt, ConnectionException cause, Duration pause) {}

    /**
     * There is a connection again, and the commands go on.
     *
     * @param after how long there was none
     */
    default void resumed(Duration after) {}
}
