package dev.landline.server.os;

/** What connects the server with a child that is about to be started. */
sealed interface ChildEnds permits ChildPipes, ChildTerminal {

    /**
     * Makes streams of the server's ends. From here on whoever has these closes them.
     *
     * @param poller who watches them
     */
    ChildStreams streams(Poller poller);

    /** Closes the server's ends where nothing was started. */
    void closeOurs();

    /** Closes what the server holds of the child's ends. Idempotent. */
    void closeTheirs();
}
