package dev.landline.engine;

import dev.landline.wire.Frame;
import java.util.OptionalInt;

/** Frames with another channel number. Bodies are not copied. */
final class Renumbered {

    private Renumbered() {}

    /**
     * The channel that a frame is about.
     *
     * @return empty for a frame of the connection
     */
    static OptionalInt channel(Frame frame) {
        return switch (frame) {
            case Frame.OnChannel onChannel -> OptionalInt.of(onChannel.ch());
            case Frame.Error error -> error.ch();
            case Frame.Unknown unknown -> unknown.ch();
            case Frame.Hello _, Frame.Ping _, Frame.Pong _, Frame.Bye _ -> OptionalInt.empty();
        };
    }

    /**
     * The same about another channel.
     *
     * @param frame a frame of a channel
     * @param ch the other channel's number
     */
    static Frame frame(Frame frame, int ch) {
        return switch (frame) {
            case Frame.Open open ->
                    new Frame.Open(
                            ch,
                            open.service(),
                            open.request(),
                            open.windows(),
                            open.id(),
                            open.resume());
            case Frame.Opened opened -> new Frame.Opened(ch, opened.windows(), opened.resume());
            case Frame.Data data -> new Frame.Data(ch, data.stream(), data.offset(), data.body());
            case Frame.Eof eof -> new Frame.Eof(ch, eof.stream(), eof.offset());
            case Frame.Window window ->
                    new Frame.Window(ch, window.stream(), window.consumed(), window.limit());
            case Frame.Signal signal -> new Frame.Signal(ch, signal.name());
            case Frame.Exit exit ->
                    new Frame.Exit(ch, exit.status(), exit.pipesOpen(), exit.reason());
            case Frame.Error error ->
                    new Frame.Error(
                            OptionalInt.of(ch), error.code(), error.message(), error.hint());
            case Frame.Close _ -> new Frame.Close(ch);
            case Frame.Resize resize -> new Frame.Resize(ch, resize.columns(), resize.rows());
            case Frame.Leave _ -> new Frame.Leave(ch);
            case Frame.Unknown unknown -> new Frame.Unknown(unknown.type(), OptionalInt.of(ch));
            case Frame.Hello _, Frame.Ping _, Frame.Pong _, Frame.Bye _ ->
                    throw new IllegalArgumentException(
                            "expected a frame of a channel, got " + frame.type());
        };
    }
}
