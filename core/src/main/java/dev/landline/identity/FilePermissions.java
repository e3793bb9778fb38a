package dev.landline.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The demands that {@code ssh} and {@code sshd} make on who can touch files with keys. */
final class FilePermissions {

    private static final int OTHERS_ANY = 0077;
    private static final int OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;

    private FilePermissions() {}

    /** As {@code ssh}: a private key of ours that others can read is not used. */
    static void requirePrivate(Path file) throws IOException {
        FileStat stat = FileStat.of(file);
        if ((stat.mode() & OTHERS_ANY) != 0 && stat.uid() == processUid()) {
            throw new KeyPermissionsException(
                    "%s: expected a private key that only its owner can read, got mode %04o; run: chmod 600 %s"
                            .formatted(file, stat.mode(), file));
        }
    }

    /**
     * As {@code sshd} with {@code StrictModes}: the file and every directory above it, up to the
     * home directory or the root, belong to the server's account or to root, and nobody else may
     * write to them. A directory with the sticky bit, such as {@code /tmp}, is taken too: there
     * nobody can replace what belongs to another.
     *
     * @param realFile a path without symbolic links
     * @param uid the account of this process
     * @return what is wrong, naming the path and its mode
     */
    static Optional<String> weakness(Path realFile, int uid) throws IOException {
        Path home = Path.of(System.getProperty("user.home", "/"));
        for (Path path = realFile; path != null; path = path.getParent()) {
            FileStat stat = FileStat.of(path);
            if (stat.uid() == FileStat.NO_UID) {
                return Optional.empty();
            }
            if (stat.uid() != uid && stat.uid() != ROOT) {
                return Optional.of(
                        "%s belongs to uid %d; expected uid %d or root"
                                .formatted(path, stat.uid(), uid));
            }
            boolean sticky = !path.equals(realFile) && (stat.mode() & STICKY) != 0;
            if ((stat.mode() & OTHERS_WRITE) != 0 && !sticky) {
                return Optional.of(
                        "%s can be written by others than its owner: mode %04o; run: chmod go-w %s"
                                .formatted(path, stat.mode(), path));
            }
            if (path.equals(home)) {
                break;
            }
        }
        return Optional.empty();
    }

    /** The account of this process, or {@link FileStat#NO_UID} where there are no such numbers. */
    static int processUid() throws IOException {
        Path self = Path.of("/proc/self");
        if (Files.exists(self)) {
            return FileStat.of(self).uid();
        }
        Path probe = Files.createTempFile("landline-", ".tmp");
        try {
            return FileStat.of(probe).uid();
        } finally {
            Files.delete(probe);
        }
    }
}
