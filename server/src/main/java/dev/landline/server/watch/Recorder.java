package dev.landline.server.watch;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.server.event.ServerEvent;
import java.util.OptionalInt;

/**
 * Records what takes time, and errors, one by one. Each beginning gives an object whose method is
 * called once, at the end, on any thread.
 */
public interface Recorder {

    /** Records nothing. */
    Recorder NONE = new NoRecorder();

    /** Setting up a connection. */
    @FunctionalInterface
    interface Handshake {
        /**
         * It is done.
         *
         * @param result {@code ok}, or the word of an error code
         */
        void end(String result);
    }

    /** A connection, from its greeting to its end. */
    @FunctionalInterface
    interface Connection {
        /**
         * It has ended, and everything in it was counted.
         *
         * @param cause the word of an error code, or {@code bye}
         * @param in how much the server has received
         * @param out how much the server has sent
         */
        void end(String cause, Traffic in, Traffic out);
    }

    /**
     * What was carried in one direction.
     *
     * @param frames how many frames
     * @param bytes how many bytes they had
     */
    record Traffic(long frames, long bytes) {}

    /** A channel. */
    @FunctionalInterface
    interface Channel {
        /**
         * It is served.
         *
         * @param result {@code ok}, or the word of an error code
         */
        void end(String result);
    }

    /** A command. */
    @FunctionalInterface
    interface Session {
        /**
         * It has ended.
         *
         * @param status how
         */
        void end(ExitStatus status);
    }

    /**
     * A connection begins to be set up.
     *
     * @param connection its name, such as {@code c7}
     * @param remote where it comes from
     * @return told how that ends
     */
    Handshake handshake(String connection, String remote);

    /**
     * A connection is authorised.
     *
     * @param connection its name
     * @param remote where it comes from
     * @param identity who it is: a fingerprint or an account
     * @return told how it ends
     */
    Connection connection(String connection, String remote, String identity);

    /**
     * A channel begins to be served.
     *
     * @param connection its connection's name
     * @param channel its number
     * @param service what was asked for
     * @return told how that ends
     */
    Channel channel(String connection, int channel, String service);

    /**
     * A command has started.
     *
     * @param started which
     * @return told how it ends
     */
    Session session(ServerEvent.CommandStarted started);

    /**
     * The writer of a stream begins to stand still, for the client grants nothing.
     *
     * @param connection its connection's name
     * @param channel its channel's number
     * @param stream its name
     * @return run when the writer goes on or gives up
     */
    Runnable windowWait(String connection, int channel, String stream);

    /**
     * The server tells a client of an error.
     *
     * @param connection the connection's name
     * @param channel the channel that it ends; empty for the connection
     * @param code which
     * @param message the same in words
     */
    void error(String connection, OptionalInt channel, ErrorCode code, String message);
}
