package dev.landline.server.config;

import java.time.Duration;

/**
 * What is allowed to handlers.
 *
 * @param timeout how long a call may take; zero for as long as it likes
 */
public record HandlerSettings(Duration timeout) {

    /** What holds where nothing is set. */
    public static final HandlerSettings DEFAULTS = new HandlerSettings(Duration.ofMinutes(5));

    /** Checks the time. */
    public HandlerSettings {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: expected 0 or more, got " + timeout);
        }
    }
}
