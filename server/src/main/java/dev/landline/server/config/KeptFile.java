package dev.landline.server.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a configuration file anew, in one step: whoever reads it finds the old text or the new
 * one.
 *
 * @param file its name; where that is a symbolic link, what it leads to is written
 */
record KeptFile(Path file) {

    private static final Set<PosixFilePermission> FOR_A_NEW_ONE =
            PosixFilePermissions.fromString("rw-r--r--");

    /**
     * Writes the file.
     *
     * @param before what was read of it; empty also where it was not there
     * @param after what it is to be
     * @throws ConfigException where it says something else by now, or cannot be written
     */
    void write(String before, String after) throws ConfigException {
        try {
            if (Files.exists(file)) {
                replace(file.toRealPath(), before, after);
            } else {
                create(after);
            }
        } catch (ConfigException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw refused(
                    "expected a file that this account can write, in a directory that it can"
                            + " write: permission denied",
                    e);
        } catch (FileSystemException e) {
            String reason = Objects.requireNonNullElse(e.getReason(), e.getClass().getSimpleName());
            throw refused("expected a file that can be written: " + reason, e);
        } catch (IOException e) {
            throw refused("expected a file that can be written: " + e.getMessage(), e);
        }
    }

    private void replace(Path real, String before, String after) throws IOException {
        PosixFileAttributes old = Files.readAttributes(real, PosixFileAttributes.class);
        if (!old.permissions().contains(PosixFilePermission.OWNER_WRITE)) {
            throw refused("expected a file that may be written, got one that is read-only", null);
        }
        Path part = beside(real);
        try {
            fill(part, after);
            keepOwner(part, old);
            Files.setPosixFilePermissions(part, old.permissions());
            if (!ConfigText.read(file).equals(before)) {
                throw refused(
                        "expected the file as it was read, but somebody has changed it", null);
            }
            Files.move(part, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        flush(real);
    }

    private void create(String after) throws IOException {
        Path real = file.toAbsolutePath();
        Files.createDirectories(Objects.requireNonNull(real.getParent()));
        Path part = beside(real);
        try {
            fill(part, after);
            Files.setPosixFilePermissions(part, FOR_A_NEW_ONE);
            Files.createLink(real, part);
        } catch (FileAlreadyExistsException e) {
            throw refused("expected no file yet, but somebody has made one", e);
        } finally {
            Files.deleteIfExists(part);
        }
        flush(real);
    }

    private static Path beside(Path real) {
        return real.resolveSibling("." + real.getFileName() + "." + UUID.randomUUID() + ".part");
    }

    private static void fill(Path part, String text) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        part,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Root writes what belongs to others; it stays theirs. */
    private static void keepOwner(Path part, PosixFileAttributes old) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(
                        part, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes made = view.readAttributes();
        if (!made.owner().equals(old.owner())) {
            view.setOwner(old.owner());
        }
        if (!made.group().equals(old.group())) {
            view.setGroup(old.group());
        }
    }

    private static void flush(Path real) throws IOException {
        try (FileChannel directory =
                FileChannel.open(
                        Objects.requireNonNull(real.getParent()), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private ConfigException refused(String problem, @Nullable Throwable cause) {
        return new ConfigException(List.of(ConfigProblems.printable(file + ": " + problem)), cause);
    }
}
