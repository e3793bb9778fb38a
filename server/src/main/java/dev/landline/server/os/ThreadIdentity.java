package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.lang.foreign.MemorySegment;

/**
 * The calls that change the calling thread alone. Each says whether it has worked. Source:
 * setfsuid(2), setfsgid(2), setgroups(2), and the kernel's tables of system calls.
 */
final class ThreadIdentity {

    private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

    private static final int SETGROUPS = ARM ? 159 : 116;
    private static final int SETFSUID = ARM ? 151 : 122;
    private static final int SETFSGID = ARM ? 152 : 123;

    /** No user and no group: changes nothing, and tells what there is. */
    private static final int NOBODY = -1;

    private ThreadIdentity() {}

    static boolean setGroups(MemorySegment errno, MemorySegment groups) {
        long count = groups.byteSize() / JAVA_INT.byteSize();
        return LibC.callLong(Function.SYSCALL, errno, SETGROUPS, count, groups.address()) == 0;
    }

    static boolean setGroup(MemorySegment errno, int gid) {
        return gid != NOBODY && set(errno, SETFSGID, gid);
    }

    static boolean setUser(MemorySegment errno, int uid) {
        return uid != NOBODY && set(errno, SETFSUID, uid);
    }

    static int group(MemorySegment errno) {
        return set(errno, SETFSGID);
    }

    /** The call itself answers the number from before, whether it has worked or not. */
    private static boolean set(MemorySegment errno, int call, int number) {
        LibC.callLong(Function.SYSCALL, errno, call, number);
        return set(errno, call) == number;
    }

    private static int set(MemorySegment errno, int call) {
        return (int) LibC.callLong(Function.SYSCALL, errno, call, NOBODY);
    }
}
