package dev.landline.server.probe;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.engine.Deadline;
import dev.landline.engine.ServerChannel;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.probe.ProbeBytes;
import dev.landline.probe.ProbeRequest;
import dev.landline.probe.ProbeRequest.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The service {@code probe}: bytes that mean nothing, one way, bounded in number and time. It
 * touches no file and starts nothing, so everybody who is authorised may use it, but only a few at
 * once: measuring must not take the server's processors from those who work.
 */
public final class ProbeService {

    /** So many at once on a server. */
    static final int AT_ONCE = 4;

    /** How much longer than asked for a probe may take whose other side is slow. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final ProbeBytes bytes = new ProbeBytes();
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Makes the service of a server. */
    public ProbeService() {}

    /**
     * Serves one channel to its end.
     *
     * @param thread what the names of its threads begin with
     * @param channel the channel
     * @param json the request
     * @throws IOException where the request is refused, bytes are wrong, or the connection is gone
     */
    public void serve(String thread, ServerChannel channel, JsonObject json) throws IOException {
        ProbeRequest request = request(json);
        if (!places.tryAcquire()) {
            throw new ChannelException(
                    ErrorCode.TOO_MANY_CHANNELS,
                    "expected at most " + AT_ONCE + " probes of a server at once",
                    "somebody else is measuring; try again in a moment",
                    null);
        }
        try (Deadline _ =
                Deadline.start(
                        thread + "-time",
                        request.time().plus(GRACE),
                        () -> channel.cut(overdue(request)))) {
            if (request.direction() == Direction.DOWN) {
                send(channel, request);
            } else {
                receive(channel, request);
            }
        } finally {
            places.release();
        }
    }

    private void send(ServerChannel channel, ProbeRequest request) throws IOException {
        channel.accept(List.of(), List.of(ProbeRequest.DOWN));
        long end = System.nanoTime() + request.time().toNanos();
        try (OutputStream stream = channel.outgoing(ProbeRequest.DOWN)) {
            long sent = 0;
            while (sent < request.bytes() && System.nanoTime() - end < 0) {
                int count = (int) Math.min(ProbeBytes.PIECE, request.bytes() - sent);
                stream.write(bytes.piece(sent, count));
                sent += count;
            }
        }
    }

    /** Returns when the client has ended the stream and every byte was right. */
    private void receive(ServerChannel channel, ProbeRequest request) throws IOException {
        channel.accept(List.of(ProbeRequest.UP), List.of());
        byte[] piece = new byte[ProbeBytes.PIECE];
        try (InputStream stream = channel.incoming(ProbeRequest.UP)) {
            long received = 0;
            int count;
            while ((count = stream.read(piece)) >= 0) {
                long wrong = bytes.wrong(received, piece, count);
                if (wrong >= 0) {
                    throw new ChannelException(
                            ErrorCode.BAD_REQUEST,
                            "expected the bytes of a probe, got another one at offset " + wrong);
                }
                received += count;
                if (received > request.bytes()) {
                    throw new ChannelException(
                            ErrorCode.BAD_REQUEST,
                            "expected at most " + request.bytes() + " bytes, got " + received);
                }
            }
        }
    }

    private static ProbeRequest request(JsonObject json) throws ChannelException {
        try {
            return ProbeRequest.fromJson(json);
        } catch (JsonException e) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), null, e);
        }
    }

    private static ChannelException overdue(ProbeRequest request) {
        return new ChannelException(
                ErrorCode.TIMED_OUT,
                "expected the end of the probe "
                        + GRACE.toSeconds()
                        + " s after its "
                        + request.time().toMillis()
                        + " ms");
    }
}
