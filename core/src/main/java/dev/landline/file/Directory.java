package dev.landline.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.landline.file.FileException.Reason;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC.Function;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is open. What is done in it reaches this directory whatever its path stands for
 * by now, and a name in it is looked up in it alone: no link is followed, unless a method says so.
 *
 * <p>A name that a method takes is a single one, without a slash, and neither {@code .} nor {@code
 * ..}, unless the method says otherwise: another is refused as {@link Reason#OUTSIDE}. Every method
 * but {@link #close} throws a {@link FileException} where the kernel refuses, and after closing.
 *
 * <p>Several threads may use a directory at once, but for {@link #names}; {@link #close} lets what
 * has begun end. A directory that the account may enter and not read opens, too: it does not tell
 * its names, and cannot be synchronised.
 */
public final class Directory implements AutoCloseable {

    private static final int WITHOUT_FOLLOWING = 0x100;
    private static final int REMOVE_DIRECTORY = 0x200;
    private static final int DO_NOT_REPLACE = 1;
    private static final int FCHMODAT2 = 452;
    private static final int LONGEST_TARGET = 4096;
    private static final FileName HERE = FileName.of(".");

    private final FileName name;
    private final Handle handle;
    private final boolean readable;

    /** Takes a handle over. */
    Directory(FileName name, Handle handle, boolean readable) {
        this.name = name;
        this.handle = handle;
        this.readable = readable;
    }

    /**
     * Opens a directory that a person has named: follows links.
     *
     * @param path absolute
     * @return the directory; whoever got it closes it
     * @throws FileException where it cannot be opened
     * @throws IllegalArgumentException where the path is not absolute
     * @throws UnsupportedOperationException on another system than 64-bit Linux
     */
    public static Directory open(FileName path) throws FileException {
        return open(path, FileIdentity.OWN);
    }

    /**
     * Opens a directory as somebody else, who is then asked for in everything that is done by way
     * of it. Of links, those of {@code /proc} that lead to what this process has open are not
     * followed then, if the kernel is 5.6 or newer.
     *
     * @param path absolute
     * @param identity as whom
     * @return the directory; whoever got it closes it
     * @throws FileException where it cannot be opened
     * @throws IllegalArgumentException where the path is not absolute
     * @throws UnsupportedOperationException on another system than 64-bit Linux
     */
    public static Directory open(FileName path, FileIdentity identity) throws FileException {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("expected an absolute path, got " + path);
        }
        return DirectoryOpening.root(path, identity);
    }

    /**
     * As whom everything is done that is done by way of this handle.
     *
     * @return the identity that it was opened with
     */
    public FileIdentity identity() {
        return handle.identity();
    }

    /**
     * Opens a directory in this one.
     *
     * @param child its name
     * @return the directory; whoever got it closes it
     * @throws FileException where it cannot be opened, or is a link
     */
    public Directory openDirectory(FileName child) throws FileException {
        return DirectoryOpening.child(handle, plain(child));
    }

    /**
     * Opens a directory, following links wherever they lead.
     *
     * @param path a name or a path from here
     * @return the directory; whoever got it closes it
     * @throws FileException where it cannot be opened
     */
    public Directory openFollowing(FileName path) throws FileException {
        return DirectoryOpening.following(handle, path);
    }

    /**
     * Opens a directory below this one. Links are followed as long as they stay below; a kernel
     * before 5.6 cannot tell, and follows none.
     *
     * @param relative a path from here; {@code .} is this directory once more, {@code ..} is
     *     refused wherever it leads
     * @return the directory; whoever got it closes it
     * @throws FileException where it cannot be opened, with {@link Reason#OUTSIDE} where it is not
     *     below
     */
    public Directory openBeneath(FileName relative) throws FileException {
        return DirectoryOpening.beneath(handle, relative);
    }

    /**
     * What the kernel knows of this directory.
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
     * What the kernel knows of something in here, also of a link itself.
     *
     * @param child its name
     * @return its facts
     * @throws FileException where it is not there, or the kernel does not tell
     */
    public FileFacts facts(FileName child) throws FileException {
        try (KernelCall call = on(plain(child), Statx.SIZE)) {
            return Statx.ask(call, call.name(child), Statx.NO_FOLLOW);
        }
    }

    /**
     * The same where it may not be there.
     *
     * @param child its name
     * @return its facts; null where there is nothing of that name
     * @throws FileException where the kernel does not tell
     */
    public @Nullable FileFacts factsOrNull(FileName child) throws FileException {
        try (KernelCall call = on(plain(child), Statx.SIZE)) {
            return Statx.askIfThere(call, call.name(child), Statx.NO_FOLLOW);
        }
    }

    /**
     * What the kernel knows of what a name leads to.
     *
     * @param path a name or a path from here, which may lead anywhere
     * @return the facts of what is there behind all links
     * @throws FileException where it leads to nothing, or the kernel does not tell
     */
    public FileFacts followed(FileName path) throws FileException {
        if (handle.identity().equals(FileIdentity.OWN)) {
            try (KernelCall call = on(path, Statx.SIZE)) {
                return Statx.ask(call, call.name(path), Statx.FOLLOW);
            }
        }
        try (OpenFile named = opened(path, OpenFlags.ONLY_A_NAME)) {
            return named.facts();
        }
    }

    /**
     * Lists what is in here. Not for several threads at once.
     *
     * @return all names but {@code .} and {@code ..}, sorted by their bytes
     * @throws FileException where the directory cannot be read
     */
    public List<FileName> names() throws FileException {
        try (KernelCall call = onReadable(DirectoryEntries.ROOM)) {
            return DirectoryEntries.read(call);
        }
    }

    /**
     * Opens a file to read it. Never waits for the other end of a named pipe.
     *
     * @param child its name
     * @return the file; whoever got it closes it
     * @throws FileException where it cannot be opened, is a link, or is no regular file
     */
    public OpenFile read(FileName child) throws FileException {
        return file(plain(child), OpenFlags.READ | OpenFlags.NO_FOLLOW);
    }

    /**
     * Opens what a name leads to, to read it. Never waits for the other end of a named pipe.
     *
     * @param path a name or a path from here, which may lead anywhere
     * @return the file; whoever got it closes it
     * @throws FileException where it cannot be opened, or is no regular file
     */
    public OpenFile readFollowing(FileName path) throws FileException {
        return file(path, OpenFlags.READ);
    }

    /**
     * Makes a file that is not there yet, to read and write it.
     *
     * @param child its name
     * @param mode its permissions, 0 to 07777, of which the process's umask is taken away
     * @return the file; whoever got it closes it
     * @throws FileException where it cannot be made, with {@link Reason#EXISTS} where anything has
     *     that name, be it a link that leads nowhere
     */
    public OpenFile create(FileName child, int mode) throws FileException {
        int flags =
                OpenFlags.READ_WRITE
                        | OpenFlags.CREATE_NEW
                        | OpenFlags.NO_FOLLOW
                        | OpenFlags.CLOSE_ON_EXEC;
        FileTimes.checkMode(mode);
        try (KernelCall call = on(plain(child), 0)) {
            return new OpenFile(
                    child,
                    handle.with(
                            call.call(
                                    Function.OPENAT,
                                    call.number(),
                                    call.name(child),
                                    flags,
                                    mode)));
        }
    }

    /**
     * Opens a file that is there, to read and write it.
     *
     * @param child its name
     * @return the file; whoever got it closes it
     * @throws FileException where it cannot be opened, is a link, is no regular file, or has a
     *     second name
     */
    public OpenFile reopen(FileName child) throws FileException {
        OpenFile file = file(plain(child), OpenFlags.READ_WRITE | OpenFlags.NO_FOLLOW);
        try {
            long links = file.facts().links();
            if (links != 1) {
                throw new FileException(
                        child, Reason.UNSUPPORTED, "has " + links + " names, expected 1");
            }
            return file;
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    private OpenFile file(FileName child, int access) throws FileException {
        OpenFile file = opened(child, access);
        try {
            requireRegular(child, file.facts().kind());
            return file;
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    private OpenFile opened(FileName child, int access) throws FileException {
        boolean isLinkRefused = (access & OpenFlags.NO_FOLLOW) != 0;
        int flags = access | OpenFlags.CLOSE_ON_EXEC;
        if (access != OpenFlags.ONLY_A_NAME) {
            flags |= OpenFlags.NON_BLOCKING | OpenFlags.NEVER_A_TERMINAL;
        }
        int number;
        try (KernelCall call = on(child, Resolution.ROOM)) {
            long at = call.name(child);
            number =
                    isLinkRefused
                            ? call.tryCall(Function.OPENAT, call.number(), at, flags)
                            : Resolution.follow(call, at, flags);
        }
        if (number < 0) {
            throw refused(child, number, isLinkRefused);
        }
        return new OpenFile(child, handle.with(number));
    }

    private static FileException refused(FileName child, int error, boolean isLinkRefused) {
        return switch (error) {
            case -Errno.ELOOP ->
                    isLinkRefused
                            ? new FileException(child, Reason.IS_A_LINK)
                            : FileException.of(child, error);
            // A socket, or a device that is not there.
            case -Errno.ENXIO, -Errno.ENODEV -> notRegular(child);
            default -> FileException.of(child, error);
        };
    }

    private static void requireRegular(FileName child, FileKind kind) throws FileException {
        if (kind == FileKind.DIRECTORY) {
            throw new FileException(child, Reason.IS_A_DIRECTORY);
        }
        if (kind != FileKind.FILE) {
            throw notRegular(child);
        }
    }

    private static FileException notRegular(FileName child) {
        return new FileException(child, Reason.UNSUPPORTED, "is not a regular file");
    }

    /**
     * Makes a directory.
     *
     * @param child its name
     * @param mode its permissions, 0 to 07777, of which the process's umask is taken away
     * @throws FileException where it cannot be made
     */
    public void makeDirectory(FileName child, int mode) throws FileException {
        FileTimes.checkMode(mode);
        try (KernelCall call = on(plain(child), 0)) {
            call.call(Function.MKDIRAT, call.number(), call.name(child), mode);
        }
    }

    /**
     * Makes a symbolic link.
     *
     * @param child its name
     * @param target what it leads to: any name or path, whether it exists or not
     * @throws FileException where it cannot be made
     */
    public void makeLink(FileName child, FileName target) throws FileException {
        try (KernelCall call = on(plain(child), target.length() + 1L)) {
            call.call(Function.SYMLINKAT, call.name(target), call.number(), call.name(child));
        }
    }

    /**
     * Reads a symbolic link.
     *
     * @param child its name
     * @return what it leads to
     * @throws FileException where it is not there, or is no link
     */
    public FileName readLink(FileName child) throws FileException {
        try (KernelCall call = on(plain(child), LONGEST_TARGET)) {
            long at = call.name(child);
            MemorySegment target = call.rest();
            long length =
                    call.tryLongCall(
                            Function.READLINKAT,
                            call.number(),
                            at,
                            target.address(),
                            LONGEST_TARGET);
            if (length == -Errno.EINVAL) {
                throw new FileException(child, Reason.UNSUPPORTED, "is not a symbolic link");
            }
            call.check(length);
            if (length == 0 || length == LONGEST_TARGET) {
                throw new FileException(
                        child, Reason.UNSUPPORTED, "leads to " + length + " bytes, not a name");
            }
            return FileName.owning(target.asSlice(0, length).toArray(JAVA_BYTE));
        }
    }

    /**
     * Gives something in here another name, and replaces what has that name: a file by a file, an
     * empty directory by a directory.
     *
     * @param from its name
     * @param to the directory that it goes to, of the same file system
     * @param toName its name there
     * @throws FileException where it cannot be renamed
     */
    public void rename(FileName from, Directory to, FileName toName) throws FileException {
        rename(Function.RENAMEAT, from, to, toName, 0);
    }

    /**
     * Gives something in here another name, which nothing else has.
     *
     * @param from its name
     * @param to the directory that it goes to, of the same file system
     * @param toName its name there
     * @throws FileException where it cannot be renamed: {@link Reason#EXISTS} where something has
     *     that name, {@link Reason#UNSUPPORTED} where the file system does not know how
     */
    public void renameNew(FileName from, Directory to, FileName toName) throws FileException {
        rename(Function.RENAMEAT2, from, to, toName, DO_NOT_REPLACE);
    }

    private void rename(Function function, FileName from, Directory to, FileName toName, int flags)
            throws FileException {
        if (!handle.identity().equals(to.handle.identity())) {
            throw new IllegalArgumentException("expected two directories of one identity");
        }
        long room = plain(from).length() + 1L;
        try (KernelCall call = on(plain(toName), room);
                KernelCall target = to.on(toName, 0)) {
            int result =
                    call.tryCall(
                            function,
                            call.number(),
                            call.name(from),
                            target.number(),
                            call.name(toName),
                            flags);
            if (result == -Errno.EXDEV) {
                throw new FileException(
                        toName, Reason.OTHER, "is on another file system than what is renamed");
            }
            if (result == -Errno.ENOENT) {
                throw FileException.of(from, result);
            }
            if (result == -Errno.EINVAL && flags != 0) {
                throw new FileException(toName, Reason.UNSUPPORTED);
            }
            call.check(result);
        }
    }

    /**
     * Removes anything but a directory; of a link, the link.
     *
     * @param child its name
     * @throws FileException where it cannot be removed
     */
    public void remove(FileName child) throws FileException {
        try (KernelCall call = on(plain(child), 0)) {
            call.call(Function.UNLINKAT, call.number(), call.name(child), 0);
        }
    }

    /**
     * Removes a directory.
     *
     * @param child its name
     * @throws FileException where it cannot be removed, holds something, or is a link
     */
    public void removeDirectory(FileName child) throws FileException {
        try (KernelCall call = on(plain(child), 0)) {
            call.call(Function.UNLINKAT, call.number(), call.name(child), REMOVE_DIRECTORY);
        }
    }

    /**
     * Sets the permissions of something in here.
     *
     * @param child its name
     * @param mode 0 to 07777
     * @throws FileException where the account may not, or it is a link, which has none
     */
    public void setMode(FileName child, int mode) throws FileException {
        FileTimes.checkMode(mode);
        int result;
        try (KernelCall call = on(plain(child), 0)) {
            long at = call.name(child);
            result =
                    (int)
                            call.tryLongCall(
                                    Function.SYSCALL,
                                    FCHMODAT2,
                                    call.number(),
                                    at,
                                    mode,
                                    WITHOUT_FOLLOWING);
            // Before Linux 6.6 the C library does it by way of /proc.
            if (Resolution.isUnknown(result)) {
                result =
                        call.tryCall(Function.FCHMODAT, call.number(), at, mode, WITHOUT_FOLLOWING);
            }
        }
        if (result == -Errno.EOPNOTSUPP && facts(child).kind() == FileKind.LINK) {
            throw new FileException(child, Reason.IS_A_LINK);
        }
        if (result < 0) {
            throw FileException.of(child, result);
        }
    }

    /**
     * Sets the permissions of this directory.
     *
     * @param mode 0 to 07777
     * @throws FileException where the account may not
     */
    public void setMode(int mode) throws FileException {
        FileTimes.checkMode(mode);
        try (KernelCall call = new KernelCall(handle, name, HERE.length() + 1L)) {
            if (readable) {
                call.call(Function.FCHMOD, call.number(), mode);
            } else {
                call.call(Function.FCHMODAT, call.number(), call.name(HERE), mode, 0);
            }
        }
    }

    /**
     * Sets when something in here was last changed; of a link, the link. The time of the last
     * access stays.
     *
     * @param child its name
     * @param mtime seconds since 1970, negative before
     * @param nanos and the nanoseconds after that, 0 to 999,999,999
     * @throws FileException where the account may not
     */
    public void setTimes(FileName child, long mtime, int nanos) throws FileException {
        try (KernelCall call = on(plain(child), FileTimes.SIZE)) {
            setTimes(call, call.name(child), mtime, nanos);
        }
    }

    /**
     * Sets when this directory was last changed. The time of the last access stays.
     *
     * @param mtime seconds since 1970, negative before
     * @param nanos and the nanoseconds after that, 0 to 999,999,999
     * @throws FileException where the account may not
     */
    public void setTimes(long mtime, int nanos) throws FileException {
        try (KernelCall call = new KernelCall(handle, name, HERE.length() + 1L + FileTimes.SIZE)) {
            if (readable) {
                long times = FileTimes.put(call.rest(), mtime, nanos);
                call.call(Function.FUTIMENS, call.number(), times);
            } else {
                setTimes(call, call.name(HERE), mtime, nanos);
            }
        }
    }

    private static void setTimes(KernelCall call, long at, long mtime, int nanos)
            throws FileException {
        long times = FileTimes.put(call.rest(), mtime, nanos);
        call.call(Function.UTIMENSAT, call.number(), at, times, WITHOUT_FOLLOWING);
    }

    /**
     * Waits until the names in here are on the disk. Where the file system has nothing to wait for,
     * it does not.
     *
     * @throws FileException where they could not be written, or the directory cannot be read
     */
    public void sync() throws FileException {
        try (KernelCall call = onReadable(0)) {
            int result = call.tryCall(Function.FSYNC, call.number());
            if (result != -Errno.EINVAL) {
                call.check(result);
            }
        }
    }

    /**
     * Waits until everything on the file system of this directory is on the disk.
     *
     * @throws FileException where it could not be written, or the directory cannot be read
     */
    public void syncFileSystem() throws FileException {
        try (KernelCall call = onReadable(0)) {
            call.call(Function.SYNCFS, call.number());
        }
    }

    /**
     * What errors about the directory itself name.
     *
     * @return the name that it was opened with
     */
    public FileName name() {
        return name;
    }

    /** What it is used by way of. */
    Handle handle() {
        return handle;
    }

    /** The same, which takes the handle over, with another name for errors. */
    Directory called(FileName other) {
        return new Directory(other, handle, readable);
    }

    /** Closes the directory once nobody uses it any more. Idempotent. */
    @Override
    public void close() {
        handle.close();
    }

    private static FileName plain(FileName child) throws FileException {
        if (!child.isPlain()) {
            throw new FileException(
                    child, Reason.OUTSIDE, "expected a single name in the directory");
        }
        return child;
    }

    private KernelCall on(FileName child, long room) throws FileException {
        return new KernelCall(handle, child, child.length() + 1L + room);
    }

    private KernelCall onReadable(long room) throws FileException {
        if (!readable) {
            throw new FileException(name, Reason.DENIED);
        }
        return new KernelCall(handle, name, room);
    }
}
