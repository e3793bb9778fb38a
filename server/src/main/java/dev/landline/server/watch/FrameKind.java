package dev.landline.server.watch;

import dev.landline.wire.Frame;
import java.util.Locale;

/** The types of frames, as labels. */
enum FrameKind {
    DATA,
    WINDOW,
    PING,
    PONG,
    OPEN,
    OPENED,
    EOF,
    CLOSE,
    LEAVE,
    EXIT,
    SIGNAL,
    RESIZE,
    ERROR,
    BYE,
    HELLO,
    /** A type that this version does not know. */
    UNKNOWN;

    static FrameKind of(Frame frame) {
        return switch (frame) {
            case Frame.Data _ -> DATA;
            case Frame.Window _ -> WINDOW;
            case Frame.Ping _ -> PING;
            case Frame.Pong _ -> PONG;
            case Frame.Open _ -> OPEN;
            case Frame.Opened _ -> OPENED;
            case Frame.Eof _ -> EOF;
            case Frame.Close _ -> CLOSE;
            case Frame.Leave _ -> LEAVE;
            case Frame.Exit _ -> EXIT;
            case Frame.Signal _ -> SIGNAL;
            case Frame.Resize _ -> RESIZE;
            case Frame.Error _ -> ERROR;
            case Frame.Bye _ -> BYE;
            case Frame.Hello _ -> HELLO;
            case Frame.Unknown _ -> UNKNOWN;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
