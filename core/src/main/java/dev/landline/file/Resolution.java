package dev.landline.file;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.landline.libc.Errno;
import dev.landline.libc.LibC.Function;
import java.lang.foreign.MemorySegment;

/** Opens paths with bounds to where they may lead. Source: openat2(2). */
final class Resolution {

    /** The room that a call needs for it behind the name. */
    static final int ROOM = 24;

    static final long NO_MAGIC_LINKS = 2;
    static final long BENEATH = 8;

    private static final int OPENAT2 = 437;

    /** How often names may be moved about while the kernel looks, before that is an error. */
    private static final int PATIENCE = 100;

    private Resolution() {}

    /**
     * Opens a path with all its links. Those of {@code /proc} lead to what this process has open,
     * past directories that whoever it works for may not enter: they are for itself alone.
     *
     * @param call with {@link #ROOM} left
     * @param path the address of the path
     * @return a descriptor or a negated error number
     */
    static int follow(KernelCall call, long path, int flags) throws FileException {
        if (!call.isOwn()) {
            int number = within(call, path, flags, NO_MAGIC_LINKS);
            if (!isUnknown(number)) {
                return number;
            }
        }
        return call.tryCall(Function.OPENAT, call.number(), path, flags);
    }

    /**
     * Opens a path within bounds.
     *
     * @param call with {@link #ROOM} left
     * @param path the address of the path
     * @return a descriptor or a negated error number
     */
    static int within(KernelCall call, long path, int flags, long bounds) throws FileException {
        MemorySegment how = call.rest();
        how.set(JAVA_LONG, 0, flags);
        how.set(JAVA_LONG, 8, 0);
        how.set(JAVA_LONG, 16, bounds);
        long number = -Errno.EAGAIN;
        for (int i = 0; i < PATIENCE && number == -Errno.EAGAIN; i++) {
            number =
                    call.tryLongCall(
                            Function.SYSCALL, OPENAT2, call.number(), path, how.address(), ROOM);
        }
        return (int) number;
    }

    /** Whether an answer can mean that there is no such call: some sandboxes say EPERM then. */
    static boolean isUnknown(int result) {
        return result == -Errno.ENOSYS || result == -Errno.EPERM;
    }
}
