package dev.landline.server.os;

import java.io.IOException;

/**
 * What a child writes, to be read here. One thread at a time reads; any thread may close.
 *
 * <p>A read that has nothing to return parks the calling virtual thread and holds no carrier.
 */
public interface OutputPipe extends AutoCloseable {

    /**
     * Reads what is there, waiting for at least one byte.
     *
     * @param target where the bytes go
     * @param offset index of the first
     * @param length how many at most; with 0 the answer is 0 at once
     * @return how many bytes were read; -1 once every process that could write has closed its end,
     *     and what they wrote has been read
     * @throws java.nio.channels.ClosedChannelException when this end is closed, before or during
     *     the read
     * @throws java.io.InterruptedIOException when the waiting thread is interrupted; the interrupt
     *     stays set, no byte is lost and the pipe can be read again
     * @throws IOException when the system reports an error
     * @throws IllegalStateException when another thread is reading
     * @throws IndexOutOfBoundsException when the range is not inside the array
     */
    int read(byte[] target, int offset, int length) throws IOException;

    /**
     * Closes this end. A reader that waits is woken. Never blocks; idempotent.
     *
     * <p>A child that goes on writing into a pipe gets {@code SIGPIPE}. A terminal is hung up when
     * its input is closed too; as long as that is open, a child that goes on writing waits.
     */
    @Override
    void close();
}
