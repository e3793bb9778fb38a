package dev.landline.server.os;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;

/** The writing end of a child's input. */
final class LinuxInputPipe implements InputPipe {

    private final PipeEnd end;
    private final PipeGrowth growth = new PipeGrowth();

    LinuxInputPipe(Poller poller, int number) {
        this.end = new PipeEnd(poller, number, Poller.WRITABLE);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        end.enter();
        int done = 0;
        try {
            while (done < length) {
                done += writeSome(source, offset + done, length - done);
            }
        } catch (InterruptedIOException e) {
            e.bytesTransferred = done;
            throw e;
        } finally {
            end.leave();
        }
    }

    private int writeSome(byte[] source, int offset, int length) throws IOException {
        int most = Math.min(length, PipeGrowth.LARGE);
        int count =
                end.transfer(
                        number -> growth.count(number, LibC.write(number, source, offset, most)));
        if (count == -Errno.EPIPE) {
            throw new BrokenPipeException();
        }
        return Errno.check("writing to a command", count);
    }

    @Override
    public void close() {
        end.close();
    }
}
