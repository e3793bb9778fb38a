package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What a thread may do beyond its account's rights. The kernel takes away most of what concerns
 * files with the user, but not what goes beyond quotas and into the reserve of a full disk. Source:
 * capget(2).
 */
final class Capabilities {

    private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

    private static final int CAPGET = ARM ? 90 : 125;
    private static final int CAPSET = ARM ? 91 : 126;
    private static final int VERSION = 0x2008_0522;

    /** Two times effective, permitted, inheritable: 32 bits of each. */
    private static final int SIZE = 24;

    private static final int HALF = 12;

    private final MemorySegment header = Arena.ofAuto().allocate(8, 4);
    private final MemorySegment own = Arena.ofAuto().allocate(SIZE, 4);
    private final MemorySegment none = Arena.ofAuto().allocate(SIZE, 4);

    /** Remembers what the calling thread has. */
    boolean read(MemorySegment errno) {
        if (!call(errno, CAPGET, own)) {
            return false;
        }
        none.copyFrom(own);
        none.set(JAVA_INT, 0, 0);
        none.set(JAVA_INT, HALF, 0);
        return true;
    }

    /** Makes none of it count, so that it can count again. */
    boolean drop(MemorySegment errno) {
        return call(errno, CAPSET, none);
    }

    /** Makes what is remembered count again. */
    boolean restore(MemorySegment errno) {
        return call(errno, CAPSET, own);
    }

    private boolean call(MemorySegment errno, int number, MemorySegment data) {
        header.set(JAVA_INT, 0, VERSION);
        return LibC.callLong(Function.SYSCALL, errno, number, header.address(), data.address())
                == 0;
    }
}
