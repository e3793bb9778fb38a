package dev.landline.file;

import dev.landline.file.FileException.Reason;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC.Function;

/**
 * The ways to open a directory. One that the account may enter and not read is opened as a name
 * only, which is enough for all that is done by way of it.
 */
final class DirectoryOpening {

    private static final int FLAGS = OpenFlags.DIRECTORY | OpenFlags.CLOSE_ON_EXEC;
    private static final long BOUNDS = Resolution.BENEATH | Resolution.NO_MAGIC_LINKS;
    private static final FileName HERE = FileName.of(".");

    private DirectoryOpening() {}

    /** Where a name may lead. No lambdas here: the first one is slow in a cold JVM. */
    private enum Way {
        ANYWHERE,
        NOT_THROUGH_A_LINK,
        BELOW
    }

    /** Opens an absolute path. */
    static Directory root(FileName path, FileIdentity identity) throws FileException {
        requireLinux();
        return open(Handle.nowhere(identity), path, Way.ANYWHERE);
    }

    /** Opens a single name, which must not be a link. */
    static Directory child(Handle parent, FileName name) throws FileException {
        return open(parent, name, Way.NOT_THROUGH_A_LINK);
    }

    /** Opens a path, wherever links lead. */
    static Directory following(Handle parent, FileName path) throws FileException {
        return open(parent, path, Way.ANYWHERE);
    }

    /** Opens a path that must not lead out. */
    static Directory beneath(Handle parent, FileName relative) throws FileException {
        if (relative.isAbsolute() || holdsParent(relative)) {
            throw new FileException(relative, Reason.OUTSIDE);
        }
        return open(parent, relative, Way.BELOW);
    }

    private static boolean holdsParent(FileName path) {
        for (FileName each : path.components()) {
            if (each.isParent()) {
                return true;
            }
        }
        return false;
    }

    private static Directory open(Handle parent, FileName name, Way way) throws FileException {
        long room = name.length() + 1L + Statx.SIZE;
        try (KernelCall call = new KernelCall(parent, name, room)) {
            long at = call.name(name);
            int number = tryOpen(call, at, FLAGS, way);
            if (number >= 0) {
                return new Directory(name, parent.with(number), true);
            }
            if (way == Way.BELOW && Resolution.isUnknown(number)) {
                return oneByOne(parent, name);
            }
            if (number == -Errno.EACCES) {
                number = tryOpen(call, at, FLAGS | OpenFlags.ONLY_A_NAME, way);
            }
            if (number == -Errno.EXDEV && way == Way.BELOW) {
                throw new FileException(name, Reason.OUTSIDE);
            }
            if (number == -Errno.ENOTDIR
                    && way == Way.NOT_THROUGH_A_LINK
                    && Statx.ask(call, at, Statx.NO_FOLLOW).kind() == FileKind.LINK) {
                throw new FileException(name, Reason.IS_A_LINK);
            }
            return entered(name, parent.with((int) call.check(number)));
        }
    }

    private static int tryOpen(KernelCall call, long at, int flags, Way way) throws FileException {
        return switch (way) {
            case ANYWHERE -> Resolution.follow(call, at, flags);
            case NOT_THROUGH_A_LINK ->
                    call.tryCall(Function.OPENAT, call.number(), at, flags | OpenFlags.NO_FOLLOW);
            case BELOW -> Resolution.within(call, at, flags, BOUNDS);
        };
    }

    /** What is opened as a name alone is given to everybody. */
    private static Directory entered(FileName name, Handle handle) throws FileException {
        try (KernelCall call = new KernelCall(handle, name, HERE.length() + 1L + Statx.SIZE)) {
            Statx.ask(call, call.name(HERE), Statx.FOLLOW);
            return new Directory(name, handle, false);
        } catch (FileException e) {
            handle.close();
            throw e;
        }
    }

    /**
     * Opens name after name without following anything: for kernels that cannot be told to stay
     * below.
     */
    static Directory oneByOne(Handle parent, FileName relative) throws FileException {
        Directory reached = child(parent, HERE);
        try {
            for (FileName name : relative.components()) {
                if (!name.equals(HERE)) {
                    Directory next = reached.openDirectory(name);
                    reached.close();
                    reached = next;
                }
            }
            return reached.called(relative);
        } catch (FileException e) {
            reached.close();
            throw new FileException(relative, e.reason(), e.what());
        }
    }

    private static void requireLinux() {
        String system = System.getProperty("os.name", "");
        String architecture = System.getProperty("os.arch", "");
        if (!system.equals("Linux")
                || !(architecture.equals("amd64") || architecture.equals("aarch64"))) {
            throw new UnsupportedOperationException(
                    "files can be moved on Linux for x86-64 and AArch64 only so far, and this is "
                            + system
                            + " for "
                            + architecture);
        }
    }
}
