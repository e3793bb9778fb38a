package dev.landline.engine;

import dev.landline.wire.Frame;

/** Which side of a connection this is, and what each side may send. */
public enum Role {
    /** The side that connected; it opens channels. */
    CLIENT,
    /** The side that listens; it serves channels. */
    SERVER;

    /**
     * The other side.
     *
     * @return server for client and the other way round
     */
    public Role other() {
        return this == CLIENT ? SERVER : CLIENT;
    }

    /**
     * Whether this side may send such a frame once both greetings are done.
     *
     * @param frame any frame
     * @return false for a frame that only the other side sends, and for a second greeting
     */
    public boolean maySend(Frame frame) {
        return switch (frame) {
            case Frame.Hello _ -> false;
            case Frame.Open _, Frame.Signal _, Frame.Resize _, Frame.Leave _ -> this == CLIENT;
            case Frame.Opened _, Frame.Exit _ -> this == SERVER;
            case Frame.Ping _,
                    Frame.Pong _,
                    Frame.Bye _,
                    Frame.Data _,
                    Frame.Eof _,
                    Frame.Window _,
                    Frame.Error _,
                    Frame.Close _,
                    Frame.Unknown _ ->
                    true;
        };
    }
}
