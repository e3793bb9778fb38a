package dev.landline.engine;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.link.Link;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameReader;
import java.io.IOException;

/**
 * What two sides know of each other once both have greeted.
 *
 * @param reader reads what comes behind the other side's greeting
 * @param peer the other side's greeting
 */
record Greeting(FrameReader reader, Frame.Hello peer) {

    /**
     * Greets, and waits for the other side's greeting as long as the limits say.
     *
     * @throws IOException where the other side refuses, or breaks the rules; the link is closed
     *     then
     */
    static Greeting exchange(Link link, Frame.Hello own, Connection.Settings settings)
            throws IOException {
        Limits limits = settings.limits();
        FrameReader reader = new FrameReader(link.input(), limits.maxBody());
        Deadline deadline =
                Deadline.start(
                        settings.threads().get().name("landline-" + settings.name() + "-greet"),
                        limits.handshake(),
                        link::abort);
        try {
            Handshake handshake = new Handshake(reader, link.output(), settings.listener());
            return new Greeting(reader, handshake.greet(own));
        } catch (IOException e) {
            if (deadline.passed()) {
                throw new ConnectionException(
                        ErrorCode.HANDSHAKE_TIMEOUT,
                        "no greeting came within " + limits.handshake().toMillis() + " ms",
                        null,
                        e);
            }
            link.finish();
            throw e instanceof ConnectionException known ? known : Connection.broken(e);
        } catch (RuntimeException e) {
            link.abort();
            throw e;
        } finally {
            deadline.close();
        }
    }
}
