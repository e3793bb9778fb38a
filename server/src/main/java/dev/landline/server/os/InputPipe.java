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
     * Says that nothing more comes. The one thread that writes calls this, after its last byte.
     *
     * <p>A pipe is closed. A terminal stays open, and the character that means the end of input at
     * this moment is typed, which usually is that of Ctrl-D: twice after a line without an end. So
     * it ends the input of the program that reads now, and the next one may read on. Where the
     * terminal hands on every character as it is, as an editor wants it, nothing is typed.
     *
     * @throws IOException as {@link #write} does; never for a pipe
     */
    void endOfInput() throws IOException;

    /**
     * Closes this end. A writer that waits is woken. Never blocks; idempotent.
     *
     * <p>From a pipe the child then reads to the end of file. A terminal is hung up when its output
     * is closed too; as long as that is open, nothing more is typed and that is all.
     */
    @Override
    void close();
}
