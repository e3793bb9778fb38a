package dev.landline.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Reads and writes whole small files, with the permissions that keys need. */
final class KeyFiles {

    static final String OWNER_ONLY = "rw-------";
    static final String READABLE = "rw-r--r--";
    private static final String OWNER_ONLY_DIRECTORY = "rwx------";

    private KeyFiles() {}

    /** The bytes of a file of limited size; errors name the file and say why. */
    static byte[] read(Path file, int limit) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(
                    file.toString(), null, "expected a file, this is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(limit + 1);
            if (content.length > limit) {
                throw new FileSystemException(
                        file.toString(), null, "expected at most %,d bytes".formatted(limit));
            }
            return content;
        } catch (NoSuchFileException e) {
            throw explained(new NoSuchFileException(file.toString(), null, "no such file"), e);
        } catch (AccessDeniedException e) {
            throw explained(
                    new AccessDeniedException(file.toString(), null, "permission denied"), e);
        }
    }

    /**
     * Writes a file that was not there before. It appears complete or not at all.
     *
     * @throws FileAlreadyExistsException if there is one of this name
     */
    static void writeNew(Path file, byte[] content, String permissions) throws IOException {
        createParent(file);
        Path temporary =
                file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            write(temporary, content, permissions);
            try {
                // Unlike a rename, a link fails where the name is taken.
                Files.createLink(file, temporary);
            } catch (FileAlreadyExistsException e) {
                throw explained(
                        new FileAlreadyExistsException(
                                file.toString(), null, "it exists already and is not overwritten"),
                        e);
            } catch (UnsupportedOperationException | FileSystemException e) {
                write(file, content, permissions);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Creates the directories above a file; those that are new are for the owner only. */
    static void createParent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            Files.createDirectories(parent, attributes(parent, OWNER_ONLY_DIRECTORY));
        }
    }

    /** Creates a file, which must not exist, and writes it down to the disk. */
    static void write(Path file, byte[] content, String permissions) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out = FileChannel.open(file, options, attributes(file, permissions))) {
            writeFully(out, content);
        }
    }

    /** Appends to a file, which is created if need be, with one write, down to the disk. */
    static void append(Path file, byte[] content, String permissions) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (FileChannel out = FileChannel.open(file, options, attributes(file, permissions))) {
            writeFully(out, content);
        }
    }

    private static void writeFully(FileChannel out, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
        out.force(true);
    }

    private static FileAttribute<?>[] attributes(Path file, String permissions) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    private static <E extends IOException> E explained(E better, IOException cause) {
        better.initCause(cause);
        return better;
    }
}
