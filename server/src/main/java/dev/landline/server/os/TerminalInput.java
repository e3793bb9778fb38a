package dev.landline.server.os;

import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;

/** What is typed into a child's terminal. */
final class TerminalInput implements InputPipe {

    private final PipeEnd end;
    private final LinuxInputPipe pipe;

    /** Whether the line that was typed last has no end yet. Used by the thread that writes. */
    private boolean lineIsOpen;

    TerminalInput(PipeEnd end) {
        this.end = end;
        this.pipe = new LinuxInputPipe(end, TerminalInput::type);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        pipe.write(source, offset, length);
        if (length > 0) {
            byte last = source[offset + length - 1];
            lineIsOpen = last != '\n' && last != '\r';
        }
    }

    /**
     * In the middle of a line the character that means the end only hands on what there is of it;
     * the second one then is the end.
     */
    @Override
    public void endOfInput() throws IOException {
        int character = end.ask(TerminalSettings::endOfFile);
        if (character == -Errno.EBADF) {
            throw new ClosedChannelException();
        }
        if (Errno.check("asking a terminal for its settings", character) > 0) {
            byte[] typed = new byte[lineIsOpen ? 2 : 1];
            Arrays.fill(typed, (byte) character);
            pipe.write(typed, 0, typed.length);
            lineIsOpen = false;
        }
    }

    @Override
    public void close() {
        pipe.close();
    }

    /** Asks first: the kernel would take bytes that nobody can read. */
    private static int type(int master, byte[] source, int offset, int length) {
        if (TerminalSettings.isHungUp(master)) {
            return -Errno.EPIPE;
        }
        int count = LibC.write(master, source, offset, length);
        return count == -Errno.EIO ? -Errno.EPIPE : count;
    }
}
