package dev.landline.transfer;

import dev.landline.file.FileFacts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Blocks of files that several transfers send at the same time, so that each is read from the disk
 * once for all of them, as long as they keep together: the last ones that were asked for are held
 * in memory. Nobody waits for a transfer that is slow; one that is far behind reads for itself. A
 * file that changes has other blocks from then on. For any thread.
 */
public final class SharedBlocks {

    /** The length of a block, in bytes. */
    static final int BLOCK = Content.BLOCK;

    private static final int USUAL = 64 << 20;

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private final LinkedHashMap<Key, CompletableFuture<byte[]>> blocks =
            new LinkedHashMap<>(16, 0.75f, true);
    private long reads;

    /** A block of a file, as the file was. */
    private record Key(long device, long inode, long size, long changed, long number) {}

    /** Reads a block from the disk. */
    interface Disk {
        /**
         * Reads it.
         *
         * @param position of its first byte
         * @return as many bytes as a block has, or as there are
         */
        byte[] read(long position) throws IOException;
    }

    /** With room for 64 MiB. */
    public SharedBlocks() {
        this(USUAL);
    }

    /**
     * With a choice of room.
     *
     * @param bytes how much to hold; at least one block
     */
    public SharedBlocks(int bytes) {
        this.most = Math.max(1, bytes / BLOCK);
    }

    /**
     * How many blocks were read from the disk.
     *
     * @return 0 or more
     */
    public long reads() {
        lock.lock();
        try {
            return reads;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads some of a file.
     *
     * @param facts what the file is
     * @param position of the first byte
     * @param target where to
     * @param offset where in it
     * @param length the most to read, above 0
     * @param disk reads what is not here
     * @return how many bytes, up to the end of a block; -1 at the end of the file
     */
    int read(FileFacts facts, long position, byte[] target, int offset, int length, Disk disk)
            throws IOException {
        long start = position - position % BLOCK;
        byte[] bytes =
                block(
                        new Key(
                                facts.device(),
                                facts.inode(),
                                facts.size(),
                                facts.changedNanos(),
                                start / BLOCK),
                        start,
                        disk);
        int at = (int) (position - start);
        if (at >= bytes.length) {
            return -1;
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, target, offset, count);
        return count;
    }

    private byte[] block(Key key, long start, Disk disk) throws IOException {
        CompletableFuture<byte[]> own = new CompletableFuture<>();
        CompletableFuture<byte[]> known;
        lock.lock();
        try {
            known = blocks.putIfAbsent(key, own);
            if (known == null) {
                reads++;
                if (blocks.size() > most) {
                    blocks.pollFirstEntry();
                }
            }
        } finally {
            lock.unlock();
        }
        if (known != null) {
            try {
                return known.join();
            } catch (CompletionException e) {
                return disk.read(start); // whoever failed may have had reasons of their own
            }
        }
        try {
            byte[] bytes = disk.read(start);
            own.complete(bytes);
            return bytes;
        } catch (IOException | RuntimeException e) {
            forget(key, own);
            own.completeExceptionally(e);
            throw e;
        }
    }

    private void forget(Key key, CompletableFuture<byte[]> failed) {
        lock.lock();
        try {
            Map<Key, CompletableFuture<byte[]>> all = blocks;
            all.remove(key, failed);
        } finally {
            lock.unlock();
        }
    }
}
