package dev.landline.identity;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Changes a file of lines so that processes and threads that do it at once lose nothing of each
 * other's.
 *
 * <p>Whoever changes the file first creates {@code FILE.lock}, which only one can. A lock of the
 * operating system would not do: it does not hold between the threads of one process, and is given
 * up when another thread closes the file.
 */
final class LineFile {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Path file;
    private final int limit;
    private final Duration patience;

    LineFile(Path file, int limit) {
        this(file, limit, PATIENCE);
    }

    /** With a patience of its own: how long to wait for another who changes the file. */
    LineFile(Path file, int limit, Duration patience) {
        this.file = file;
        this.limit = limit;
        this.patience = patience;
    }

    /** The content; empty if there is no file. */
    byte[] content() throws IOException {
        try {
            return KeyFiles.read(file, limit);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /**
     * Appends a line, in its entirety or not at all.
     *
     * @param line without a line break
     * @param wanted asked, with the content, whether the line is still to be added
     * @return whether it was added
     */
    boolean append(String line, Predicate<byte[]> wanted) throws IOException {
        KeyFiles.createParent(file);
        Path target = target();
        Path lock = lock(target);
        try {
            byte[] content = content();
            if (!wanted.test(content)) {
                return false;
            }
            boolean open = content.length > 0 && content[content.length - 1] != '\n';
            String text = (open ? "\n" : "") + line + "\n";
            KeyFiles.append(target, text.getBytes(StandardCharsets.UTF_8), KeyFiles.OWNER_ONLY);
            return true;
        } finally {
            Files.deleteIfExists(lock);
        }
    }

    /** Replaces the content by another, in one step for whoever reads the file meanwhile. */
    void rewrite(UnaryOperator<byte[]> edit) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Path target = target();
        Path lock = lock(target);
        boolean held = true;
        try {
            byte[] before = content();
            byte[] after = edit.apply(before);
            if (!Arrays.equals(before, after)) {
                KeyFiles.append(lock, after, KeyFiles.OWNER_ONLY);
                copyPermissions(target, lock);
                Files.move(lock, target, StandardCopyOption.ATOMIC_MOVE);
                // From here on a file of the lock's name is somebody else's.
                held = false;
            }
        } finally {
            if (held) {
                Files.deleteIfExists(lock);
            }
        }
    }

    /** The file itself where the name is a symbolic link, so that the link stays one. */
    private Path target() throws IOException {
        return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    }

    private Path lock(Path target) throws IOException {
        Path lock = target.resolveSibling(target.getFileName() + ".lock");
        long start = System.nanoTime();
        while (true) {
            try {
                KeyFiles.write(lock, new byte[0], KeyFiles.OWNER_ONLY);
                return lock;
            } catch (FileAlreadyExistsException e) {
                if (System.nanoTime() - start > patience.toNanos()) {
                    throw new IOException(
                            "%s: another process has been changing it for %d ms; if none is, delete %s"
                                    .formatted(target, patience.toMillis(), lock),
                            e);
                }
                pause();
            }
        }
    }

    private static void pause() throws InterruptedIOException {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while waiting for a file's lock");
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (view != null) {
            Files.setPosixFilePermissions(to, view.readAttributes().permissions());
        }
    }
}
