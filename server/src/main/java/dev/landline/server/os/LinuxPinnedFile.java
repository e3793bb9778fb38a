package dev.landline.server.os;

import dev.landline.identity.PinnedFile;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file that is held with {@code O_PATH}: a descriptor that only names it, so that neither a named
 * pipe nor a device notices. What is under {@code /proc/self/fd} then leads to that file alone.
 */
public final class LinuxPinnedFile implements PinnedFile {

    // The same on x86-64 and AArch64.
    private static final int ONLY_A_NAME = 0x20_0000;
    private static final int CLOSE_ON_EXEC = 0x8_0000;

    private final int descriptor;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LinuxPinnedFile(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Looks a file up.
     *
     * @param file its name
     * @return the file; whoever got it closes it
     * @throws NoSuchFileException where it is not there
     * @throws IOException where it cannot be looked up
     */
    public static PinnedFile find(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long name = new WorkingDirectory(file.toAbsolutePath()).in(arena).address();
            int descriptor = LibC.call(Function.OPEN, name, ONLY_A_NAME | CLOSE_ON_EXEC);
            if (descriptor == -Errno.ENOENT || descriptor == -Errno.ENOTDIR) {
                throw new NoSuchFileException(file.toString());
            }
            return new LinuxPinnedFile(Errno.check(file.toString(), descriptor));
        }
    }

    @Override
    public Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LibC.close(descriptor);
        }
    }
}
