package dev.landline.cli.fan.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Blocks of what hosts have written, each once, however many hosts have written it. They lie in a
 * temporary file without a name; in memory is where each of them begins. For any thread.
 */
final class BlockStore implements AutoCloseable {

    /** The length of a block; the last one of a stream is shorter. */
    static final int BLOCK = 64 * 1024;

    private record Place(long offset, int length) {}

    private final RandomAccessFile file;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock, as is the position in the file:
    private final Map<String, Integer> known = new HashMap<>();
    private final List<Place> places = new ArrayList<>();
    private long end;

    /**
     * An empty store.
     *
     * @param directory where its file is
     */
    BlockStore(Path directory) throws IOException {
        Path path = Files.createTempFile(directory, "landline-fold-", ".blocks");
        try {
            // No channel: it would be closed when a thread that uses it is interrupted.
            file = new RandomAccessFile(path.toFile(), "rw");
        } finally {
            Files.delete(path);
        }
    }

    /**
     * Takes a block.
     *
     * @return its number, which is that of an equal one
     */
    int add(byte[] bytes, int length) throws IOException {
        String hash = hash(bytes, length);
        lock.lock();
        try {
            Integer same = known.get(hash);
            if (same != null) {
                return same;
            }
            file.seek(end);
            file.write(bytes, 0, length);
            places.add(new Place(end, length));
            end += length;
            known.put(hash, places.size() - 1);
            return places.size() - 1;
        } finally {
            lock.unlock();
        }
    }

    private static String hash(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** How long a block is. */
    int length(int number) {
        lock.lock();
        try {
            return places.get(number).length();
        } finally {
            lock.unlock();
        }
    }

    /** The bytes of a block. */
    byte[] read(int number) throws IOException {
        lock.lock();
        try {
            Place place = places.get(number);
            byte[] bytes = new byte[place.length()];
            file.seek(place.offset());
            file.readFully(bytes);
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Writes blocks one after the other. */
    void copy(List<Integer> numbers, OutputStream out) throws IOException {
        for (int number : numbers) {
            out.write(read(number));
        }
    }

    /** How many bytes lie in the file. */
    long size() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
