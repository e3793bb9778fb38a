package dev.landline.client.classic;

import java.io.IOException;

/** Knows where an answer ends. */
interface AnswerReader {

    /**
     * Waits until the next command can be sent without being taken for part of something else.
     *
     * @throws IOException where the wait is interrupted
     */
    default void awaitTurn() throws IOException {}

    /**
     * Reads one answer.
     *
     * @param sent how many bytes the command had
     * @param delivery takes the body
     * @return once it has arrived whole
     * @throws IOException where it does not
     */
    Answer read(int sent, Delivery delivery) throws IOException;

    /**
     * Stops waiting for an answer of which nothing has arrived, where its dialect knows such; for
     * any thread.
     *
     * @return false where there is none
     */
    default boolean giveUp() {
        return false;
    }

    /** Ends what runs for it; the connection is closed. */
    default void close() {}
}
