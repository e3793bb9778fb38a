package dev.landline.server.os;

import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** The reading end of a child's output: of a pipe, or of a terminal. */
final class LinuxOutputPipe implements OutputPipe {

    private final PipeEnd end;
    private final PipeGrowth growth = new PipeGrowth();
    private final Gathering gathering = new Gathering(System.nanoTime());

    LinuxOutputPipe(Poller poller, int number) {
        this(new PipeEnd(poller, number, Poller.READABLE));
    }

    LinuxOutputPipe(PipeEnd end) {
        this.end = end;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int most = Math.min(length, PipeGrowth.LARGE);
        end.enter();
        try {
            int count =
                    end.transfer(number -> {
                        int result = LibC.read(number, target, offset, most);
                        if (result == -Errno.EAGAIN && gathering.empty(System.nanoTime())) {
                            LockSupport.parkNanos(Gathering.PAUSE_NANOS);
                            result = LibC.read(number, target, offset, most);
                        }
                        gathering.read(Math.max(0, result));
                        return growth.count(number, result);
                    });
            // A terminal that no process has open any more says "I/O error".
            return count == 0 || count == -Errno.EIO
                    ? -1
                    : Errno.check("reading from a command", count);
        } finally {
            end.leave();
        }
    }

    @Override
    public void close() {
        end.close();
    }
}
