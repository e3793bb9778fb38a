package dev.landline.server.os;

import dev.landline.TerminalSize;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.IntUnaryOperator;

/**
 * The pseudo-terminal of a child that is about to be started. Source: pty(7).
 *
 * <p>The server has the master twice, so that reading and writing are closed each by itself; the
 * terminal is hung up when both are. The child opens its side, the slave, on its own: only that
 * makes it the controlling terminal of its session.
 */
final class ChildTerminal implements ChildEnds {

    static final int READ_WRITE = 0x2;

    private static final int NO_CONTROLLING_TERMINAL = 0x100;
    private static final int NON_BLOCKING = 0x800;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int DUPLICATE_CLOSE_ON_EXEC = 1030;
    private static final int LONGEST_NAME = 64;
    private static final int NONE = -1;
    private static final int EXISTS = 0;
    private static final String TERMINAL = "pseudo-terminal";

    // The owner reads and writes; the group, which is "tty" where there is one, may send messages.
    private static final int MODE = 0620;
    private static final long SAME_GROUP = -1;

    private final int reading;
    private final int writing;
    private final String slave;

    /**
     * Opens a terminal and gives it its size and its owner.
     *
     * @throws IOException when the system has no more, or refuses; nothing is left open then
     */
    ChildTerminal(CommandSpec.Pty pty) throws IOException {
        this.reading = openMaster();
        int copy = NONE;
        try {
            copy = LibC.call(Function.FCNTL, reading, DUPLICATE_CLOSE_ON_EXEC, 0);
            Errno.check(TERMINAL, copy);
            Errno.check(TERMINAL, LibC.call(Function.GRANTPT, reading));
            Errno.check(TERMINAL, LibC.call(Function.UNLOCKPT, reading));
            Errno.check(TERMINAL, TerminalSettings.resize(reading, pty.size()));
            Errno.check(TERMINAL, TerminalSettings.expectUtf8(reading));
            this.slave = prepareSlave(reading, pty.owner());
        } catch (IOException | RuntimeException | Error e) {
            LibC.close(reading);
            if (copy >= 0) {
                LibC.close(copy);
            }
            throw e;
        }
        this.writing = copy;
    }

    /** The path of the child's side. */
    String slave() {
        return slave;
    }

    @Override
    public ChildStreams streams(Poller poller) {
        PipeEnd output = new PipeEnd(poller, reading, Poller.READABLE);
        PipeEnd input = new PipeEnd(poller, writing, Poller.WRITABLE);
        return new ChildStreams(
                new TerminalInput(input),
                new LinuxOutputPipe(output),
                new EndedOutput(),
                size -> resize(size, output, input));
    }

    @Override
    public void closeOurs() {
        LibC.close(reading);
        LibC.close(writing);
    }

    @Override
    public void closeTheirs() {
        // The server has never opened it.
    }

    /** Through whichever of the two is still open. */
    private static void resize(TerminalSize size, PipeEnd one, PipeEnd other) {
        IntUnaryOperator tell = master -> TerminalSettings.resize(master, size);
        if (one.ask(tell) < 0) {
            other.ask(tell);
        }
    }

    private static String prepareSlave(int master, long owner) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(LONGEST_NAME);
            Errno.check(
                    TERMINAL,
                    LibC.callForError(Function.PTSNAME_R, master, name.address(), LONGEST_NAME));
            String path = name.getString(0);
            // Now, because a child that cannot open it looks like a program that is missing.
            Errno.check(path, LibC.call(Function.ACCESS, name.address(), EXISTS));
            if (owner != Integer.toUnsignedLong(LibC.call(Function.GETEUID))) {
                Errno.check(
                        path + ": giving it to user id " + owner,
                        LibC.call(Function.CHOWN, name.address(), owner, SAME_GROUP));
                Errno.check(path + ": chmod", LibC.call(Function.CHMOD, name.address(), MODE));
            }
            return path;
        }
    }

    private static int openMaster() throws IOException {
        int master =
                LibC.call(
                        Function.POSIX_OPENPT,
                        READ_WRITE | NO_CONTROLLING_TERMINAL | NON_BLOCKING | CLOSE_ON_EXEC);
        if (master == -Errno.ENOSPC) {
            throw new IOException(
                    TERMINAL + ": the system has no more of them (see /proc/sys/kernel/pty)");
        }
        return Errno.check(TERMINAL, master);
    }
}
