package dev.landline.engine;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.Printable;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameReader;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads a frame, dispatches it, and so on. It never writes, never waits for a consumer and never
 * runs user code: whatever it calls returns at once.
 */
final class ReaderLoop {

    private final FrameReader reader;
    private final Connection connection;
    private final Role peer;
    private final Outbox outbox;
    private final KeepAlive keepAlive;
    private final FrameListener listener;

    ReaderLoop(
            FrameReader reader,
            Connection connection,
            Role peer,
            Outbox outbox,
            KeepAlive keepAlive,
            FrameListener listener) {
        this.reader = reader;
        this.connection = connection;
        this.peer = peer;
        this.outbox = outbox;
        this.keepAlive = keepAlive;
        this.listener = listener;
    }

    /** Runs until the connection ends. */
    void run() {
        try {
            Frame frame;
            while ((frame = reader.read()) != null) {
                keepAlive.frameArrived();
                listener.frame(false, frame);
                if (!dispatch(frame)) {
                    return;
                }
            }
            connection.fail(
                    new ConnectionException(
                            ErrorCode.CONNECTION_LOST,
                            "the other side closed the connection without a word"));
        } catch (ConnectionException e) {
            connection.refuse(e);
        } catch (IOException e) {
            connection.fail(Connection.broken(e));
        } catch (RuntimeException e) {
            connection.refuse(
                    new ConnectionException(
                            ErrorCode.INTERNAL,
                            "a frame could not be handled: " + e.getMessage(),
                            null,
                            e));
        }
    }

    /**
     * One frame.
     *
     * @return false where it was the last
     * @throws ConnectionException where it must not have been sent
     */
    private boolean dispatch(Frame frame) throws ConnectionException {
        if (!peer.maySend(frame)) {
            throw new ConnectionException(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "expected a frame that a "
                            + peer.name().toLowerCase(Locale.ROOT)
                            + " may send now, got "
                            + frame.type());
        }
        return switch (frame) {
            case Frame.Ping(long id) -> {
                outbox.control(new Frame.Pong(id));
                yield true;
            }
            case Frame.Pong(long id) -> {
                connection.pong(id);
                yield true;
            }
            case Frame.Bye bye -> {
                connection.fail(left(bye));
                yield false;
            }
            case Frame.Open open -> {
                connection.opening(open);
                yield true;
            }
            case Frame.Error error when error.ch().isEmpty() -> {
                connection.fail(told(error));
                yield false;
            }
            case Frame.Error error -> onChannel(error, error.ch().getAsInt());
            case Frame.Unknown unknown when unknown.ch().isEmpty() ->
                    throw new ConnectionException(ErrorCode.UNKNOWN_TYPE, unknownType(unknown));
            case Frame.Unknown unknown -> onChannel(unknown, unknown.ch().getAsInt());
            case Frame.OnChannel onChannel -> onChannel(onChannel, onChannel.ch());
            case Frame.Hello _ -> true; // the peer may not send it: refused above
        };
    }

    private boolean onChannel(Frame frame, int ch) throws ConnectionException {
        Channel channel = connection.channels().find(ch);
        if (channel == null) {
            return true; // It crossed the end of the channel on the line.
        }
        try {
            switch (channel) {
                case ClientChannel client -> toClient(frame, client);
                case ServerChannel server -> toServer(frame, server);
            }
        } catch (ChannelException e) {
            switch (channel) {
                case ClientChannel client -> client.violated(e);
                case ServerChannel server -> server.fail(e);
            }
        }
        return true;
    }

    private void toClient(Frame frame, ClientChannel channel) throws ChannelException {
        switch (frame) {
            case Frame.Close _ -> {
                connection.channels().remove(channel.id());
                channel.closed();
            }
            case Frame.Error error -> {
                connection.channels().remove(channel.id());
                channel.fail(toldOfChannel(error));
            }
            case Frame.Opened opened -> channel.opened(opened);
            case Frame.Exit exit -> channel.exit(exit);
            default -> {
                if (!channel.broken()) {
                    toEither(frame, channel);
                }
            }
        }
    }

    private static void toServer(Frame frame, ServerChannel channel) throws ChannelException {
        if (channel.end() != null) {
            return; // It is ending: whatever comes is dropped.
        }
        switch (frame) {
            case Frame.Close _ -> channel.cancel("the client closed the channel");
            case Frame.Error error ->
                    channel.cancel("the client gave the channel up: " + told(error).getMessage());
            case Frame.Signal signal -> channel.signal(signal);
            case Frame.Resize resize -> channel.resize(resize);
            case Frame.Leave _ -> channel.leave();
            default -> toEither(frame, channel);
        }
    }

    private static void toEither(Frame frame, Channel channel) throws ChannelException {
        switch (frame) {
            case Frame.Data data -> channel.data(data);
            case Frame.Eof eof -> channel.eof(eof);
            case Frame.Window window -> channel.window(window);
            case Frame.Unknown unknown ->
                    throw new ChannelException(ErrorCode.UNKNOWN_TYPE, unknownType(unknown));
            case Frame.Hello _,
                    Frame.Ping _,
                    Frame.Pong _,
                    Frame.Bye _,
                    Frame.Open _,
                    Frame.Opened _,
                    Frame.Signal _,
                    Frame.Exit _,
                    Frame.Error _,
                    Frame.Close _,
                    Frame.Resize _,
                    Frame.Leave _ ->
                    throw new IllegalStateException("dispatched elsewhere: " + frame.type());
        }
    }

    static String unknownType(Frame.Unknown unknown) {
        return "expected a frame type of protocol version 1, got '"
                + Printable.of(unknown.type())
                + "'";
    }

    /** What the other side's error of the connection means here. */
    static ConnectionException told(Frame.Error error) {
        return new ConnectionException(
                code(error), Printable.of(error.message()), hint(error), null);
    }

    private static ChannelException toldOfChannel(Frame.Error error) {
        return new ChannelException(code(error), Printable.of(error.message()), hint(error), null);
    }

    private static ErrorCode code(Frame.Error error) {
        return ErrorCode.ofWire(error.code())
                .filter(code -> code.scope() != ErrorCode.Scope.LOCAL) // nobody's to send
                .orElse(ErrorCode.INTERNAL);
    }

    private static @Nullable String hint(Frame.Error error) {
        return error.hint().map(Printable::of).orElse(null);
    }

    static ConnectionException left(Frame.Bye bye) {
        ErrorCode code =
                bye.reason().equals(ErrorCode.SHUTTING_DOWN.wire())
                        ? ErrorCode.SHUTTING_DOWN
                        : ErrorCode.CONNECTION_LOST;
        return new ConnectionException(code, "the other side left: " + Printable.of(bye.message()));
    }

    /** The last frame to the other side. */
    static Frame.Error farewell(LandlineException cause) {
        return new Frame.Error(
                OptionalInt.empty(),
                cause.code().wire(),
                clipped(cause.getMessage()),
                clipped(cause.hint()));
    }

    /** A message that quotes what arrived must still fit into a header, and be text at all. */
    static String clipped(@Nullable String message) {
        return Printable.of(String.valueOf(message));
    }

    static Optional<String> clipped(Optional<String> hint) {
        return hint.map(Printable::of);
    }
}
