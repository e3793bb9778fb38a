package dev.landline.server.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written round and round. It has no name, so it is gone with the server, whatever
 * becomes of that.
 */
final class SpoolFile {

    private final FileChannel channel;
    private final long size;

    private SpoolFile(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /**
     * Makes an empty one.
     *
     * @param directory where; made where it is missing
     * @param size how many bytes it holds
     */
    static SpoolFile create(Path directory, long size) throws IOException {
        Files.createDirectories(directory);
        Path name = Files.createTempFile(directory, "spool-", "");
        try {
            return new SpoolFile(
                    FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    size);
        } finally {
            Files.deleteIfExists(name);
        }
    }

    /** Writes bytes, the last ones at the beginning of the file where it ends before them. */
    void write(long offset, ByteBuffer bytes) throws IOException {
        long next = offset;
        while (bytes.hasRemaining()) {
            long position = next % size;
            int most = (int) Math.min(bytes.remaining(), size - position);
            int count = channel.write(bytes.slice(bytes.position(), most), position);
            bytes.position(bytes.position() + count);
            next += count;
        }
    }

    /**
     * Reads some bytes.
     *
     * @return at least one, unless none were ever written there
     */
    ByteBuffer read(long offset, int most) throws IOException {
        long position = offset % size;
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, size - position));
        int count = channel.read(bytes, position);
        return bytes.flip().limit(Math.max(0, count));
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It has no name and is gone with the process at the latest.
        }
    }
}
