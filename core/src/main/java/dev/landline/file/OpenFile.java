package dev.landline.file;

import dev.landline.file.FileException.Reason;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC.Function;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * A regular file that is open. What is done to it reaches this file whatever its name stands for by
 * now. Several threads may use it at once, with buffers of their own; {@link #close} lets what has
 * begun end. Everything but that throws a {@link FileException} where the kernel refuses, and after
 * closing.
 */
public final class OpenFile implements AutoCloseable {

    private static final int WRITE_BACK = 2;
    private static final int LOCK_FOR_ONE_WITHOUT_WAITING = 2 | 4;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    private final FileName name;
    private final Handle handle;

    /** Takes a handle over. */
    OpenFile(FileName name, Handle handle) {
        this.name = name;
        this.handle = handle;
    }

    /**
     * What it was called when it was opened.
     *
     * @return the name that errors are about
     */
    public FileName name() {
        return name;
    }

    /**
     * What the kernel knows of it now.
     *
     * @return its facts
     * @throws FileException where the kernel does not tell
     */
    public FileFacts facts() throws FileException {
        try (KernelCall call = new KernelCall(handle, name, Statx.SIZE)) {
            return Statx.ask(call, call.empty(), Statx.EMPTY_NAME);
        }
    }

    /**
     * Reads once.
     *
     * @param direct a direct buffer; filled from its position, which moves
     * @param position where in the file, 0 or more
     * @return the number of bytes, 0 where the buffer has no room, −1 at the end of the file
     * @throws FileException where it cannot be read
     */
    public int read(ByteBuffer direct, long position) throws FileException {
        int room = direct.remaining();
        if (room == 0) {
            return 0;
        }
        try (KernelCall call = new KernelCall(handle, name, 0)) {
            int count =
                    (int)
                            call.longCall(
                                    Function.PREAD, call.number(), address(direct), room, position);
            direct.position(direct.position() + count);
            return count == 0 ? -1 : count;
        } finally {
            Reference.reachabilityFence(direct);
        }
    }

    /**
     * Writes all that a buffer holds.
     *
     * @param direct a direct buffer; emptied from its position on, which says after a failure how
     *     far it got
     * @param position where in the file, 0 or more
     * @throws FileException where it cannot be written
     */
    public void write(ByteBuffer direct, long position) throws FileException {
        int start = direct.position();
        try (KernelCall call = new KernelCall(handle, name, 0)) {
            while (direct.hasRemaining()) {
                long count =
                        call.longCall(
                                Function.PWRITE,
                                call.number(),
                                address(direct),
                                direct.remaining(),
                                position + direct.position() - start);
                if (count == 0) {
                    throw new FileException(name, Reason.OTHER, "takes no more bytes");
                }
                direct.position(direct.position() + (int) count);
            }
        } finally {
            Reference.reachabilityFence(direct);
        }
    }

    private static long address(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("expected a direct buffer, got " + direct);
        }
        return MemorySegment.ofBuffer(direct).address();
    }

    /**
     * Sets the permissions.
     *
     * @param mode 0 to 07777
     * @throws FileException where the account may not
     */
    public void setMode(int mode) throws FileException {
        try (KernelCall call = new KernelCall(handle, name, 0)) {
            call.call(Function.FCHMOD, call.number(), FileTimes.checkMode(mode));
        }
    }

    /**
     * Sets when the content was last changed. The time of the last access stays.
     *
     * @param mtime seconds since 1970, negative before
     * @param nanos and the nanoseconds after that, 0 to 999,999,999
     * @throws FileException where the account may not
     */
    public void setTimes(long mtime, int nanos) throws FileException {
        try (KernelCall call = new KernelCall(handle, name, FileTimes.SIZE)) {
            call.call(Function.FUTIMENS, call.number(), FileTimes.put(call.rest(), mtime, nanos));
        }
    }

    /**
     * Sets the length: cuts the rest off, or adds a hole.
     *
     * @param size bytes, 0 or more
     * @throws FileException where it cannot be so long, or cannot be written
     */
    public void truncate(long size) throws FileException {
        try (KernelCall call = new KernelCall(handle, name, 0)) {
            call.call(Function.FTRUNCATE, call.number(), size);
        }
    }

    /**
     * Waits until the file, with what is known of it, is on the disk.
     *
     * @throws FileException where it could not be written: what is there by then is unknown
     */
    public void sync() throws FileException {
        try (KernelCall call = new KernelCall(handle, name, 0)) {
            call.call(Function.FSYNC, call.number());
        }
    }

    /**
     * Lets the kernel begin to write a range to the disk, so that {@link #sync} finds less to do.
     * Waits for nothing but room in the queue of the disk; a failure shows when syncing.
     *
     * @param from where the range begins
     * @param length how long it is; 0 means up to the end
     * @throws FileException after closing
     */
    public void beginWriteback(long from, long length) throws FileException {
        try (KernelCall call = new KernelCall(handle, name, 0)) {
            call.tryCall(Function.SYNC_FILE_RANGE, call.number(), from, length, WRITE_BACK);
        }
    }

    /**
     * Locks the file for this handle alone, until it is closed. Binds only those who lock, too.
     *
     * @return false where another handle, of this process or another, has a lock
     * @throws FileException where the file system knows no locks
     */
    public boolean tryLock() throws FileException {
        try (KernelCall call = new KernelCall(handle, name, 0)) {
            int result = call.tryCall(Function.FLOCK, call.number(), LOCK_FOR_ONE_WITHOUT_WAITING);
            return result != -Errno.EAGAIN && call.check(result) == 0;
        }
    }

    /**
     * Finds data.
     *
     * @param from where to begin, 0 or more
     * @return the first place from there on that holds data; the file's size where there is none;
     *     {@code from} where the file system does not know, if the file goes on there
     * @throws FileException where the file cannot be looked through
     */
    public long nextData(long from) throws FileException {
        long found = seek(from, SEEK_DATA);
        return found == -Errno.EINVAL ? Math.min(from, facts().size()) : found;
    }

    /**
     * Finds a hole, which reads as zeros and takes no room.
     *
     * @param from where to begin, 0 or more
     * @return the first place from there on that holds no data: the file's size at the latest
     * @throws FileException where the file cannot be looked through
     */
    public long nextHole(long from) throws FileException {
        long found = seek(from, SEEK_HOLE);
        return found == -Errno.EINVAL ? facts().size() : found;
    }

    private long seek(long from, int how) throws FileException {
        try (KernelCall call = new KernelCall(handle, name, Statx.SIZE)) {
            long found = call.tryLongCall(Function.LSEEK, call.number(), from, how);
            if (found == -Errno.ENXIO) {
                return Statx.ask(call, call.empty(), Statx.EMPTY_NAME).size();
            }
            return found == -Errno.EINVAL ? found : call.check(found);
        }
    }

    /** Closes the file once nobody uses it any more. Idempotent. */
    @Override
    public void close() {
        handle.close();
    }
}
