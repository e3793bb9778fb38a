package dev.landline.server.os;

import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;

/** The writing end of a child's input. */
final class LinuxInputPipe implements InputPipe {

    private final PipeEnd end;
    private final Output output;

    /** Writes to a descriptor that does not block, as {@link LibC#write} does. */
    interface Output {
        int write(int descriptor, byte[] source, int offset, int length);
    }

    LinuxInputPipe(Poller poller, int number) {
        this(new PipeEnd(poller, number, Poller.WRITABLE), toPipe());
    }

    LinuxInputPipe(PipeEnd end, Output output) {
        this.end = end;
        this.output = output;
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
        int count = end.transfer(number -> output.write(number, source, offset, most));
        if (count == -Errno.EPIPE) {
            throw new BrokenPipeException();
        }
        return Errno.check("writing to a command", count);
    }

    @Override
    public void endOfInput() {
        close();
    }

    @Override
    public void close() {
        end.close();
    }

    private static Output toPipe() {
        PipeGrowth growth = new PipeGrowth();
        return (number, source, offset, length) ->
                growth.count(number, LibC.write(number, source, offset, length));
    }
}
