package dev.landline;

import java.util.Optional;

/**
 * What went wrong, as a word that travels on the wire and that a program can act on.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 7. The order of the constants means nothing.
 */
public enum ErrorCode {
    /** The bytes are not a frame: a bad length, a header that is not JSON, a truncated body. */
    MALFORMED_FRAME("malformed_frame", Scope.CONNECTION),
    /** A frame is well-formed and not allowed here or now. */
    PROTOCOL_VIOLATION("protocol_violation", Scope.CONNECTION),
    /** The two sides have no protocol version in common. */
    UNSUPPORTED_VERSION("unsupported_version", Scope.CONNECTION),
    /** The key, or the account, may not use this server. */
    UNAUTHORIZED("unauthorized", Scope.CONNECTION),
    /** A deadline passed before the connection was set up. */
    HANDSHAKE_TIMEOUT("handshake_timeout", Scope.CONNECTION),
    /** Nothing was heard from the other side for three ping intervals. */
    PEER_SILENT("peer_silent", Scope.CONNECTION),
    /** The other side takes no bytes off the line while it asks for answers. */
    PEER_CLOGGED("peer_clogged", Scope.CONNECTION),
    /** The server is stopping. */
    SHUTTING_DOWN("shutting_down", Scope.CONNECTION),
    /** The frame's type is not known here. */
    UNKNOWN_TYPE("unknown_type", Scope.CHANNEL),
    /** The channel's number was never opened. */
    UNKNOWN_CHANNEL("unknown_channel", Scope.CONNECTION),
    /** More channels at once than the other side allows. */
    TOO_MANY_CHANNELS("too_many_channels", Scope.CHANNEL),
    /** No service of that name. */
    UNKNOWN_SERVICE("unknown_service", Scope.CHANNEL),
    /** The request of an {@code open} is not one that the service understands. */
    BAD_REQUEST("bad_request", Scope.CHANNEL),
    /** The identity is known and may not do this. */
    NOT_PERMITTED("not_permitted", Scope.CHANNEL),
    /** More bytes than the window allowed. */
    WINDOW_EXCEEDED("window_exceeded", Scope.CHANNEL),
    /** Bytes at the wrong offset, after the end, or of a stream that the channel does not have. */
    STREAM_STATE("stream_state", Scope.CHANNEL),
    /** No session of that id or name, or none that belongs to this identity. */
    UNKNOWN_SESSION("unknown_session", Scope.CHANNEL),
    /** The same id was opened again, from another connection. */
    SUPERSEDED("superseded", Scope.CHANNEL),
    /** The files that a service is about cannot be used; the message says why. */
    FILE_FAILED("file_failed", Scope.CHANNEL),
    /** No handler of that name. */
    UNKNOWN_HANDLER("unknown_handler", Scope.CHANNEL),
    /** The handler that was called has failed; the message says how. */
    HANDLER_FAILED("handler_failed", Scope.CHANNEL),
    /** A call was not done within its time. */
    TIMED_OUT("timed_out", Scope.CHANNEL),
    /** One side ended the channel on purpose. */
    CANCELLED("cancelled", Scope.CHANNEL),
    /** A fault of the software that says it; its log has more. */
    INTERNAL("internal", Scope.CHANNEL),
    /** The host could not be reached at all. */
    UNREACHABLE("unreachable", Scope.LOCAL),
    /** The connection broke without a word. */
    CONNECTION_LOST("connection_lost", Scope.LOCAL),
    /** This side closed the connection. */
    CONNECTION_CLOSED("connection_closed", Scope.LOCAL),
    /** TLS could not be agreed on. */
    TLS_FAILED("tls_failed", Scope.LOCAL),
    /** The host's key is not in the known hosts. */
    HOST_KEY_UNKNOWN("host_key_unknown", Scope.LOCAL),
    /** The host's key is not the one in the known hosts. */
    HOST_KEY_CHANGED("host_key_changed", Scope.LOCAL),
    /** The host's key was marked as revoked. */
    HOST_KEY_REVOKED("host_key_revoked", Scope.LOCAL),
    /** An answer did not come in time. */
    TIMEOUT("timeout", Scope.LOCAL);

    /** What an error ends. */
    public enum Scope {
        /** The whole connection. */
        CONNECTION,
        /** One channel; as an answer to a frame without a channel, the connection. */
        CHANNEL,
        /** Never sent: one side's own finding. */
        LOCAL
    }

    private final String wire;
    private final Scope scope;

    ErrorCode(String wire, Scope scope) {
        this.wire = wire;
        this.scope = scope;
    }

    /**
     * The word that stands in an {@code error} frame.
     *
     * @return lower-case words joined by underscores
     */
    public String wire() {
        return wire;
    }

    /**
     * What an error of this kind ends.
     *
     * @return the scope
     */
    public Scope scope() {
        return scope;
    }

    /**
     * Finds a code by its word.
     *
     * @param word what an {@code error} frame said
     * @return the code; empty for a word that this version does not know
     */
    public static Optional<ErrorCode> ofWire(String word) {
        for (ErrorCode code : values()) {
            if (code.wire.equals(word)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
