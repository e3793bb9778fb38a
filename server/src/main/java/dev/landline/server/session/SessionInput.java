package dev.landline.server.session;

import dev.landline.server.os.InputPipe;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** A command's input, to which several that are joined may write: each piece in one turn. */
final class SessionInput {

    private final InputPipe pipe;
    private final AtomicLong bytes = new AtomicLong();

    /** Not a lock, because whoever has the turn may wait long for the command to read. */
    private final Semaphore turn = new Semaphore(1, true);

    SessionInput(InputPipe pipe) {
        this.pipe = pipe;
    }

    void write(byte[] source, int length) throws IOException {
        takeTurn();
        try {
            pipe.write(source, 0, length);
            bytes.addAndGet(length);
        } finally {
            turn.release();
        }
    }

    /** What an end of input means to the command: on a terminal, a character. */
    void end() throws IOException {
        takeTurn();
        try {
            pipe.endOfInput();
        } finally {
            turn.release();
        }
    }

    private void takeTurn() throws InterruptedIOException {
        try {
            turn.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the turn to write");
        }
    }

    /** Nobody writes any more. Wakes whoever does. */
    void close() {
        pipe.close();
    }

    long bytes() {
        return bytes.get();
    }
}
