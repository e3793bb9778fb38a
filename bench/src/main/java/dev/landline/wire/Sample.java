package dev.landline.wire;

import dev.landline.ExitStatus;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The frames that are measured: bulk data, a keystroke, and what a busy connection has most of. */
public enum Sample {
    /** A full block of a stream. */
    DATA_64K(data(64 * 1024)),
    /** One small request or answer. */
    DATA_64(data(64)),
    /** Credit for a stream. */
    WINDOW(new Frame.Window(7, "stdout", 123_456_789L, 125_553_941L)),
    /** A sign of life. */
    PING(new Frame.Ping(1_234_567L)),
    /** The end of a command. */
    EXIT(new Frame.Exit(7, new ExitStatus.Exited(0), false, Optional.empty()));

    @SuppressWarnings("ImmutableEnumChecker") // nobody here writes into the body of a frame
    private final Frame frame;

    Sample(Frame frame) {
        this.frame = frame;
    }

    private static Frame data(int size) {
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) (i * 31);
        }
        return new Frame.Data(7, "stdout", 123_456_789L, ByteBuffer.wrap(body));
    }

    Frame frame() {
        return frame;
    }
}
