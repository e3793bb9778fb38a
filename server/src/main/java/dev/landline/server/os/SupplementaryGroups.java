package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Lists of groups as setgroups(2) takes them: ints in memory that lives as long as it is used. */
final class SupplementaryGroups {

    private static final int GETGROUPS =
            System.getProperty("os.arch", "").equals("aarch64") ? 158 : 115;

    private static final int FIRST_ROOM = 64;

    /** NGROUPS_MAX of Linux. */
    private static final int MOST = 65_536;

    private SupplementaryGroups() {}

    /** All groups of an account, its primary one among them. */
    static MemorySegment of(LocalAccount account) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(account.name());
            MemorySegment count = arena.allocate(JAVA_INT);
            for (int room = FIRST_ROOM; room <= MOST; room *= 2) {
                MemorySegment groups = arena.allocate(JAVA_INT, room);
                count.set(JAVA_INT, 0, room);
                int found =
                        LibC.call(
                                Function.GETGROUPLIST,
                                name.address(),
                                account.gid(),
                                groups.address(),
                                count.address());
                if (found > 0) {
                    return copy(groups, found);
                }
            }
        }
        throw new IOException("the groups of account " + account.name() + " cannot be found out");
    }

    /** Those of the calling thread. */
    static MemorySegment ofThread(MemorySegment errno) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment groups = arena.allocate(JAVA_INT, MOST);
            long found = LibC.callLong(Function.SYSCALL, errno, GETGROUPS, MOST, groups.address());
            if (found < 0) {
                throw new IOException("this server's groups: " + LibC.describe((int) found));
            }
            return copy(groups, found);
        }
    }

    private static MemorySegment copy(MemorySegment groups, long count) {
        MemorySegment used = groups.asSlice(0, count * JAVA_INT.byteSize());
        return Arena.ofAuto().allocate(used.byteSize(), JAVA_INT.byteAlignment()).copyFrom(used);
    }
}
