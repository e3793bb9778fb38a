package dev.landline.server.watch;

import dev.landline.ErrorCode;
import dev.landline.engine.FrameListener;
import dev.landline.link.Link;
import dev.landline.wire.Frame;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what happens on one connection. Its methods are called in the order of its life. */
public final class ConnectionWatch implements FrameListener {

    private static final String BYE = "bye";

    /** Both directions, and the cause. */
    private static final int PARTS = 3;

    private final ServerWatch server;
    private final String name;
    private final FrameListener trace;
    private final Recorder.Connection record;
    private final Flow in;
    private final Flow out;
    private final AtomicInteger missing = new AtomicInteger(PARTS);
    private volatile boolean left;
    private volatile String cause = "";

    ConnectionWatch(
            ServerWatch server, String name, FrameListener trace, Recorder.Connection record) {
        this.server = server;
        this.name = name;
        this.trace = trace;
        this.record = record;
        this.in = server.received().begin();
        this.out = server.sent().begin();
    }

    /**
     * The link of the connection, with its bytes counted.
     *
     * @param link the link as it is
     * @return what the connection is to use instead
     */
    public Link counted(Link link) {
        return new CountedLink(link, in, out);
    }

    /** The greetings are exchanged. */
    public void opened() {
        server.opened();
    }

    /** The greetings failed: nothing comes any more. */
    public void failed() {
        server.received().end(in);
        server.sent().end(out);
    }

    @Override
    public void frame(boolean outgoing, Frame frame) {
        (outgoing ? out : in).frame(FrameKind.of(frame));
        if (frame instanceof Frame.Error error && outgoing) {
            server.told(name, error);
        } else if (frame instanceof Frame.Bye && !outgoing) {
            left = true;
        }
        trace.frame(outgoing, frame);
    }

    @Override
    public void ended(boolean outgoing) {
        if (outgoing) {
            server.sent().end(out);
        } else {
            server.received().end(in);
        }
        trace.ended(outgoing);
        partEnded();
    }

    @Override
    public Runnable standsStill(int ch, String stream) {
        return server.standsStill(name, ch, stream);
    }

    /**
     * The connection has ended.
     *
     * @param code why
     */
    public void closed(ErrorCode code) {
        cause = left ? BYE : code.wire();
        server.closed(cause);
        partEnded();
    }

    private void partEnded() {
        if (missing.decrementAndGet() == 0) {
            record.end(
                    cause,
                    new Recorder.Traffic(in.frames(), in.bytes()),
                    new Recorder.Traffic(out.frames(), out.bytes()));
        }
    }
}
