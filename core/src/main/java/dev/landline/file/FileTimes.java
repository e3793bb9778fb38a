package dev.landline.file;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** The two times that utimensat(2) takes, of which the first, that of access, is left alone. */
final class FileTimes {

    /** The size of the structures. */
    static final int SIZE = 32;

    private static final long OMIT = (1 << 30) - 2;
    private static final int MOST_NANOS = 999_999_999;

    private FileTimes() {}

    /**
     * Puts a time of modification into memory.
     *
     * @return the address of the structures
     * @throws IllegalArgumentException where the nanoseconds are none: some numbers beyond mean
     *     something else to the kernel
     */
    static long put(MemorySegment memory, long seconds, int nanos) {
        if (nanos < 0 || nanos > MOST_NANOS) {
            throw new IllegalArgumentException(
                    "nanoseconds: expected 0 to 999999999, got " + nanos);
        }
        memory.set(JAVA_LONG, 8, OMIT);
        memory.set(JAVA_LONG, 16, seconds);
        memory.set(JAVA_LONG, 24, nanos);
        return memory.address();
    }

    /**
     * Checks permissions.
     *
     * @throws IllegalArgumentException where there are bits that are none
     */
    static int checkMode(int mode) {
        if ((mode & ~07777) != 0) {
            throw new IllegalArgumentException(
                    "mode: expected 0 to 07777, got 0" + Integer.toOctalString(mode));
        }
        return mode;
    }
}
