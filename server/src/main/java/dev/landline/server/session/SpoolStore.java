package dev.landline.server.session;

import dev.landline.flow.MemoryStore;
import dev.landline.flow.ReplayStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps output in memory, and once it may use the disk and there is much of it, in a file that is
 * written round and round: the newest bytes take the place of the oldest. The file has no name, so
 * it is gone with the server, whatever becomes of that.
 */
final class SpoolStore implements ReplayStore {

    /** More than this goes to disk, where that is allowed. */
    private static final long MOST_IN_MEMORY = 256 * 1024;

    private final Path directory;
    private final Consumer<String> warnings;
    private final MemoryStore memory = new MemoryStore();
    // Guarded by this:
    private long largest;
    private long lowest;
    private long end;
    private @Nullable FileChannel ring;
    private boolean closed;

    /**
     * Makes an empty one that uses memory only.
     *
     * @param directory where the file is made
     * @param warnings told where the disk takes no more
     */
    SpoolStore(Path directory, Consumer<String> warnings) {
        this.directory = directory;
        this.warnings = warnings;
    }

    /**
     * Allows the disk.
     *
     * @param bytes how much of it at most; 0 for none
     */
    synchronized void spill(long bytes) {
        largest = bytes;
    }

    @Override
    public synchronized long put(long offset, byte[] bytes) {
        if (closed) {
            return offset + bytes.length;
        }
        end = offset + bytes.length;
        if (ring == null && largest > 0 && end - lowest > MOST_IN_MEMORY) {
            ring = moveToDisk(offset);
        }
        if (ring == null) {
            lowest = Math.max(lowest, memory.put(offset, bytes));
        } else {
            write(ring, offset, ByteBuffer.wrap(bytes));
            lowest = Math.max(lowest, end - largest);
        }
        return lowest;
    }

    private @Nullable FileChannel moveToDisk(long upTo) {
        FileChannel file = create();
        if (file == null) {
            return null;
        }
        lowest = Math.max(lowest, upTo - largest);
        long position = lowest;
        while (position < upTo) {
            ByteBuffer bytes = memory.get(position, (int) Math.min(upTo - position, 1 << 16));
            if (!bytes.hasRemaining()) {
                break;
            }
            int count = bytes.remaining();
            write(file, position, bytes);
            position += count;
        }
        memory.close();
        return file;
    }

    private @Nullable FileChannel create() {
        try {
            Files.createDirectories(directory);
            Path file = Files.createTempFile(directory, "spool-", "");
            try {
                return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            failed(e);
            return null;
        }
    }

    /** Two pieces where the file begins anew. */
    private void write(FileChannel file, long offset, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                long position = offset % largest;
                ByteBuffer part =
                        bytes.slice(
                                bytes.position(),
                                (int) Math.min(bytes.remaining(), largest - position));
                int count = file.write(part, position);
                bytes.position(bytes.position() + count);
                offset += count;
            }
        } catch (IOException e) {
            lowest = end; // the bytes are lost, and the command goes on
            failed(e);
        }
    }

    private void failed(IOException e) {
        warnings.accept("cannot keep output in " + directory + ": " + e.getMessage());
    }

    /** The caller asks the log afterwards whether the bytes were written over meanwhile. */
    @Override
    public ByteBuffer get(long offset, int most) {
        FileChannel file;
        long size;
        synchronized (this) {
            file = ring;
            size = largest;
            if (closed || offset < lowest) {
                return ByteBuffer.allocate(0);
            }
        }
        if (file == null) {
            return memory.get(offset, most);
        }
        long position = offset % size;
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, size - position));
        try {
            int count = file.read(bytes, position);
            return bytes.flip().limit(Math.max(0, count));
        } catch (IOException e) {
            return ByteBuffer.allocate(0);
        }
    }

    /** How many bytes it keeps in memory. */
    synchronized long inMemory() {
        return ring == null ? end - lowest : 0;
    }

    @Override
    public synchronized void forget(long below) {
        lowest = Math.max(lowest, below);
        if (ring == null) {
            memory.forget(below);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        memory.close();
        if (ring != null) {
            try {
                ring.close();
            } catch (IOException e) {
                // It has no name and is gone with the process at the latest.
            }
        }
    }
}
