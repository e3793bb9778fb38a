package dev.landline.file;

import dev.landline.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file's name or path, absolute or not: bytes without NUL, as the file system has them. Most
 * names are UTF-8, and none needs to be. Immutable.
 */
public final class FileName implements Comparable<FileName> {

    /** What the kernel's file systems take as one name. */
    private static final int LONGEST_COMPONENT = 255;

    private static final HexFormat LOWER = HexFormat.of();
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private final byte[] bytes;

    private FileName(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a file's name is empty: expected a byte or more");
        }
        for (byte each : bytes) {
            if (each == 0) {
                throw new IllegalArgumentException("a file's name holds a NUL: none can");
            }
        }
        this.bytes = bytes;
    }

    /**
     * A name from text, in UTF-8.
     *
     * @param text not empty, without U+0000 and half surrogate pairs
     * @return the name
     * @throws IllegalArgumentException where the text is no name
     */
    public static FileName of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    throw new IllegalArgumentException(
                            "half a surrogate pair in a file's name, which no UTF-8 stands for: "
                                    + Printable.of(text));
                }
                i++;
            }
        }
        return new FileName(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A name from bytes.
     *
     * @param bytes not empty, without NUL; copied
     * @return the name
     * @throws IllegalArgumentException where the bytes are no name
     */
    public static FileName of(byte[] bytes) {
        return new FileName(bytes.clone());
    }

    /**
     * A name from a path, byte by byte, also where the locale cannot decode these.
     *
     * @param path of the default file system; the empty one stands for {@code .}
     * @return the name
     * @throws IllegalArgumentException where the path belongs to another file system
     */
    public static FileName of(Path path) {
        if (!path.getFileSystem().equals(FileSystems.getDefault())) {
            throw new IllegalArgumentException(
                    "expected a path of the default file system, got " + path.toUri());
        }
        String text = path.toString();
        if (text.isEmpty()) {
            return of(".");
        }
        return isAscii(text) ? of(text) : PathBytes.of(path);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** A name from bytes that nobody else has. */
    static FileName owning(byte[] bytes) {
        return new FileName(bytes);
    }

    /**
     * The name itself.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The name itself, for whoever does not write to it. */
    byte[] raw() {
        return bytes;
    }

    /**
     * How long the name is.
     *
     * @return bytes, 1 or more
     */
    public int length() {
        return bytes.length;
    }

    /**
     * Whether the name is text.
     *
     * @return false where some of the bytes are not UTF-8
     */
    public boolean isUtf8() {
        for (int i = 0; i < bytes.length; ) {
            int length = Utf8.length(bytes, i);
            if (length == 0) {
                return false;
            }
            i += length;
        }
        return true;
    }

    /**
     * The name as text, for patterns and for JSON. Not for a terminal: see {@link #toString}.
     *
     * @return with U+FFFD for what is not UTF-8
     */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Appends a name to this one, with a slash between them where there is none. It never replaces
     * this one, even where it is absolute.
     *
     * @param child what follows
     * @return the path of both
     */
    public FileName resolve(FileName child) {
        int slash = bytes[bytes.length - 1] == '/' ? 0 : 1;
        byte[] both = Arrays.copyOf(bytes, bytes.length + slash + child.bytes.length);
        if (slash == 1) {
            both[bytes.length] = '/';
        }
        System.arraycopy(child.bytes, 0, both, bytes.length + slash, child.bytes.length);
        return new FileName(both);
    }

    /**
     * The names between the slashes, as they are: {@code .} and {@code ..} among them.
     *
     * @return none for {@code /}
     */
    public List<FileName> components() {
        List<FileName> all = new ArrayList<>();
        for (int start = 0, i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '/') {
                if (i > start) {
                    all.add(part(start, i));
                }
                start = i + 1;
            }
        }
        return all;
    }

    /**
     * The last of the components.
     *
     * @return the name itself where there is none
     */
    public FileName last() {
        int end = endOfLast();
        return end == 0 ? this : part(startOf(end), end);
    }

    /**
     * What is before the last of the components, without slashes at its end.
     *
     * @return empty for a single name and for {@code /}; {@code /} for what is in there
     */
    public Optional<FileName> parent() {
        int start = startOf(endOfLast());
        int end = start;
        while (end > 0 && bytes[end - 1] == '/') {
            end--;
        }
        if (start == 0 || endOfLast() == 0) {
            return Optional.empty();
        }
        return Optional.of(end == 0 ? part(0, 1) : part(0, end));
    }

    /**
     * Whether the name begins at the root.
     *
     * @return true where the first byte is a slash
     */
    public boolean isAbsolute() {
        return bytes[0] == '/';
    }

    /**
     * Whether this can be the name of something in a directory.
     *
     * @return true for 1 to 255 bytes without a slash that are neither {@code .} nor {@code ..}
     */
    public boolean isComponent() {
        return bytes.length <= LONGEST_COMPONENT && isPlain();
    }

    /**
     * Whether this leads nowhere but to something in the directory itself, if it is not too long.
     */
    boolean isPlain() {
        if (bytes[0] == '.' && (bytes.length == 1 || isParent())) {
            return false;
        }
        for (byte each : bytes) {
            if (each == '/') {
                return false;
            }
        }
        return true;
    }

    /** Whether this is {@code ..}. */
    boolean isParent() {
        return bytes.length == 2 && bytes[0] == '.' && bytes[1] == '.';
    }

    private int endOfLast() {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == '/') {
            end--;
        }
        return end;
    }

    private int startOf(int end) {
        int start = end;
        while (start > 0 && bytes[start - 1] != '/') {
            start--;
        }
        return start;
    }

    private FileName part(int start, int end) {
        return new FileName(Arrays.copyOfRange(bytes, start, end));
    }

    /**
     * The name for people: harmless on a terminal and in a log, and different for each name.
     *
     * @return the text; a control character and a byte that is not UTF-8 as {@code \x1b}, another
     *     character that changes how text is shown as {@code \u202E}, a backslash as two
     */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            int length = Utf8.length(bytes, i);
            int point = length == 0 ? bytes[i] & 0xFF : Utf8.point(bytes, i, length);
            if (length == 0 || point < ' ' || point == 0x7F) {
                shown.append("\\x").append(LOWER.toHexDigits((byte) point));
            } else if (point == '\\') {
                shown.append("\\\\");
            } else if (Printable.isVisible(point)) {
                shown.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    shown.append("\\u").append(UPPER.toHexDigits(unit));
                }
            }
            i += Math.max(1, length);
        }
        return shown.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Compares byte by byte, without signs, as {@code LC_ALL=C sort} does. */
    @Override
    public int compareTo(FileName other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }
}
