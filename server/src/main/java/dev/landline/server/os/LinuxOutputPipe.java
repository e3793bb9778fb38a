package dev.landline.server.os;

import java.io.IOException;
import java.util.Objects;

/** The reading end of a child's output. */
final class LinuxOutputPipe implements OutputPipe {

    private final PipeEnd end;
    private final PipeGrowth growth = new PipeGrowth();

    LinuxOutputPipe(Poller poller, int number) {
        this.end = new PipeEnd(poller, number, Poller.READABLE);
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
                    Errno.check(
                            "reading from a command",
                            end.transfer(number ->
                                    growth.count(number, LibC.read(number, target, offset, most))));
            return count == 0 ? -1 : count;
        } finally {
            end.leave();
        }
    }

    @Override
    public void close() {
        end.close();
    }
}
