package dev.landline.server.os;

import java.io.IOException;

/**
 * What a child reads, to be written here. One thread at a time writes; any thread may close.
 *
 * <p>A write into a full pipe parks the calling virtual thread and holds no carrier.
 */
public interface InputPipe extends AutoCloseable {

    /**
     * Writes all of the bytes, waiting while the pipe is full.
     *
     * @param source where the bytes are
     * @param offset index of the first
     * @param length how many
     * @throws BrokenPipeException when no process can read them any more
     * @throws java.nio.channels.ClosedChannelException when this end is closed, before or during
     *     the write
     * @throws java.io.InterruptedIOException when the waiting thread is interrupted; the interrupt
     *     stays set, and its {@code bytesTransferred} says how many bytes had been written
     * @throws IOException when the system reports an error
     * @throws IllegalStateException when another thread is writing
     * @throws IndexOutOfBoundsException when the range is not inside the array
     */
    void write(byte[] source, int offset, int length) throws IOException;

    /**
     * Closes this end: the child reads to the end of file. A writer that waits is woken. Never
     * blocks; idempotent.
     */
    @Override
    void close();
}
