package dev.landline.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What the file system says about a file. Two equal values mean that nothing has changed, unless
 * the change came within the granularity of the clock: see {@link #isSettled}.
 *
 * @param device where the file is
 * @param inode which file it is
 * @param size bytes
 * @param modified when its content changed
 * @param changed when its content, owner or mode changed
 * @param uid its owner, or {@link #NO_UID} on systems that have no such numbers
 * @param mode permission bits
 */
record FileStat(
        long device,
        long inode,
        long size,
        FileTime modified,
        FileTime changed,
        int uid,
        int mode) {

    static final int NO_UID = -1;

    private static final int PERMISSION_BITS = 07777;
    private static final Duration CLOCK_GRANULARITY = Duration.ofSeconds(2);

    /** Looks at a file, through symbolic links. */
    static FileStat of(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
            FileTime modified = basic.lastModifiedTime();
            return new FileStat(0, 0, basic.size(), modified, modified, NO_UID, 0);
        }
        Map<String, Object> unix =
                Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime,uid,mode");
        return new FileStat(
                attribute(unix, "dev", Long.class),
                attribute(unix, "ino", Long.class),
                attribute(unix, "size", Long.class),
                attribute(unix, "lastModifiedTime", FileTime.class),
                attribute(unix, "ctime", FileTime.class),
                attribute(unix, "uid", Integer.class),
                attribute(unix, "mode", Integer.class) & PERMISSION_BITS);
    }

    /** Whether the last change is so long ago that a further one would show in the times. */
    boolean isSettled(Instant now) {
        Instant limit = now.minus(CLOCK_GRANULARITY);
        return modified.toInstant().isBefore(limit) && changed.toInstant().isBefore(limit);
    }

    private static <T> T attribute(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(attributes.get(name), name));
    }
}
