package dev.landline;

import org.jspecify.annotations.Nullable;

/** A connection could not be made, or has ended with everything on it. */
public non-sealed class ConnectionException extends LandlineException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one without hint or cause.
     *
     * @param code what went wrong
     * @param message what was expected and what arrived
     */
    public ConnectionException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    /**
     * Makes one.
     *
     * @param code what went wrong
     * @param message what was expected and what arrived
     * @param hint what to do next, or null
     * @param cause what led to it, or null
     */
    public ConnectionException(
            ErrorCode code, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(code, message, hint, cause);
    }

    /**
     * The same failure for one more waiter: equal in code, message and hint, with this one as its
     * cause and the stack of the thread that calls.
     *
     * @return a new exception
     */
    public ConnectionException forWaiter() {
        return new ConnectionException(
                code(), String.valueOf(getMessage()), hint().orElse(null), this);
    }
}
