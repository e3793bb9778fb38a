package dev.landline.client.classic;

import java.io.IOException;

/** Commands and their answers over one connection, whatever it is made of. */
sealed interface Conversation extends AutoCloseable
        permits StreamConversation, DatagramConversation {

    /**
     * Sends a command and takes the answer.
     *
     * @throws IOException where there is none, or not the whole of it
     */
    Answer ask(byte[] command, Delivery delivery) throws IOException;

    /** Stops waiting for an answer of which nothing has arrived, where that can be done. */
    boolean giveUp();

    /** Whether it has not been ended by this side. */
    boolean isOpen();

    /** The other side, for people. */
    String remote();

    /** Ends it, and whoever waits for an answer. */
    @Override
    void close();
}
