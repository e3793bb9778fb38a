package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** How a child has ended, asked with {@code waitid}. */
final class ChildStatus {

    private static final int BY_PID = 1;
    private static final int DO_NOT_BLOCK = 1;
    private static final int ENDED = 4;
    private static final int LEAVE_ZOMBIE = 0x0100_0000;

    // siginfo_t on 64-bit Linux.
    private static final int SIZE = 128;
    private static final int CODE = 8;
    private static final int PID = 16;
    private static final int STATUS = 24;

    private static final int KILLED = 2;
    private static final int DUMPED = 3;

    private ChildStatus() {}

    /**
     * Asks how a child ended, and leaves it a zombie.
     *
     * @param pid the child
     * @return empty while it runs; {@code Lost} when it is no child of ours, or no longer
     */
    static Optional<ExitStatus> peek(int pid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SIZE, 8);
            int result = wait(pid, info, ENDED | DO_NOT_BLOCK | LEAVE_ZOMBIE);
            if (result < 0) {
                return Optional.of(
                        new ExitStatus.Lost(
                                ErrorCode.INTERNAL,
                                "the exit status of process "
                                        + pid
                                        + " was taken by other code: "
                                        + LibC.describe(result)));
            }
            return info.get(JAVA_INT, PID) == 0 ? Optional.empty() : Optional.of(decode(info));
        }
    }

    /**
     * Takes a zombie away: from here on its number may be given to another process.
     *
     * @param pid the child, which has ended
     */
    static void reap(int pid) {
        try (Arena arena = Arena.ofConfined()) {
            wait(pid, arena.allocate(SIZE, 8), ENDED | DO_NOT_BLOCK);
        }
    }

    private static int wait(int pid, MemorySegment info, int options) {
        int result;
        do {
            result = LibC.call(Function.WAITID, BY_PID, pid, info.address(), options);
        } while (result == -Errno.EINTR);
        return result;
    }

    private static ExitStatus decode(MemorySegment info) {
        int code = info.get(JAVA_INT, CODE);
        int status = info.get(JAVA_INT, STATUS);
        return code == KILLED || code == DUMPED
                ? new ExitStatus.Signaled(status, new Signal(status).name(), code == DUMPED)
                : new ExitStatus.Exited(status & 0xff);
    }
}
