package dev.landline.cli.lab.tape;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What comes out of a socket: each call of read is one read of the socket and is recorded. */
public final class RecordedInput extends InputStream {

    private final InputStream input;
    private final Tape tape;
    private Optional<Character> awaited = Optional.empty();
    private int most = Integer.MAX_VALUE;

    RecordedInput(InputStream input, Tape tape) {
        this.input = input;
        this.tape = tape;
    }

    /** What is read from now on is taken for this message. */
    public void awaiting(char letter) {
        awaited = Optional.of(letter);
    }

    /** Reads take no more than so many bytes from now on, however much room the caller has. */
    public RecordedInput atMost(int bytes) {
        most = bytes;
        return this;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int room = Math.min(length, most);
        int count = input.read(bytes, offset, room);
        if (count > 0) {
            tape.read(bytes, offset, count, room, awaited);
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return input.available();
    }
}
