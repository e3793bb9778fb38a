package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.landline.TerminalSize;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Settings of a pseudo-terminal, reached through its master. Source: ioctl_tty(2), termios(3).
 *
 * <p>The numbers are those of x86-64 and AArch64. The structure is the kernel's, which is shorter
 * than that of the C library.
 */
final class TerminalSettings {

    private static final int GET = 0x5401;
    private static final int SET = 0x5402;
    private static final int SET_SIZE = 0x5414;

    // struct winsize: rows, columns, and two that nobody reads.
    private static final int SIZE_OF_WINSIZE = 8;

    // struct termios: four words of flags, a line discipline, 19 special characters.
    private static final int SIZE_OF_TERMIOS = 36;
    private static final int INPUT_FLAGS = 0;
    private static final int LOCAL_FLAGS = 12;
    private static final int END_OF_FILE = 17 + 4;
    private static final int UTF_8 = 0x4000;
    private static final int CANONICAL = 0x2;

    // struct pollfd: a descriptor, what to ask for, what there is.
    private static final int SIZE_OF_POLLFD = 8;
    private static final int FOUND = 6;
    private static final int HUNG_UP = 0x10;

    private TerminalSettings() {}

    /**
     * Tells a terminal its size. The kernel sends {@code WINCH} to its foreground processes where
     * that is a new one.
     *
     * @return 0 or a negated error number
     */
    static int resize(int master, TerminalSize size) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment winsize = arena.allocate(SIZE_OF_WINSIZE, 8);
            winsize.setAtIndex(JAVA_SHORT, 0, (short) size.rows());
            winsize.setAtIndex(JAVA_SHORT, 1, (short) size.columns());
            return LibC.call(Function.IOCTL, master, SET_SIZE, winsize.address());
        }
    }

    /**
     * Has the terminal take what is typed for UTF-8: erasing then takes a whole character.
     *
     * @return 0 or a negated error number
     */
    static int expectUtf8(int master) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment termios = arena.allocate(SIZE_OF_TERMIOS, 8);
            int result = LibC.call(Function.IOCTL, master, GET, termios.address());
            if (result < 0) {
                return result;
            }
            termios.set(JAVA_INT, INPUT_FLAGS, termios.get(JAVA_INT, INPUT_FLAGS) | UTF_8);
            return LibC.call(Function.IOCTL, master, SET, termios.address());
        }
    }

    /**
     * Whether no process has the terminal open any more. Writing to it goes on all the same, until
     * a buffer is full, and from there on it only says that it would block.
     */
    static boolean isHungUp(int master) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfd = arena.allocate(SIZE_OF_POLLFD, 8);
            pollfd.set(JAVA_INT, 0, master);
            return LibC.call(Function.POLL, pollfd.address(), 1, 0) > 0
                    && (pollfd.get(JAVA_SHORT, FOUND) & HUNG_UP) != 0;
        }
    }

    /**
     * The character that means the end of input at this moment, usually that of Ctrl-D.
     *
     * @return 1 to 255; 0 when none does: there is none, or the terminal hands on every character
     *     as it is; or a negated error number
     */
    static int endOfFile(int master) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment termios = arena.allocate(SIZE_OF_TERMIOS, 8);
            int result = LibC.call(Function.IOCTL, master, GET, termios.address());
            if (result < 0) {
                return result;
            }
            return (termios.get(JAVA_INT, LOCAL_FLAGS) & CANONICAL) == 0
                    ? 0
                    : Byte.toUnsignedInt(termios.get(JAVA_BYTE, END_OF_FILE));
        }
    }
}
