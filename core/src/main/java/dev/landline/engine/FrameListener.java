package dev.landline.engine;

import dev.landline.wire.Frame;

/** Sees every frame of a connection, for a trace or to count them. */
@FunctionalInterface
public interface FrameListener {

    /** Sees nothing. */
    FrameListener NONE = (outgoing, frame) -> {};

    /**
     * Called with each frame, on the connection's reading or writing thread; it must not block. The
     * greetings come on the thread that sets the connection up, before those begin.
     *
     * @param outgoing whether this side sends it
     * @param frame the frame; its body must not be kept or changed
     */
    void frame(boolean outgoing, Frame frame);

    /**
     * Called once a direction, behind its last frame and on the same thread, when the connection
     * has ended. Where the greetings failed it is not called. It must not block.
     *
     * @param outgoing whether it is the direction in which this side sends
     */
    default void ended(boolean outgoing) {}

    /**
     * Called when the writer of a stream begins to stand still, for the other side grants nothing;
     * on the writer's thread and without a lock. It must not block.
     *
     * @param ch the channel's number
     * @param stream the stream's name
     * @return run once, on the same thread, when the writer goes on or gives up
     */
    default Runnable standsStill(int ch, String stream) {
        return () -> {};
    }
}
