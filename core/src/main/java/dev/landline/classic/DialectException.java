package dev.landline.classic;

import java.io.IOException;

/** The other side does not keep to its dialect, or says what cannot be. */
public final class DialectException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was expected and what arrived
     */
    public DialectException(String message) {
        super(message);
    }

    /**
     * The same with what led to it.
     *
     * @param message what was expected and what arrived
     * @param cause what led to it
     */
    public DialectException(String message, Throwable cause) {
        super(message, cause);
    }
}
