package dev.landline.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Locale;

/**
 * The C library. A method returns what its function returns, and the error number negated where
 * that fails, as the kernel itself does.
 *
 * <p>All functions go through one handle that passes six longs: in the calling conventions of
 * 64-bit Linux integers and pointers travel in registers of that size, and a function takes from
 * them what it declares. A handle for each signature would cost 10 to 20 ms apiece in a cold JVM.
 *
 * <p>Pointers are plain addresses here: callers keep the memory alive through the call.
 */
@SuppressWarnings("restricted")
public final class LibC {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

    private static final MethodHandle CALL =
            LINKER.downcallHandle(
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                            JAVA_LONG),
                    ERRNO);

    /** Only where it is needed, since each handle has its price. */
    private static final class Transfer {

        // May be given arrays of the heap, which cannot move meanwhile: only for what never blocks.
        static final MethodHandle HANDLE =
                LINKER.downcallHandle(
                        FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
                        ERRNO,
                        Linker.Option.critical(true));

        static final MemorySegment READ = find("read");
        static final MemorySegment WRITE = find("write");

        private Transfer() {}
    }

    /** The functions, found once. */
    public enum Function {
        ACCESS,
        CHMOD,
        CHOWN,
        CLOSE,
        ENDPWENT,
        EPOLL_CREATE1,
        EPOLL_CTL,
        EPOLL_WAIT,
        EVENTFD,
        FCHMOD,
        FCHMODAT,
        FCHOWN,
        FCNTL,
        FDATASYNC,
        FLOCK,
        FSYNC,
        FTRUNCATE,
        FUTIMENS,
        GETEUID,
        GETGROUPLIST,
        GETPWENT_R,
        GETPWNAM_R,
        GETPWUID_R,
        GRANTPT,
        IOCTL,
        KILL,
        LSEEK,
        MKDIRAT,
        OPEN,
        OPENAT,
        PIPE2,
        POLL,
        POSIX_OPENPT,
        POSIX_SPAWN,
        POSIX_SPAWNATTR_DESTROY,
        POSIX_SPAWNATTR_INIT,
        POSIX_SPAWNATTR_SETFLAGS,
        POSIX_SPAWNATTR_SETSIGDEFAULT,
        POSIX_SPAWNATTR_SETSIGMASK,
        POSIX_SPAWN_FILE_ACTIONS_ADDCHDIR_NP,
        POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP,
        POSIX_SPAWN_FILE_ACTIONS_ADDDUP2,
        POSIX_SPAWN_FILE_ACTIONS_ADDOPEN,
        POSIX_SPAWN_FILE_ACTIONS_DESTROY,
        POSIX_SPAWN_FILE_ACTIONS_INIT,
        PREAD,
        PTSNAME_R,
        PWRITE,
        READLINKAT,
        RENAMEAT,
        RENAMEAT2,
        SETPWENT,
        SIGACTION,
        STATX,
        STRERRORDESC_NP,
        SYMLINKAT,
        SYNCFS,
        SYNC_FILE_RANGE,
        SYSCALL,
        UNLINKAT,
        UNLOCKPT,
        UTIMENSAT,
        WAITID,
        _EXIT;

        private final long address = find(name().toLowerCase(Locale.ROOT)).address();
    }

    private LibC() {}

    /**
     * Checks that the C library is one that this class can drive.
     *
     * @throws UnsupportedOperationException when it is not, saying which is needed
     */
    public static void requireUsable() {
        String architecture = System.getProperty("os.arch", "");
        if (!architecture.equals("amd64") && !architecture.equals("aarch64")) {
            throw new UnsupportedOperationException(
                    "commands can be run on Linux for x86-64 and AArch64, and this is "
                            + architecture);
        }
        for (Function function : Function.values()) {
            if (function.address == 0) {
                throw new UnsupportedOperationException(
                        missing(function) + ": running commands needs glibc 2.34 or newer");
            }
        }
    }

    private static String missing(Function function) {
        return "the C library has no " + function.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Calls a function that returns an int and sets {@code errno}.
     *
     * @param function which
     * @param arguments up to six integers or addresses
     * @return its result, or the negated error number when that is -1
     */
    public static int call(Function function, long... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(JAVA_INT);
            return call(function, state, arguments);
        }
    }

    /**
     * Calls a function that returns an int and sets {@code errno}, with memory of the caller's.
     *
     * @param function which
     * @param errno four bytes of native memory, aligned, that may be written to
     * @param arguments up to six integers or addresses
     * @return its result, or the negated error number when that is -1
     */
    public static int call(Function function, MemorySegment errno, long... arguments) {
        int result = (int) invoke(function, errno, arguments);
        return result == -1 ? -errno.get(JAVA_INT, 0) : result;
    }

    /**
     * Calls a function that returns 64 bits and sets {@code errno}. One that returns an int leaves
     * the upper half undefined, and is not for this method.
     *
     * @param function which
     * @param errno four bytes of native memory, aligned, that may be written to
     * @param arguments up to six integers or addresses
     * @return its result, or the negated error number when that is -1
     */
    public static long callLong(Function function, MemorySegment errno, long... arguments) {
        long result = invoke(function, errno, arguments);
        return result == -1 ? -errno.get(JAVA_INT, 0) : result;
    }

    /**
     * Calls a function that returns an error number and leaves {@code errno} alone.
     *
     * @param function which
     * @param arguments up to six integers or addresses
     * @return 0 or the negated error number
     */
    public static int callForError(Function function, long... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            return -(int) invoke(function, arena.allocate(JAVA_INT), arguments);
        }
    }

    /**
     * Reads from a descriptor that does not block.
     *
     * @return the number of bytes, 0 at the end, or the negated error number
     */
    public static int read(int descriptor, byte[] target, int offset, int length) {
        return transfer(Transfer.READ, descriptor, target, offset, length);
    }

    /**
     * Writes to a descriptor that does not block.
     *
     * @return the number of bytes, or the negated error number
     */
    public static int write(int descriptor, byte[] source, int offset, int length) {
        return transfer(Transfer.WRITE, descriptor, source, offset, length);
    }

    /** Closes a descriptor. Linux frees the number whatever the answer, so there is none here. */
    public static void close(int descriptor) {
        call(Function.CLOSE, descriptor);
    }

    /** What an error number means, in English. */
    public static String describe(int error) {
        try (Arena arena = Arena.ofConfined()) {
            long text = invoke(Function.STRERRORDESC_NP, arena.allocate(JAVA_INT), Math.abs(error));
            return text == 0 ? "error " + Math.abs(error) : string(text);
        }
    }

    /** The string at an address that the C library gave. */
    public static String string(long address) {
        return MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static long invoke(Function function, MemorySegment state, long... arguments) {
        if (function.address == 0) {
            throw new UnsupportedOperationException(missing(function));
        }
        long[] six = Arrays.copyOf(arguments, 6);
        try {
            return (long)
                    CALL.invokeExact(
                            MemorySegment.ofAddress(function.address),
                            state,
                            six[0],
                            six[1],
                            six[2],
                            six[3],
                            six[4],
                            six[5]);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static int transfer(
            MemorySegment function, int descriptor, byte[] bytes, int offset, int length) {
        int[] errno = new int[1];
        try {
            long result =
                    (long)
                            Transfer.HANDLE.invokeExact(
                                    function,
                                    MemorySegment.ofArray(errno),
                                    (long) descriptor,
                                    MemorySegment.ofArray(bytes).asSlice(offset, length),
                                    (long) length);
            return result == -1 ? -errno[0] : (int) result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MemorySegment find(String name) {
        return LINKER.defaultLookup().find(name).orElse(MemorySegment.NULL);
    }
}
