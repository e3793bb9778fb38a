package dev.landline.engine;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.wire.Frame;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** A client of a {@link Relay}: its line, and its channels by the numbers that it gave them. */
final class RelayedClient {

    /**
     * What may wait for a client that does not read. Its windows allow less than that; one that has
     * none has to keep up.
     */
    private static final int MAX_BACKLOG = 64 << 20;

    private final RelayLine line;
    private final int maxBody;
    // Guarded by the relay's lock:
    private final Map<Integer, RelayedChannel> channels = new HashMap<>();
    private int last;
    private boolean user;

    RelayedClient(RelayLine line, int maxBody) {
        this.line = line;
        this.maxBody = maxBody;
    }

    RelayLine line() {
        return line;
    }

    Map<Integer, RelayedChannel> channels() {
        return channels;
    }

    /** Whether it has asked for anything of the server. */
    boolean isUser() {
        return user;
    }

    void uses() {
        user = true;
    }

    /** Takes a number that the client gives to a channel. */
    void spend(int number) throws ConnectionException {
        if (number % 2 == 0 || number <= last) {
            throw new ConnectionException(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "open: expected an odd channel number above " + last + ", got " + number);
        }
        last = number;
    }

    /** Whether a channel of that number has been and ended. */
    boolean isSpent(int number) {
        return number % 2 == 1 && number <= last;
    }

    /**
     * Hands it a frame, behind all others. Never blocks: a client that takes nothing is cut off
     * when too much waits for it.
     *
     * @param frame with the client's own channel number
     */
    void send(Frame frame) {
        if (frame instanceof Frame.Data data && data.body().remaining() > maxBody) {
            parts(data);
        } else {
            line.outbox().last(frame);
        }
        if (line.outbox().waiting() > MAX_BACKLOG) {
            line.fail(
                    new ConnectionException(
                            ErrorCode.PEER_CLOGGED,
                            "the client takes nothing: " + MAX_BACKLOG + " bytes wait for it"));
        }
    }

    private void parts(Frame.Data data) {
        ByteBuffer body = data.body();
        for (int done = 0; done < body.remaining(); done += maxBody) {
            int size = Math.min(maxBody, body.remaining() - done);
            ByteBuffer part = body.slice(body.position() + done, size);
            line.outbox()
                    .last(new Frame.Data(data.ch(), data.stream(), data.offset() + done, part));
        }
    }
}
