package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The directory that a command starts in, and the files that it names from there. */
final class WorkingDirectory {

    private static final int EXISTS = 0;
    private static final int CAN_ENTER = 1;

    private final byte[] path;

    /**
     * Takes a path.
     *
     * @param path absolute, of the default file system
     */
    WorkingDirectory(Path path) {
        this.path = bytes(path);
    }

    /** The path, ended by NUL, as long as the arena lives. */
    MemorySegment in(Arena arena) {
        return terminated(arena, path);
    }

    /**
     * Whether this is a directory that can be entered.
     *
     * @return 0 or a negated error number
     */
    int enter() {
        return access(join(path, "/."), CAN_ENTER);
    }

    /**
     * Whether a file is there.
     *
     * @param file absolute, or seen from here
     * @return 0 or a negated error number
     */
    int find(String file) {
        return access(resolve(file), EXISTS);
    }

    /** Whether a file is there and is a directory. */
    boolean isDirectory(String file) {
        return access(join(resolve(file), "/."), EXISTS) == 0;
    }

    private byte[] resolve(String file) {
        return file.startsWith("/")
                ? file.getBytes(StandardCharsets.UTF_8)
                : join(join(path, "/"), file);
    }

    private static int access(byte[] file, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            return LibC.call(Function.ACCESS, terminated(arena, file).address(), mode);
        }
    }

    private static MemorySegment terminated(Arena arena, byte[] bytes) {
        MemorySegment string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
        return string;
    }

    private static byte[] join(byte[] start, String end) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(start);
        joined.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        return joined.toByteArray();
    }

    /**
     * The path's own bytes. Its URI has them all; its string has lost those that the locale cannot
     * decode.
     */
    private static byte[] bytes(Path path) {
        String escaped = path.toUri().getRawPath();
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
