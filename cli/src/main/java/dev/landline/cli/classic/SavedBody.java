package dev.landline.cli.classic;

import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Signals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A file that gets its name when it is whole. Until then its bytes lie beside it, and are removed
 * where nothing comes of them. What is there under the name is replaced; only a device or a pipe,
 * such as {@code /dev/null}, is written to directly.
 */
final class SavedBody implements AutoCloseable {

    private final Path file;
    private final Path written;
    private final OutputStream stream;
    private final Signals.Registration cleaning;

    private SavedBody(Path file, Path written, OutputStream stream, Signals signals) {
        this.file = file;
        this.written = written;
        this.stream = stream;
        this.cleaning = signals.beforeExit(this::discard);
    }

    /** Makes the file beside; where that cannot be done, no command needs to be sent. */
    static SavedBody as(Path wanted, Signals signals) throws Complaint, IOException {
        Path file = Files.exists(wanted) ? wanted.toRealPath() : wanted.toAbsolutePath();
        if (Files.isDirectory(file)) {
            throw new Complaint(wanted + ": expected the name of a file, and it is a directory");
        }
        boolean direct = Files.exists(file) && !Files.isRegularFile(file);
        Path written =
                direct
                        ? file
                        : file.resolveSibling(
                                ".landline-"
                                        + ProcessHandle.current().pid()
                                        + "-"
                                        + Long.toHexString(System.nanoTime())
                                        + ".part");
        OutputStream stream =
                direct
                        ? Files.newOutputStream(written, StandardOpenOption.WRITE)
                        : Files.newOutputStream(
                                written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new SavedBody(file, written, stream, signals);
    }

    OutputStream stream() {
        return stream;
    }

    /** Gives the file its name. */
    void keep() throws IOException {
        stream.close();
        if (!written.equals(file)) {
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(
                        written, Objects.requireNonNull(Files.getPosixFilePermissions(file)));
            }
            Files.move(
                    written,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void discard() {
        try {
            if (!written.equals(file)) {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            // It keeps its odd name; the failure that led here is being told.
        }
    }

    @Override
    public void close() {
        cleaning.close();
        try {
            stream.close();
        } catch (IOException e) {
            // Either it was closed before, or the failure is being told already.
        }
        discard();
    }
}
