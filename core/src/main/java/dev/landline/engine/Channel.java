package dev.landline.engine;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.wire.Frame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One conversation on a connection: its number and its streams. The two sides of it differ in what
 * they may do and are classes of their own.
 */
public abstract sealed class Channel permits ClientChannel, ServerChannel {

    final int id;
    final Outbox outbox;
    final Route route;
    private final Map<String, IncomingStream> incoming = new ConcurrentHashMap<>();
    private final Map<String, OutgoingStream> outgoing = new ConcurrentHashMap<>();

    Channel(int id, Outbox outbox) {
        this.id = id;
        this.outbox = outbox;
        this.route = new Route(id, outbox);
    }

    /**
     * The channel's number on the wire.
     *
     * @return 1 to 2^31 − 1
     */
    public int id() {
        return id;
    }

    /**
     * A stream from the other side.
     *
     * @param name one of the names that the channel was opened or accepted with
     * @return the stream
     * @throws IllegalArgumentException where the channel has no such stream
     */
    public IncomingStream incoming(String name) {
        return known(incoming.get(name), name);
    }

    /**
     * A stream towards the other side.
     *
     * @param name one of the names that the channel was opened or accepted with
     * @return the stream
     * @throws IllegalArgumentException where the channel has no such stream
     */
    public OutgoingStream outgoing(String name) {
        return known(outgoing.get(name), name);
    }

    private static <S> S known(@Nullable S stream, String name) {
        if (stream == null) {
            throw new IllegalArgumentException("the channel has no stream '" + name + "'");
        }
        return stream;
    }

    void add(String name, IncomingStream stream) {
        incoming.put(name, stream);
    }

    void add(String name, OutgoingStream stream) {
        outgoing.put(name, stream);
    }

    Map<String, IncomingStream> incoming() {
        return incoming;
    }

    @Nullable OutgoingStream towards(String name) {
        return outgoing.get(name);
    }

    /** Takes a frame that both sides understand. Called by the reading thread; never blocks. */
    void data(Frame.Data data) throws ChannelException {
        arriving(data.stream()).arrived(route, data);
    }

    void eof(Frame.Eof eof) throws ChannelException {
        arriving(eof.stream()).ended(route, eof.offset());
    }

    void window(Frame.Window window) throws ChannelException {
        OutgoingStream stream = outgoing.get(window.stream());
        if (stream == null) {
            throw noStream(window.stream());
        }
        stream.granted(window.consumed(), window.limit());
    }

    IncomingStream arriving(String name) throws ChannelException {
        IncomingStream stream = incoming.get(name);
        if (stream == null) {
            throw noStream(name);
        }
        return stream;
    }

    final ChannelException noStream(String name) {
        return new ChannelException(
                ErrorCode.STREAM_STATE,
                "expected a stream of channel " + id + ", got '" + name + "'");
    }

    void grant(Map<String, Long> limits) {
        limits.forEach((name, limit) -> {
            OutgoingStream stream = outgoing.get(name);
            if (stream != null) {
                stream.granted(0, limit);
            }
        });
    }

    void failStreams(Supplier<? extends LandlineException> cause) {
        incoming.values().forEach(stream -> stream.fail(route, cause));
        failOutgoing(cause);
    }

    /** The same where the streams from the other side go on in another channel. */
    void leaveStreams(Supplier<? extends LandlineException> cause) {
        incoming.values().forEach(stream -> stream.leave(route));
        failOutgoing(cause);
    }

    void retire() {
        incoming.values().forEach(stream -> stream.retire(route));
    }

    void failOutgoing(Supplier<? extends LandlineException> cause) {
        outgoing.values().forEach(stream -> stream.end(cause));
    }

    /** The connection is gone, or this channel broke the rules. Never blocks. */
    abstract void fail(LandlineException cause);

    void severStreams() throws InterruptedException {
        for (OutgoingStream stream : outgoing.values()) {
            stream.sever();
        }
    }

    /** Whoever waits gets an exception of its own, with its own stack, and the one cause. */
    static Supplier<? extends LandlineException> each(LandlineException cause) {
        return switch (cause) {
            case ConnectionException connection -> connection::forWaiter;
            case ChannelException channel -> channel::forWaiter;
        };
    }
}
