package dev.landline.server.classic;

import dev.landline.classic.ContentHash;
import dev.landline.classic.DialectException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * Where uploads go. A body arrives under a temporary name, locked as long as somebody writes it,
 * and gets its name in one step when it is whole. For many threads, and several servers.
 */
final class UploadDirectory {

    private static final String PREFIX = ".landline-upload-";
    private static final int CHUNK = 64 * 1024;
    private static final int MOST_OF_A_NAME = 10_000;

    private final Path directory;

    private UploadDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Uses a directory, and removes what a server that was killed has left in it.
     *
     * @param directory where uploads go
     * @return the directory
     * @throws IOException where it is none, or cannot be written to
     */
    static UploadDirectory open(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(
                    "uploads: expected a directory, and "
                            + (Files.exists(directory)
                                    ? directory + " is none"
                                    : "there is nothing at " + directory + "; make it first"));
        }
        if (!Files.isWritable(directory)) {
            throw new IOException("uploads: cannot write to " + directory);
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : left) {
                removeAbandoned(file);
            }
        }
        return new UploadDirectory(directory.toRealPath());
    }

    /** What is no file was not left by a server; opening a pipe could wait for ever. */
    private static void removeAbandoned(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel =
                        FileChannel.open(
                                file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Another server has just finished with it.
        } catch (OverlappingFileLockException e) {
            // Another server of this process writes it.
        }
    }

    /**
     * Stores a body.
     *
     * @param name a safe name
     * @param size how long the body is
     * @param hash what it has to hash to
     * @param body where it comes from; no byte behind the body is read
     * @return where it is now
     * @throws DialectException where it hashes to something else; all of it was read
     * @throws EOFException where the body ends early
     * @throws StorageException where the disk does not take it; the body was read in part, and
     *     {@link StorageException#read} says how much
     * @throws IOException where reading fails
     */
    Path store(String name, long size, ContentHash hash, InputStream body) throws IOException {
        Path temporary = directory.resolve(PREFIX + UUID.randomUUID());
        try (FileChannel file = create(temporary)) {
            ContentHash actual = copy(size, hash, body, file);
            if (!actual.equals(hash)) {
                throw new DialectException(
                        "expected a body that hashes to " + hash + ", got one with " + actual);
            }
            try {
                file.force(true);
                return name(temporary, name);
            } catch (IOException e) {
                throw new StorageException(size, e);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static FileChannel create(Path temporary) throws IOException {
        try {
            FileChannel file =
                    FileChannel.open(
                            temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                var _ = file.lock();
                return file;
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StorageException(0, e);
        }
    }

    private static ContentHash copy(long size, ContentHash hash, InputStream body, FileChannel file)
            throws IOException {
        MessageDigest digest = hash.algorithm().digest();
        byte[] chunk = new byte[CHUNK];
        long done = 0;
        while (done < size) {
            int count = body.read(chunk, 0, (int) Math.min(CHUNK, size - done));
            if (count < 0) {
                throw new EOFException("the client left after " + done + " of " + size + " bytes");
            }
            done += count;
            digest.update(chunk, 0, count);
            try {
                ByteBuffer left = ByteBuffer.wrap(chunk, 0, count);
                while (left.hasRemaining()) {
                    file.write(left);
                }
            } catch (IOException e) {
                throw new StorageException(done, e);
            }
        }
        return ContentHash.of(hash.algorithm(), digest);
    }

    /** A link is made in one step and never replaces a file. */
    private Path name(Path temporary, String name) throws IOException {
        for (int number = 0; number < MOST_OF_A_NAME; number++) {
            Path file = named(SafeName.numbered(name, number));
            try {
                Files.createLink(file, temporary);
                syncDirectory();
                return file;
            } catch (FileAlreadyExistsException e) {
                // The next number.
            }
        }
        throw new IOException("there are " + MOST_OF_A_NAME + " files of that name");
    }

    /** In a locale that is not UTF-8, a JVM has no files with names such as 中. */
    private Path named(String name) throws IOException {
        try {
            return directory.resolve(name);
        } catch (InvalidPathException e) {
            throw new IOException(
                    "the server's locale has no file names such as '"
                            + name
                            + "'; expected one in ASCII",
                    e);
        }
    }

    private void syncDirectory() throws IOException {
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    /** The disk does not take an upload. */
    static final class StorageException extends IOException {
        private static final long serialVersionUID = 1L;
        private final long read;

        StorageException(long read, IOException cause) {
            super(cause.getMessage(), cause);
            this.read = read;
        }

        /** How many bytes of the body were read. */
        long read() {
            return read;
        }
    }
}
