package dev.landline.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text of a configuration file, or says what kept it from being read. */
final class ConfigText {

    /** The largest file that is read, in bytes: one that is larger is surely another file. */
    static final int MAX_SIZE = 1 << 20;

    private ConfigText() {}

    static String read(Path file) throws ConfigException {
        byte[] bytes = bytes(file);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(rest, text, true);
        text.flip();
        if (result.isError()) {
            String before = text.toString();
            long line = before.chars().filter(c -> c == '\n').count() + 1;
            int column = before.length() - before.lastIndexOf('\n');
            throw refused(
                    "%s:%d:%d: expected UTF-8, got the byte 0x%02X"
                            .formatted(file, line, column, rest.get(rest.position())),
                    null);
        }
        return text.toString();
    }

    private static byte[] bytes(Path file) throws ConfigException {
        if (Files.isDirectory(file)) {
            throw refused(file + ": expected a file, got a directory", null);
        }
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw refused(
                        "%s: expected at most %s, got more"
                                .formatted(file, SizeText.shown(MAX_SIZE)),
                        null);
            }
            return bytes;
        } catch (ConfigException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw refused(file + ": expected a file, got none with this name", e);
        } catch (AccessDeniedException e) {
            throw refused(
                    file + ": expected a file that this account can read: permission denied", e);
        } catch (FileSystemException e) {
            throw refused(file + ": expected a readable file: " + e.getReason(), e);
        } catch (IOException e) {
            throw refused(file + ": expected a readable file: " + e.getMessage(), e);
        }
    }

    private static ConfigException refused(String problem, @Nullable Throwable cause) {
        return new ConfigException(List.of(ConfigProblems.printable(problem)), cause);
    }
}
