package dev.landline.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where handlers come from, and what is allowed to them.
 *
 * @param timeout how long a call may take; zero for as long as it likes
 * @param directory where jars with handlers are looked for while the server runs; the directory
 *     need not be there. Empty for nowhere
 */
public record HandlerSettings(Duration timeout, Optional<Path> directory) {

    /** Five minutes, and no jars. */
    public static final HandlerSettings DEFAULTS =
            new HandlerSettings(Duration.ofMinutes(5), Optional.empty());

    /** Checks the time. */
    public HandlerSettings {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: expected 0 or more, got " + timeout);
        }
    }

    /**
     * What holds where nothing is set.
     *
     * @param directory where jars are looked for
     * @return five minutes for a call
     */
    public static HandlerSettings defaults(Path directory) {
        return DEFAULTS.withDirectory(Optional.of(directory));
    }

    /**
     * The same with another directory.
     *
     * @param other where jars are looked for; empty for nowhere
     * @return a copy
     */
    public HandlerSettings withDirectory(Optional<Path> other) {
        return new HandlerSettings(timeout, other);
    }
}
