package dev.landline.cli.classic;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file to be sent, and the name to propose for it.
 *
 * @param file as it was typed
 * @param name without a directory, unless somebody asked for one
 */
record UploadChoice(Path file, String name) {

    /**
     * Reads {@code FILE[=NAME]}. A file that is called so, equals sign and all, goes before.
     *
     * @throws IllegalArgumentException with what was expected
     */
    static UploadChoice parse(String text, Path directory) {
        int equals = text.lastIndexOf('=');
        Path whole = directory.resolve(path(text));
        if (equals < 0 || Files.exists(whole)) {
            return new UploadChoice(whole, lastName(whole, text));
        }
        String name = text.substring(equals + 1);
        if (equals == 0 || name.isBlank()) {
            throw expected(text);
        }
        return new UploadChoice(directory.resolve(path(text.substring(0, equals))), name);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw expected(text);
        }
    }

    private static String lastName(Path file, String text) {
        Path name = file.getFileName();
        if (text.isBlank() || name == null) {
            throw expected(text);
        }
        return name.toString();
    }

    private static IllegalArgumentException expected(String text) {
        return new IllegalArgumentException("upload: expected FILE[=NAME], got '" + text + "'");
    }
}
