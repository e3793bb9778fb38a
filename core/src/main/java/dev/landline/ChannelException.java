package dev.landline;

import org.jspecify.annotations.Nullable;

/** One conversation on a connection has failed; the connection goes on. */
public final class ChannelException extends LandlineException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one without hint or cause.
     *
     * @param code what went wrong
     * @param message what was expected and what arrived
     */
    public ChannelException(ErrorCode code, String message) {
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
    public ChannelException(
            ErrorCode code, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(code, message, hint, cause);
    }

    /**
     * The same failure for one more waiter, with this one as its cause.
     *
     * @return a new exception with the stack of the thread that calls
     */
    public ChannelException forWaiter() {
        return new ChannelException(
                code(), String.valueOf(getMessage()), hint().orElse(null), this);
    }
}
