package dev.landline.server.handler.jar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Copies of jars in a temporary directory that nobody else can enter, made with the first of them.
 * No two copies have had the same name. Safe for use by many threads.
 */
final class JarCopies {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    // Guarded by lock:
    private final Set<Path> kept = new HashSet<>();
    private @Nullable Path directory;
    private long made;

    /**
     * A copy.
     *
     * @param file where it is
     * @param hash what tells its content from any other
     */
    record Copy(Path file, String hash) {}

    /** Copies a jar as it is now. */
    Copy copy(Path jar) throws IOException {
        Path file = next();
        MessageDigest digest = sha256();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(jar), digest)) {
            Files.copy(bytes, file);
        } catch (IOException e) {
            remove(file);
            throw e;
        }
        return new Copy(file, HexFormat.of().formatHex(digest.digest()));
    }

    private Path next() throws IOException {
        lock.lock();
        try {
            Path place = directory;
            if (place == null) {
                place = Files.createTempDirectory("landline-handlers-");
                directory = place;
            }
            made++;
            Path file = place.resolve(made + ".jar");
            kept.add(file);
            return file;
        } finally {
            lock.unlock();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Removes a copy that nobody uses any more. */
    void remove(Path file) {
        delete(file);
        lock.lock();
        try {
            kept.remove(file);
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all copies are removed, and removes the directory, with what is left in it where
     * the time was too short.
     *
     * @throws InterruptedException if the thread is interrupted; all is removed then too
     */
    void removeAll(Duration most) throws InterruptedException {
        List<Path> left = List.of();
        @Nullable Path place;
        lock.lock();
        try {
            long nanos = most.toNanos();
            while (!kept.isEmpty() && nanos > 0) {
                nanos = fewer.awaitNanos(nanos);
            }
        } finally {
            left = List.copyOf(kept);
            place = directory;
            lock.unlock();
            left.forEach(JarCopies::delete);
            if (place != null) {
                delete(place);
            }
        }
    }

    /** What cannot be removed is left to whoever cleans the system's temporary directory. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // See above.
        }
    }
}
