package dev.landline.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/** The demands that {@code ssh} and {@code sshd} make on who can touch files with keys. */
final class FilePermissions {

    private static final int OTHERS_ANY = 0077;
    private static final int OTHERS_WRITE = 0022;
    private static final int EVERYBODY_READS = 0004;
    private static final int EVERYBODY_ENTERS = 0001;
    private static final int STICKY = 01000;

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
     * home directory or the root, belong to the account or to root, and nobody else may write to
     * them. A directory with the sticky bit, such as {@code /tmp}, is taken too: there nobody can
     * replace what belongs to another.
     *
     * @param file the file
     * @param owner whom it speaks for
     * @return what is wrong, naming the path and its mode
     */
    static Optional<String> weakness(PinnedFile file, KeysOwner owner) throws IOException {
        return firstWeakness(file, owner, FilePermissions::weakness);
    }

    /**
     * The same for a file of another account, and as {@code sshd}, which reads as the account: what
     * belongs to root can be read by everybody. So an account cannot have a file read that it could
     * not read itself.
     */
    static Optional<String> weaknessOfOthers(PinnedFile file, KeysOwner owner) throws IOException {
        return firstWeakness(
                file,
                owner,
                (entry, whose) -> weakness(entry, whose).or(() -> hidden(entry, whose)));
    }

    /** What stands on the way to a file. */
    private record Entry(Path path, FileStat stat, boolean directory) {}

    private static Optional<String> firstWeakness(
            PinnedFile file, KeysOwner owner, BiFunction<Entry, KeysOwner, Optional<String>> judge)
            throws IOException {
        Path real = file.path().toRealPath();
        FileStat stat = FileStat.of(file.path());
        if (stat.uid() == FileStat.NO_UID) {
            return Optional.empty();
        }
        Optional<String> weakness = judge.apply(new Entry(real, stat, false), owner);
        Path home = Files.exists(owner.home()) ? owner.home().toRealPath() : owner.home();
        Path path = real;
        while (weakness.isEmpty() && !path.equals(home) && path.getParent() != null) {
            path = path.getParent();
            weakness = judge.apply(new Entry(path, FileStat.of(path), true), owner);
        }
        return weakness;
    }

    private static Optional<String> weakness(Entry entry, KeysOwner owner) {
        Path path = entry.path();
        FileStat stat = entry.stat();
        if (!owner.trusts(stat.uid())) {
            return Optional.of(
                    "%s belongs to uid %s; expected uid %d or root"
                            .formatted(path, Integer.toUnsignedString(stat.uid()), owner.uid()));
        }
        boolean sticky = entry.directory() && (stat.mode() & STICKY) != 0;
        return (stat.mode() & OTHERS_WRITE) != 0 && !sticky
                ? Optional.of(
                        "%s can be written by others than its owner: mode %04o; run: chmod go-w %s"
                                .formatted(path, stat.mode(), path))
                : Optional.empty();
    }

    private static Optional<String> hidden(Entry entry, KeysOwner owner) {
        int needed = entry.directory() ? EVERYBODY_ENTERS : EVERYBODY_READS;
        return entry.stat().uid() != (int) owner.uid() && (entry.stat().mode() & needed) == 0
                ? Optional.of(
                        "%s belongs to root, and not everybody can read it: mode %04o"
                                .formatted(entry.path(), entry.stat().mode()))
                : Optional.empty();
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
