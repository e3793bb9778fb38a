package dev.landline.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** What travels for some frames, and for what is none. */
final class Bytes {

    private Bytes() {}

    /** A length alone. */
    static byte[] length(int length) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array();
    }

    /** A length and the header that it announces, whatever that is. */
    static byte[] frame(byte[] header) {
        return ByteBuffer.allocate(4 + header.length)
                .put(length(header.length))
                .put(header)
                .array();
    }

    /** Some frames. */
    static byte[] of(List<Frame> frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameEncoder encoder = new FrameEncoder();
        for (Frame frame : frames) {
            encoder.write(frame, bytes);
        }
        return bytes.toByteArray();
    }
}
