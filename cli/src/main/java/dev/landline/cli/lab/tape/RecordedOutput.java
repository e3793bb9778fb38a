package dev.landline.cli.lab.tape;

import java.io.IOException;
import java.io.OutputStream;

/** What goes into a socket: each call of write is one write to the socket and is recorded. */
public final class RecordedOutput extends OutputStream {

    private final OutputStream output;
    private final Tape tape;

    RecordedOutput(OutputStream output, Tape tape) {
        this.output = output;
        this.tape = tape;
    }

    /** Names the bytes that are written next. */
    public void announce(char letter, String what, int bytes) {
        tape.announce(letter, what, bytes);
    }

    /** Sends a message, or its header, with one write. */
    public void send(char letter, String what, byte[] bytes) throws IOException {
        announce(letter, what, bytes.length);
        write(bytes);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        long nanos = tape.now();
        output.write(bytes, offset, length);
        tape.wrote(bytes, offset, length, nanos);
    }
}
