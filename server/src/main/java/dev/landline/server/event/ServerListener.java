package dev.landline.server.event;

/** Hears what happens in a server. */
@FunctionalInterface
public interface ServerListener {

    /** Hears nothing. */
    ServerListener NONE = event -> {};

    /**
     * Called on the virtual thread on which it happened, by many threads at once; it should return
     * soon, for that thread waits.
     *
     * @param event what happened
     */
    void on(ServerEvent event);
}
