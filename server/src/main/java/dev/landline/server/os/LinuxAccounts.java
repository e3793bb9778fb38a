package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;

/** Accounts through {@code getpwuid_r} and its siblings, and so through NSS. */
final class LinuxAccounts implements Accounts {

    // struct passwd on 64-bit Linux.
    private static final int SIZE = 48;
    private static final int NAME = 0;
    private static final int UID = 16;
    private static final int GID = 20;
    private static final int HOME = 32;
    private static final int SHELL = 40;

    private static final int FIRST_BUFFER = 1024;
    private static final int LARGEST_BUFFER = 1 << 20;
    private static final String DEFAULT_SHELL = "/bin/sh";

    /** The C library has one place in the list for the whole process. */
    private final ReentrantLock listing = new ReentrantLock();

    LinuxAccounts() {
        LibC.requireUsable();
    }

    @Override
    public LocalAccount current() throws IOException {
        long uid = Integer.toUnsignedLong(LibC.call(Function.GETEUID));
        return byUid(uid)
                .orElseGet(
                        () -> new LocalAccount(uid, uid, Long.toString(uid), "/", DEFAULT_SHELL));
    }

    @Override
    public Optional<LocalAccount> byUid(long uid) throws IOException {
        return find(Function.GETPWUID_R, "user id " + uid, uid);
    }

    @Override
    public Optional<LocalAccount> byName(String name) throws IOException {
        if (name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            return find(
                    Function.GETPWNAM_R,
                    "user \"" + name + '"',
                    arena.allocateFrom(name).address());
        }
    }

    @Override
    public List<LocalAccount> all() throws IOException {
        Map<String, LocalAccount> all = new LinkedHashMap<>();
        listing.lock();
        try {
            LibC.call(Function.SETPWENT);
            for (Optional<LocalAccount> next = next(); next.isPresent(); next = next()) {
                all.putIfAbsent(next.get().name(), next.get());
            }
            LibC.call(Function.ENDPWENT);
        } finally {
            listing.unlock();
        }
        return List.copyOf(all.values());
    }

    private static Optional<LocalAccount> next() throws IOException {
        return find(Function.GETPWENT_R, "the next account");
    }

    private static Optional<LocalAccount> find(Function function, String what, long... key)
            throws IOException {
        for (int size = FIRST_BUFFER; ; size *= 2) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment entry = arena.allocate(SIZE, 8);
                MemorySegment buffer = arena.allocate(size);
                MemorySegment result = arena.allocate(JAVA_LONG);
                int error =
                        LibC.callForError(
                                function,
                                LongStream.concat(
                                                LongStream.of(key),
                                                LongStream.of(
                                                        entry.address(),
                                                        buffer.address(),
                                                        size,
                                                        result.address()))
                                        .toArray());
                if (error == 0) {
                    return result.get(JAVA_LONG, 0) == 0
                            ? Optional.empty()
                            : Optional.of(account(entry));
                }
                if (isAbsence(error)) {
                    return Optional.empty();
                }
                if (error != -Errno.EINTR && (error != -Errno.ERANGE || size >= LARGEST_BUFFER)) {
                    throw new IOException("looking up " + what + ": " + LibC.describe(error));
                }
            }
        }
    }

    /** What getpwnam(3) says that some systems answer for "no such user". */
    private static boolean isAbsence(int error) {
        return error == -Errno.ENOENT || error == -Errno.ESRCH || error == -Errno.EPERM;
    }

    private static LocalAccount account(MemorySegment entry) {
        String shell = string(entry, SHELL);
        return new LocalAccount(
                Integer.toUnsignedLong(entry.get(JAVA_INT, UID)),
                Integer.toUnsignedLong(entry.get(JAVA_INT, GID)),
                string(entry, NAME),
                string(entry, HOME),
                shell.isEmpty() ? DEFAULT_SHELL : shell);
    }

    private static String string(MemorySegment entry, int offset) {
        long address = entry.get(JAVA_LONG, offset);
        return address == 0 ? "" : LibC.string(address);
    }
}
