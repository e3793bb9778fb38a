package dev.landline.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the files of the project are, whatever directory the tests are started in. */
final class Repository {

    private Repository() {}

    /** A file or folder of the project. */
    static Path file(String path) {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("spec/PROTOCOL.md"))) {
                return at.resolve(path);
            }
        }
        throw new IllegalStateException(
                "expected spec/PROTOCOL.md in a parent directory of " + start + ", found none");
    }

    /** Every vector there is. */
    static List<Vector> vectors() {
        try {
            return Vector.all(file("spec/vectors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
