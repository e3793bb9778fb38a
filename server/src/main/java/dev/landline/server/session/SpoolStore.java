package dev.landline.server.session;

import dev.landline.flow.MemoryStore;
import dev.landline.flow.ReplayStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps output in memory, and once it may use the disk and there is much of it, in a file that is
 * written round and round: the newest bytes take the place of the oldest. Where the disk takes no
 * more, what comes is kept in memory again, and much less of it.
 *
 * <p>The disk is used without the monitor: whoever gets or forgets does not wait for a write.
 */
final class SpoolStore implements ReplayStore {

    /** More than this goes to disk, where that is allowed. */
    private static final long MOST_IN_MEMORY = 256 * 1024;

    private static final int PIECE = 64 * 1024;

    private final Path directory;
    private final Consumer<String> warnings;
    // Guarded by this:
    private final MemoryStore memory = new MemoryStore();
    private long largest;
    private long lowest;
    private long end;
    private @Nullable SpoolFile file;
    private long fileEnd;
    private boolean broken;
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
     * Allows the disk. Only the first call counts.
     *
     * @param bytes how much of it at most, more than 0
     */
    synchronized void spill(long bytes) {
        if (largest == 0) {
            largest = bytes;
        }
    }

    @Override
    public synchronized long most() {
        if (broken) {
            return MOST_IN_MEMORY;
        }
        return largest > 0 ? largest : Long.MAX_VALUE;
    }

    @Override
    public long put(long offset, ByteBuffer bytes) {
        SpoolFile target = target(offset, bytes.remaining());
        boolean written = false;
        if (target != null) {
            try {
                target.write(offset, bytes.slice());
                written = true;
            } catch (IOException e) {
                failed(e);
            }
        }
        return added(offset, bytes, written);
    }

    /** Where to write a piece; null for the memory. What it is written over is given up here. */
    private @Nullable SpoolFile target(long offset, int count) {
        synchronized (this) {
            if (closed || broken || largest == 0) {
                return null;
            }
            if (file != null) {
                lowest = Math.max(lowest, offset + count - largest);
                return file;
            }
            if (offset + count - lowest <= MOST_IN_MEMORY) {
                return null;
            }
            lowest = Math.max(lowest, offset + count - largest);
        }
        return moveToDisk(offset);
    }

    private @Nullable SpoolFile moveToDisk(long upTo) {
        SpoolFile made;
        try {
            made = SpoolFile.create(directory, most());
        } catch (IOException e) {
            failed(e);
            return null;
        }
        try {
            copy(made, upTo);
        } catch (IOException e) {
            made.close();
            failed(e);
            return null;
        }
        synchronized (this) {
            if (!closed) {
                file = made;
                fileEnd = upTo;
                memory.close();
                return made;
            }
        }
        made.close();
        return null;
    }

    private void copy(SpoolFile target, long upTo) throws IOException {
        long position = lowest();
        while (position < upTo) {
            ByteBuffer bytes = get(position, (int) Math.min(upTo - position, PIECE));
            int count = bytes.remaining();
            target.write(position, bytes);
            position = Math.max(position + Math.max(count, 1), lowest());
        }
    }

    private synchronized long lowest() {
        return lowest;
    }

    private synchronized long added(long offset, ByteBuffer bytes, boolean written) {
        end = offset + bytes.remaining();
        if (closed) {
            return end;
        }
        if (written) {
            fileEnd = end;
        } else {
            lowest = Math.max(lowest, keep(offset, bytes));
        }
        return lowest;
    }

    private long keep(long offset, ByteBuffer bytes) {
        long first = memory.put(offset, bytes);
        long kept = end - MOST_IN_MEMORY - PIECE; // one more, which was on its way to the disk
        if (broken && kept > first) {
            memory.forget(kept);
            return kept;
        }
        return file == null ? first : 0;
    }

    private void failed(IOException cause) {
        synchronized (this) {
            if (closed) {
                return; // with the file, which is no failure
            }
            broken = true;
        }
        warnings.accept(
                "cannot keep output in "
                        + directory
                        + ", from now on only the last "
                        + (MOST_IN_MEMORY >> 10)
                        + " KiB of it: "
                        + cause.getMessage());
    }

    /** The caller asks the log afterwards whether the bytes were written over meanwhile. */
    @Override
    public ByteBuffer get(long offset, int most) {
        SpoolFile source;
        int count;
        synchronized (this) {
            if (closed || offset < lowest) {
                return ByteBuffer.allocate(0);
            }
            source = file;
            if (source == null || offset >= fileEnd) {
                return memory.get(offset, most);
            }
            count = (int) Math.min(most, fileEnd - offset);
        }
        try {
            return source.read(offset, count);
        } catch (IOException e) {
            return ByteBuffer.allocate(0);
        }
    }

    /** How many bytes it keeps in memory. */
    synchronized long inMemory() {
        return end - Math.max(lowest, file == null ? 0 : fileEnd);
    }

    @Override
    public synchronized void forget(long below) {
        lowest = Math.max(lowest, below);
        memory.forget(below);
    }

    @Override
    public void close() {
        SpoolFile unused;
        synchronized (this) {
            closed = true;
            memory.close();
            unused = file;
        }
        if (unused != null) {
            unused.close();
        }
    }
}
