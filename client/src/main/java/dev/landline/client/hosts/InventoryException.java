package dev.landline.client.hosts;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An inventory or an expression over hosts cannot be used. The message says where, what was
 * expected and what stands there, without control characters.
 */
public final class InventoryException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was expected and what arrived
     */
    public InventoryException(String message) {
        this(message, null);
    }

    /**
     * Makes one with a cause.
     *
     * @param message what was expected and what arrived
     * @param cause what led to it, or null
     */
    public InventoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
