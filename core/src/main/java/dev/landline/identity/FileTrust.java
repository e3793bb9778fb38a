package dev.landline.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Who could change a file that is as good as the account itself, such as code that it runs. */
public final class FileTrust {

    private FileTrust() {}

    /**
     * Looks whether others than this process's account and root could change a file, or what stands
     * in a directory, as {@code sshd} does with {@code StrictModes}: the file and every directory
     * above it, up to the home directory or the root, belong to one of the two, and nobody else may
     * write to them. A directory above it may have the sticky bit.
     *
     * @param file a file or a directory, which may be named by way of symbolic links
     * @return what is wrong, naming the path and its mode; empty where nothing is
     * @throws java.nio.file.NoSuchFileException where it is not there
     * @throws IOException where it cannot be looked at
     */
    public static Optional<String> weakness(Path file) throws IOException {
        try (PinnedFile pinned = PinnedFile.Finder.BY_NAME.find(file)) {
            return FilePermissions.weakness(pinned, KeysOwner.ofProcess());
        }
    }
}
