package dev.landline.file;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes that a path was made of. Its URI has them all; its string has lost those that the
 * locale cannot decode, and says other bytes where the locale is not UTF-8.
 */
final class PathBytes {

    private PathBytes() {}

    /**
     * Reads them.
     *
     * @param path of the default file system, not empty
     * @return the name, relative where the path is
     */
    static FileName of(Path path) {
        byte[] absolute = decode(path.toUri().getRawPath());
        int end = absolute.length;
        // What is a directory has got a slash.
        while (end > 1 && absolute[end - 1] == '/') {
            end--;
        }
        int start = end;
        for (int names = path.isAbsolute() ? 0 : path.getNameCount(); names > 0; names--) {
            start = lastSlash(absolute, start);
        }
        return FileName.owning(
                Arrays.copyOfRange(absolute, path.isAbsolute() ? 0 : start + 1, end));
    }

    private static int lastSlash(byte[] bytes, int before) {
        int at = before - 1;
        while (bytes[at] != '/') {
            at--;
        }
        return at;
    }

    private static byte[] decode(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
