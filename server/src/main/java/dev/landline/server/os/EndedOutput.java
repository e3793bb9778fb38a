package dev.landline.server.os;

import java.nio.channels.ClosedChannelException;
import java.util.Objects;

/** An output that has nothing: a terminal has one for everything, which is the other one. */
final class EndedOutput implements OutputPipe {

    private volatile boolean closed;

    @Override
    public int read(byte[] target, int offset, int length) throws ClosedChannelException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (closed) {
            throw new ClosedChannelException();
        }
        return -1;
    }

    @Override
    public void close() {
        closed = true;
    }
}
