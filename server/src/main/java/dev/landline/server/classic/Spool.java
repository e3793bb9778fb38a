package dev.landline.server.classic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a command writes until its length is known: in memory while it is little, then in a
 * file without a name, which is gone with the process whatever happens to it.
 *
 * <p>One thread writes; once it has closed the spool, one thread may read.
 */
final class Spool extends OutputStream {

    private static final int MOST_IN_MEMORY = 256 * 1024;
    private static final int HEAD = 4096;
    private static final int CHUNK = 64 * 1024;

    /** What is left of the disk for others, looked at each time after so many bytes. */
    private static final long RESERVE = 256L << 20;

    private static final long CHECK_EVERY = 16L << 20;

    private final long most;
    private final String tooMuch;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream(1024);
    private @Nullable FileChannel file;
    private @Nullable FileStore disk;
    private long size;
    private long unchecked;

    /**
     * Makes an empty one.
     *
     * @param most how many bytes it takes
     * @param tooMuch what to say of more
     */
    Spool(long most, String tooMuch) {
        this.most = most;
        this.tooMuch = tooMuch;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > most - size) {
            throw new IOException(tooMuch);
        }
        FileChannel spilled = file;
        if (spilled == null && size + length <= MOST_IN_MEMORY) {
            memory.write(bytes, offset, length);
        } else {
            spool(spilled, ByteBuffer.wrap(bytes, offset, length));
        }
        size += length;
    }

    private void spool(@Nullable FileChannel spilled, ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        try {
            append(spilled == null ? spill() : spilled, bytes);
        } catch (IOException e) {
            throw new IOException(
                    "the server cannot keep the answer in "
                            + System.getProperty("java.io.tmpdir")
                            + ": "
                            + e.getMessage(),
                    e);
        }
        checkDisk(length);
    }

    private FileChannel spill() throws IOException {
        Path path = Files.createTempFile("landline-", ".answer");
        FileChannel opened;
        try {
            opened = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            file = opened;
        } finally {
            Files.deleteIfExists(path);
        }
        disk = Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir")));
        append(opened, ByteBuffer.wrap(memory.toByteArray()));
        return opened;
    }

    private void checkDisk(int length) throws IOException {
        unchecked += length;
        if (unchecked >= CHECK_EVERY && disk != null) {
            unchecked = 0;
            if (disk.getUsableSpace() < RESERVE) {
                throw new IOException(
                        "the answer is too long: there is no room left for it on the server, in "
                                + System.getProperty("java.io.tmpdir"));
            }
        }
    }

    private static void append(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    long size() {
        return size;
    }

    /** What there is, for the log. */
    ClassicEvent.Written written(Charset charset) {
        byte[] kept = memory.toByteArray();
        String head = new String(kept, 0, Math.min(kept.length, HEAD), charset);
        return new ClassicEvent.Written(size, head, size > HEAD);
    }

    /** Writes everything to a stream, in pieces. */
    void writeTo(OutputStream target) throws IOException {
        FileChannel spilled = file;
        if (spilled == null) {
            target.write(memory.toByteArray());
            return;
        }
        byte[] chunk = new byte[CHUNK];
        long position = 0;
        while (position < size) {
            int count = spilled.read(ByteBuffer.wrap(chunk), position);
            if (count < 0) {
                throw new IOException("the spool file was cut short");
            }
            target.write(chunk, 0, count);
            position += count;
        }
    }

    /** Ends the writing; what was written can be read until {@link #discard}. */
    @Override
    public void close() {
        // Nothing is buffered.
    }

    /** Frees memory and disk. */
    void discard() {
        memory = new ByteArrayOutputStream(0);
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                // It has no name and is gone with the process at the latest.
            }
        }
    }
}
