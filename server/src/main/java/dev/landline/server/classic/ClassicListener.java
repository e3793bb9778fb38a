package dev.landline.server.classic;

/** Hears what happens in a server of the classic dialects. */
@FunctionalInterface
public interface ClassicListener {

    /**
     * Something happened. Called on the thread that it happened on, which waits; calls may come
     * from several threads at once.
     *
     * @param event what
     */
    void on(ClassicEvent event);
}
