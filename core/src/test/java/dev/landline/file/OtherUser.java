package dev.landline.file;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.lang.foreign.Arena;

/** A user whom nothing belongs to, for tests that run as root and want to be refused. */
final class OtherUser implements FileIdentity {

    private static final long UID = 4_000_000_003L;
    private static final int SETFSUID =
            System.getProperty("os.arch", "").equals("aarch64") ? 151 : 122;

    /** Skips the test where it does not run as root. */
    static OtherUser orSkip() {
        assumeTrue(LibC.call(Function.GETEUID) == 0, "needs root");
        return new OtherUser();
    }

    @Override
    public long user() {
        return UID;
    }

    @Override
    public void enter() {
        setUser(UID);
    }

    @Override
    public void leave() {
        setUser(0);
    }

    private static void setUser(long uid) {
        try (Arena arena = Arena.ofConfined()) {
            LibC.callLong(Function.SYSCALL, arena.allocate(JAVA_INT), SETFSUID, uid);
            long now = LibC.callLong(Function.SYSCALL, arena.allocate(JAVA_INT), SETFSUID, -1);
            assertThat(now).isEqualTo(uid);
        }
    }
}
