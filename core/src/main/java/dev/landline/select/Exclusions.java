package dev.landline.select;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landline.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which files are left out: lines as in gitignore(5), which git reads in the same way. Immutable;
 * for any number of threads.
 *
 * <p>Case counts, {@code ?} stands for one code point of Unicode, and a line that could never match
 * anything is an error.
 */
public final class Exclusions {

    private static final int MAX_LINES = 10_000;
    private static final int MAX_FILE = 1 << 20;
    private static final Exclusions NONE = new Exclusions(List.of());

    private final List<ExclusionLine> lines;

    private Exclusions(List<ExclusionLine> lines) {
        this.lines = lines;
    }

    /**
     * Leaves nothing out.
     *
     * @return no lines
     */
    public static Exclusions none() {
        return NONE;
    }

    /**
     * Reads lines.
     *
     * @param lines at most 10,000 of at most 4,096 characters; comments and blank ones are passed
     *     over, later ones win, and {@code !} takes back
     * @return what they leave out
     * @throws IllegalArgumentException with the line and what is wrong with it
     */
    public static Exclusions of(List<String> lines) {
        if (lines.size() > MAX_LINES) {
            throw new IllegalArgumentException(
                    "what to exclude: expected at most "
                            + MAX_LINES
                            + " lines, got "
                            + lines.size());
        }
        return new Exclusions(
                lines.stream().map(ExclusionLine::of).flatMap(Optional::stream).toList());
    }

    /**
     * Reads a file of lines.
     *
     * @param file UTF-8, at most 1 MiB; line breaks are LF or CR LF
     * @return the lines for {@link #of}, without comments and blank ones
     * @throws IOException where it cannot be read, is too long, or is not UTF-8
     */
    public static List<String> linesOf(Path file) throws IOException {
        List<String> kept = new ArrayList<>();
        for (String line : text(file).split("\n", -1)) {
            String content = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!content.isBlank() && !content.startsWith("#")) {
                kept.add(content);
            }
        }
        return List.copyOf(kept);
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = bytes(file);
        if (bytes.length > MAX_FILE) {
            throw unusable(file, "expected at most 1 MiB, got more", null);
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw unusable(file, "expected UTF-8, got other bytes; save it as UTF-8", e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_FILE + 1);
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw unusable(file, "reading it is not allowed", e);
        } catch (IOException e) {
            throw unusable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static IOException unusable(Path file, String why, @Nullable IOException cause) {
        return new IOException(
                "file with what to exclude: " + Printable.of(file + ": " + why), cause);
    }

    /**
     * Whether a file is left out. What lies beneath a directory that is left out is so too, and
     * nothing can take it back: the caller asks for each directory first, and does not go into one
     * that is left out.
     *
     * @param path relative to the top of the tree, with {@code /} between names and no slash at
     *     either end
     * @param directory whether it is a directory; a symbolic link is none
     * @return whether the last line that is about it leaves it out
     */
    public boolean excludes(String path, boolean directory) {
        if (lines.isEmpty()) {
            return false;
        }
        List<String> names = List.of(path.split("/", -1));
        for (ExclusionLine line : lines.reversed()) {
            if (line.matches(names, directory)) {
                return !line.takesBack();
            }
        }
        return false;
    }

    /**
     * Whether nothing is ever left out.
     *
     * @return whether there is no line
     */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /**
     * The lines, which {@link #of} takes again.
     *
     * @return without comments and blank ones
     */
    public List<String> lines() {
        return lines.stream().map(ExclusionLine::text).toList();
    }
}
