package dev.landline.file;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.landline.libc.Errno;
import dev.landline.libc.LibC.Function;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Facts through {@code statx}, whose structure is the same on all architectures. Source: statx(2),
 * {@code linux/stat.h}.
 */
final class Statx {

    /** The size of the structure. */
    static final int SIZE = 256;

    static final int FOLLOW = 0;
    static final int NO_FOLLOW = 0x100;
    static final int EMPTY_NAME = 0x1000;

    private static final int BASIC = 0x7FF;

    private static final int LINKS = 16;
    private static final int UID = 20;
    private static final int GID = 24;
    private static final int MODE = 28;
    private static final int INODE = 32;
    private static final int BYTES = 40;
    private static final int BLOCKS = 48;
    private static final int CHANGED = 96;
    private static final int MODIFIED = 112;
    private static final int NANOS = 8;
    private static final int DEVICE_MAJOR = 136;
    private static final int DEVICE_MINOR = 140;

    private static final int BLOCK = 512;
    private static final long NANOS_OF_SECOND = 1_000_000_000;

    private static final int KIND_BITS = 0xF000;
    private static final int MODE_BITS = 0xFFF;
    private static final int FILE = 0x8000;
    private static final int DIRECTORY = 0x4000;
    private static final int LINK = 0xA000;

    private Statx() {}

    /**
     * Asks.
     *
     * @param call with {@link #SIZE} bytes of room left
     * @param name the address of a name
     * @param flags {@link #FOLLOW}, {@link #NO_FOLLOW} or {@link #EMPTY_NAME}
     */
    static FileFacts ask(KernelCall call, long name, int flags) throws FileException {
        MemorySegment answer = call.rest();
        call.call(Function.STATX, call.number(), name, flags, BASIC, answer.address());
        return facts(answer);
    }

    /** The same where it may not be there: null then. */
    static @Nullable FileFacts askIfThere(KernelCall call, long name, int flags)
            throws FileException {
        MemorySegment answer = call.rest();
        long result =
                call.tryCall(Function.STATX, call.number(), name, flags, BASIC, answer.address());
        if (result == -Errno.ENOENT) {
            return null;
        }
        call.check(result);
        return facts(answer);
    }

    private static FileFacts facts(MemorySegment answer) {
        int mode = Short.toUnsignedInt(answer.get(JAVA_SHORT, MODE));
        return new FileFacts(
                kind(mode),
                mode & MODE_BITS,
                answer.get(JAVA_LONG, BYTES),
                answer.get(JAVA_LONG, MODIFIED),
                answer.get(JAVA_INT, MODIFIED + NANOS),
                answer.get(JAVA_LONG, INODE),
                Integer.toUnsignedLong(answer.get(JAVA_INT, DEVICE_MAJOR)) << 32
                        | Integer.toUnsignedLong(answer.get(JAVA_INT, DEVICE_MINOR)),
                answer.get(JAVA_LONG, CHANGED) * NANOS_OF_SECOND
                        + answer.get(JAVA_INT, CHANGED + NANOS),
                answer.get(JAVA_LONG, BLOCKS) * BLOCK,
                Integer.toUnsignedLong(answer.get(JAVA_INT, LINKS)),
                Integer.toUnsignedLong(answer.get(JAVA_INT, UID)),
                Integer.toUnsignedLong(answer.get(JAVA_INT, GID)));
    }

    private static FileKind kind(int mode) {
        return switch (mode & KIND_BITS) {
            case FILE -> FileKind.FILE;
            case DIRECTORY -> FileKind.DIRECTORY;
            case LINK -> FileKind.LINK;
            default -> FileKind.OTHER;
        };
    }
}
