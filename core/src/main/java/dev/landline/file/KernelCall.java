package dev.landline.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.landline.file.FileException.Reason;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One piece of work on an open handle: keeps the number from being closed and given to another file
 * meanwhile, and holds the memory that the kernel reads names from and writes answers to. One
 * thread's.
 */
final class KernelCall implements AutoCloseable {

    // The first four bytes take the error number; the next ones stay zero, which is an empty name.
    private static final int HEAD = 8;
    private static final int EMPTY = 4;
    private static final int ALIGNMENT = 8;

    private final Handle handle;
    private final FileName about;
    private final Arena arena;
    private final MemorySegment memory;
    private long used = HEAD;

    /**
     * Begins.
     *
     * @param handle what it is done on
     * @param about what a failure is about
     * @param room bytes for names, with one more for each, and for answers
     * @throws FileException where it has been closed
     */
    @SuppressWarnings("MustBeClosedChecker") // close() does
    KernelCall(Handle handle, FileName about, long room) throws FileException {
        if (!handle.descriptor().acquire()) {
            throw new FileException(about, Reason.OTHER, "has been closed");
        }
        this.handle = handle;
        this.about = about;
        this.arena = Arena.ofConfined();
        this.memory = arena.allocate(HEAD + room + ALIGNMENT, ALIGNMENT);
    }

    /** The descriptor's number. */
    int number() {
        return handle.descriptor().number();
    }

    /** Whether it is done as this process itself. */
    boolean isOwn() {
        return handle.identity().equals(FileIdentity.OWN);
    }

    /** The address of an empty name. */
    long empty() {
        return memory.address() + EMPTY;
    }

    /** Puts a name into memory, ended by NUL. */
    long name(FileName name) {
        byte[] bytes = name.raw();
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, used, bytes.length);
        long at = used;
        used += bytes.length + 1;
        return memory.address() + at;
    }

    /** Takes zeroed memory for an answer or a structure, aligned; nothing after it. */
    MemorySegment rest() {
        used = (used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return memory.asSlice(used);
    }

    /**
     * Calls until no signal comes in between.
     *
     * @return the result or the negated error number
     * @throws FileException where the thread does not get the identity of the handle
     */
    int tryCall(Function function, long... arguments) throws FileException {
        enter(function);
        try {
            int result;
            do {
                result = LibC.call(function, memory, arguments);
            } while (result == -Errno.EINTR);
            return result;
        } finally {
            leave(function);
        }
    }

    /** The same for a function that returns 64 bits. */
    long tryLongCall(Function function, long... arguments) throws FileException {
        enter(function);
        try {
            long result;
            do {
                result = LibC.callLong(function, memory, arguments);
            } while (result == -Errno.EINTR);
            return result;
        } finally {
            leave(function);
        }
    }

    private void enter(Function function) throws FileException {
        if (asksWho(function)) {
            try {
                handle.identity().enter();
            } catch (IOException e) {
                throw new FileException(about, Reason.DENIED, String.valueOf(e.getMessage()));
            }
        }
    }

    private void leave(Function function) {
        if (asksWho(function)) {
            handle.identity().leave();
        }
    }

    /** Whether the kernel looks at the identity: not where it did when the file was opened. */
    private static boolean asksWho(Function function) {
        return switch (function) {
            case PREAD, LSEEK, FLOCK, FSYNC, SYNCFS, SYNC_FILE_RANGE -> false;
            default -> true;
        };
    }

    /**
     * Calls, and takes no error for an answer.
     *
     * @throws FileException where the kernel says no
     */
    int call(Function function, long... arguments) throws FileException {
        return (int) check(tryCall(function, arguments));
    }

    /** The same for a function that returns 64 bits. */
    long longCall(Function function, long... arguments) throws FileException {
        return check(tryLongCall(function, arguments));
    }

    /** Passes a result on unless it is an error. */
    long check(long result) throws FileException {
        if (result < 0) {
            throw FileException.of(about, result);
        }
        return result;
    }

    @Override
    public void close() {
        arena.close();
        handle.descriptor().release();
    }
}
