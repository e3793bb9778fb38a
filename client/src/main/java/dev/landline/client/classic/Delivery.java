package dev.landline.client.classic;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Takes the bytes of one body to where the caller wants them, and tells the listener. */
final class Delivery {

    private final OutputStream sink;
    private final TransferListener listener;
    private OptionalLong total = OptionalLong.empty();
    private long bytes;

    Delivery(OutputStream sink, TransferListener listener) {
        this.sink = sink;
        this.listener = listener;
    }

    /** How many bytes there will be. */
    void expect(long count) {
        total = OptionalLong.of(count);
        listener.moved(total, 0);
    }

    void take(byte[] piece, int count) throws LocalFailureException {
        try {
            sink.write(piece, 0, count);
        } catch (IOException e) {
            throw failed(e);
        }
        bytes += count;
        listener.moved(total, bytes);
    }

    void flush() throws LocalFailureException {
        try {
            sink.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** How many there were so far. */
    long bytes() {
        return bytes;
    }

    private static LocalFailureException failed(IOException e) {
        return new LocalFailureException("cannot write the answer: " + e.getMessage(), e);
    }
}
