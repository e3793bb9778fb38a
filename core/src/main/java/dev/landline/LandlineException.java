package dev.landline;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something between two Landline peers failed. The subclass says how far the failure reaches: a
 * {@link ConnectionException} ends everything on the connection, a {@link ChannelException} ends
 * one conversation on it.
 */
public abstract sealed class LandlineException extends IOException
        permits ConnectionException, ChannelException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String hint;

    /**
     * Makes one.
     *
     * @param code what went wrong
     * @param message what was expected and what arrived
     * @param hint what to do next, or null
     * @param cause what led to it, or null
     */
    protected LandlineException(
            ErrorCode code, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    /**
     * What went wrong, for a program.
     *
     * @return the code, as it travels on the wire
     */
    public ErrorCode code() {
        return code;
    }

    /**
     * What a person can do about it.
     *
     * @return a sentence; empty where there is none to give
     */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
