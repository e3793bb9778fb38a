package dev.landline.json;

import dev.landline.Printable;
import java.io.IOException;

/** The text is not JSON, breaks a limit, or lacks what was expected of it. */
public final class JsonException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Long enough for every sentence of ours, and short enough for any {@code error} frame. */
    private static final int LONGEST_MESSAGE = 300;

    /**
     * Makes one.
     *
     * @param message what was expected and what arrived; it may quote the other side, for control
     *     characters in it are replaced and what goes beyond 300 characters is cut
     */
    public JsonException(String message) {
        super(Printable.of(message, LONGEST_MESSAGE));
    }

    JsonException(String message, Throwable cause) {
        super(Printable.of(message, LONGEST_MESSAGE), cause);
    }
}
