package dev.landline.server.config;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file that cannot be used. The message has every problem of the file, one on each
 * line, as {@code FILE:LINE:COLUMN: KEY: expected …, got …}; the position is left out where the
 * file could not be read at all.
 */
public final class ConfigException extends IOException {

    private static final long serialVersionUID = 1L;

    ConfigException(List<String> problems, @Nullable Throwable cause) {
        super(String.join("\n", problems), cause);
    }

    /**
     * The problems in the order of the file.
     *
     * @return at least one line without a line break
     */
    public List<String> problems() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
