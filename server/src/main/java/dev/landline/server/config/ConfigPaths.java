package dev.landline.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What paths in a configuration file mean.
 *
 * @param directory where the file stands, which relative paths start from
 * @param home what {@code ~/} stands for
 */
record ConfigPaths(Path directory, Path home) {

    /**
     * Makes a path of its text.
     *
     * @throws IllegalArgumentException with what was expected
     */
    Path of(String text) {
        if (text.isEmpty() || (text.startsWith("~") && !text.startsWith("~/"))) {
            throw bad(text, "");
        }
        try {
            return text.startsWith("~/")
                    ? home.resolve(text.substring(2))
                    : directory.resolve(text);
        } catch (InvalidPathException e) {
            throw bad(text, "; " + e.getReason());
        }
    }

    private static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException(
                "expected a path such as /srv/keys, ~/keys or keys, got "
                        + ConfigValue.quoted(text)
                        + why);
    }
}
