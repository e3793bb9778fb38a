package dev.landline.server.event;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened in a server. An embedder logs, counts or ignores it.
 *
 * <p>Texts that came from the other side are free of control characters.
 */
public sealed interface ServerEvent {

    /**
     * The server listens on an address.
     *
     * @param address as it can be connected to, with the real port
     */
    record Listening(String address) implements ServerEvent {}

    /**
     * A connection was closed before it was authorised.
     *
     * @param remote where it came from
     * @param code what was wrong
     * @param message the same in words
     */
    record Refused(String remote, ErrorCode code, String message) implements ServerEvent {}

    /**
     * Connections were closed unheard, for too many were being set up. Told once per burst, not for
     * each.
     *
     * @param count how many since this was last told
     */
    record Dropped(long count) implements ServerEvent {}

    /**
     * A connection was authorised and is open.
     *
     * @param connection its name, such as {@code c7}
     * @param remote where it came from
     * @param identity who it is
     */
    record Opened(String connection, String remote, String identity) implements ServerEvent {}

    /**
     * An open connection has ended.
     *
     * @param connection its name
     * @param code why
     * @param message the same in words
     */
    record Closed(String connection, ErrorCode code, String message) implements ServerEvent {}

    /**
     * A command was started.
     *
     * @param connection the connection that asked for it
     * @param channel the channel that it belongs to
     * @param pid its process and process group
     * @param account whom it runs as
     * @param argv what was started; arguments may hold secrets
     */
    record CommandStarted(
            String connection, int channel, long pid, String account, List<String> argv)
            implements ServerEvent {
        /** Copies the arguments. */
        public CommandStarted {
            argv = List.copyOf(argv);
        }
    }

    /**
     * A command has ended, or never began.
     *
     * @param connection the connection that asked for it
     * @param channel the channel that it belongs to
     * @param status how it ended
     */
    record CommandEnded(String connection, int channel, ExitStatus status) implements ServerEvent {}

    /**
     * A transfer of files begins.
     *
     * @param connection the connection that asked for it
     * @param channel the channel that it belongs to
     * @param service {@code put}, {@code get} or {@code list}
     * @param account whom it works as
     * @param paths what was asked for
     */
    record Transfer(
            String connection, int channel, String service, String account, List<String> paths)
            implements ServerEvent {
        /** Copies the paths. */
        public Transfer {
            paths = List.copyOf(paths);
        }
    }

    /**
     * A handler is called.
     *
     * @param connection the connection that asked for it
     * @param channel the channel that it belongs to
     * @param handler its name
     */
    record Called(String connection, int channel, String handler) implements ServerEvent {}

    /**
     * A handler has failed, which its caller was told in a few words.
     *
     * @param connection the connection that asked for it
     * @param channel the channel that it belongs to
     * @param handler its name
     * @param cause what it threw; its class and its message may be anybody's
     */
    record CallFailed(String connection, int channel, String handler, Throwable cause)
            implements ServerEvent {}

    /**
     * The handlers of a jar are offered, in place of those that it had before; or the jar is gone.
     *
     * @param from the jar's file
     * @param handlers their names; none where it is gone
     */
    record HandlersChanged(String from, List<String> handlers) implements ServerEvent {
        /** Copies the names. */
        public HandlersChanged {
            handlers = List.copyOf(handlers);
        }
    }

    /**
     * A jar is not used as it is. What it offered before is offered still.
     *
     * @param from the jar's file
     * @param message why, and what to do
     * @param cause what its code threw, if it did; whoever keeps that, keeps the jar's classes
     */
    record HandlersRefused(String from, String message, Optional<Throwable> cause)
            implements ServerEvent {}

    /**
     * Something happened to a session.
     *
     * @param session its name, or the beginning of its id
     * @param message what
     */
    record SessionNote(String session, String message) implements ServerEvent {}

    /**
     * A setting was changed.
     *
     * @param who by whom: an identity, or what else has done it, such as {@code SIGHUP}
     * @param name the setting's full name
     * @param before what held before, as people write it
     * @param after what holds now; the same where the value only stands elsewhere than before
     * @param kept whether the configuration file says so
     * @param live false: it holds from the next start of the server on
     */
    record SettingChanged(
            String who, String name, String before, String after, boolean kept, boolean live)
            implements ServerEvent {}

    /**
     * Something needs the operator's attention.
     *
     * @param message what, and what to do
     */
    record Warning(String message) implements ServerEvent {}
}
