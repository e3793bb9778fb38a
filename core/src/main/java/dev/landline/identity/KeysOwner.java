package dev.landline.identity;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The account that a file of keys speaks for.
 *
 * @param uid its number, 0 to 2^32 − 1
 * @param home its home, above which nothing is checked
 */
public record KeysOwner(long uid, Path home) {

    private static final long ROOT = 0;

    /** The account of this process. */
    static KeysOwner ofProcess() throws IOException {
        return new KeysOwner(
                Integer.toUnsignedLong(FilePermissions.processUid()),
                Path.of(System.getProperty("user.home", "/")));
    }

    /** Whether a file of this owner is as good as its own. */
    boolean trusts(int owner) {
        return owner == (int) uid || owner == ROOT;
    }
}
