package dev.landline.file;

/**
 * What the kernel knows of a file.
 *
 * @param kind what it is
 * @param mode its permissions with set-user-id, set-group-id and sticky, 0 to 07777
 * @param size its length in bytes; of a link, that of its target's name
 * @param mtime when its content was last changed, in seconds since 1970, negative before
 * @param mtimeNanos and the nanoseconds after that second, 0 to 999,999,999
 * @param inode its number in its file system
 * @param device the number of its file system
 * @param changedNanos when anything about it was last changed (ctime), in nanoseconds since 1970
 * @param allocated the bytes that it takes on the disk
 * @param links how many names it has
 * @param uid whose it is, 0 to 2^32 − 1
 * @param gid its group, 0 to 2^32 − 1
 */
public record FileFacts(
        FileKind kind,
        int mode,
        long size,
        long mtime,
        int mtimeNanos,
        long inode,
        long device,
        long changedNanos,
        long allocated,
        long links,
        long uid,
        long gid) {

    /**
     * Whether both are facts of one file.
     *
     * @param other of the same machine, from about the same time
     * @return true where inode and device are the same
     */
    public boolean isSameFile(FileFacts other) {
        return inode == other.inode && device == other.device;
    }
}
