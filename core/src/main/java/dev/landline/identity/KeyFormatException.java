package dev.landline.identity;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something is not the key that was expected: damaged, of an unsupported kind, or no key at all.
 */
public final class KeyFormatException extends KeyFileException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one without a cause.
     *
     * @param message what was expected and what was found
     */
    public KeyFormatException(String message) {
        this(message, null);
    }

    /**
     * Makes one.
     *
     * @param message what was expected and what was found
     * @param cause what led to it, or null
     */
    public KeyFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same complaint, about a file. */
    KeyFormatException in(Path file) {
        return new KeyFormatException(file + ": " + getMessage(), this);
    }
}
