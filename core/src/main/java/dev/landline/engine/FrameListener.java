package dev.landline.engine;

import dev.landline.wire.Frame;

/** Sees every frame of a connection, for a trace. */
@FunctionalInterface
public interface FrameListener {

    /** Sees nothing. */
    FrameListener NONE = (outgoing, frame) -> {};

    /**
     * Called with each frame, on the connection's reading or writing thread; it must not block.
     *
     * @param outgoing whether this side sends it
     * @param frame the frame; its body must not be kept or changed
     */
    void frame(boolean outgoing, Frame frame);
}
