package dev.landline.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.landline.libc.LibC.Function;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the names in a directory through {@code getdents64}. Source: getdents(2). (readdir(3) would
 * need memory of the C library's that has to be freed, and an answer that is looked at through a
 * pointer.)
 */
final class DirectoryEntries {

    /** How many bytes of entries are fetched at a time. */
    static final int ROOM = 32 * 1024;

    private static final int GETDENTS64 =
            System.getProperty("os.arch", "").equals("aarch64") ? 61 : 217;

    private static final int RECORD_LENGTH = 16;
    private static final int NAME = 19;
    private static final int FROM_THE_START = 0;

    private DirectoryEntries() {}

    /** Reads all names, sorted, with {@link #ROOM} bytes of room in the call. */
    static List<FileName> read(KernelCall call) throws FileException {
        List<FileName> names = new ArrayList<>();
        MemorySegment entries = call.rest();
        call.longCall(Function.LSEEK, call.number(), 0, FROM_THE_START);
        while (true) {
            long length =
                    call.longCall(
                            Function.SYSCALL, GETDENTS64, call.number(), entries.address(), ROOM);
            if (length == 0) {
                names.sort(null);
                return names;
            }
            for (long at = 0; at < length; ) {
                int record = Short.toUnsignedInt(entries.get(JAVA_SHORT, at + RECORD_LENGTH));
                add(names, entries, at + NAME, at + record);
                at += record;
            }
        }
    }

    private static void add(List<FileName> names, MemorySegment entries, long start, long most) {
        long end = start;
        while (end < most && entries.get(JAVA_BYTE, end) != 0) {
            end++;
        }
        byte[] bytes = entries.asSlice(start, end - start).toArray(JAVA_BYTE);
        boolean isSelf = bytes[0] == '.' && bytes.length == 1;
        boolean isParent = bytes[0] == '.' && bytes.length == 2 && bytes[1] == '.';
        if (!isSelf && !isParent) {
            names.add(FileName.owning(bytes));
        }
    }
}
