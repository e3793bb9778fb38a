package dev.landline.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes that are no frame. The input has no frame boundary left. */
public final class FramingException extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean cut;

    /**
     * Makes an exception.
     *
     * @param message what was expected and what arrived
     * @param cut whether the input ended inside a frame that was right so far
     * @param cause what it was found by; null for none
     */
    FramingException(String message, boolean cut, @Nullable Throwable cause) {
        super(message, cause);
        this.cut = cut;
    }

    /**
     * Whether the input just ended too early.
     *
     * @return false where the bytes themselves are wrong
     */
    public boolean cut() {
        return cut;
    }
}
