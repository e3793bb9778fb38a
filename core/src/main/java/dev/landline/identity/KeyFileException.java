package dev.landline.identity;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file with keys cannot be used. The message names the file, says why, and what to do. */
public abstract sealed class KeyFileException extends IOException
        permits KeyFormatException, KeyPermissionsException, PassphraseException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was expected and what was found
     * @param cause what led to it, or null
     */
    protected KeyFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
