package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What {@code posix_spawn} needs to start a command: for one thread, and closed after the start.
 */
final class Spawn implements AutoCloseable {

    private static final int SET_SIGNAL_DEFAULTS = 0x04;
    private static final int SET_SIGNAL_MASK = 0x08;
    private static final int SET_SESSION = 0x80;

    // posix_spawnattr_t and posix_spawn_file_actions_t have 336 and 80 bytes in glibc.
    private static final int OPAQUE_SIZE = 1024;
    private static final int SIGNAL_SET_SIZE = 128;
    private static final int BUSY_RETRIES = 5;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment attributes = arena.allocate(OPAQUE_SIZE, 16);
    private final MemorySegment actions = arena.allocate(OPAQUE_SIZE, 16);
    private final MemorySegment pid = arena.allocate(JAVA_INT);
    private final MemorySegment environment;

    /**
     * Prepares a start.
     *
     * @throws IOException when the system has no memory for it
     */
    Spawn(CommandSpec command, WorkingDirectory directory, ChildEnds ends) throws IOException {
        try {
            this.environment =
                    strings(
                            command.env().entrySet().stream()
                                    .map(entry -> entry.getKey() + "=" + entry.getValue()));
            prepareAttributes(attributes.address());
            prepareActions(actions.address(), directory, ends);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a program.
     *
     * @param file its path, seen from the working directory
     * @param argv what it is called and its arguments
     * @return its process id, or a negated error number
     */
    int start(String file, List<String> argv) {
        MemorySegment path = arena.allocateFrom(file);
        MemorySegment arguments = strings(argv.stream());
        for (int attempt = 0; ; attempt++) {
            int result =
                    LibC.callForError(
                            Function.POSIX_SPAWN,
                            pid.address(),
                            path.address(),
                            actions.address(),
                            attributes.address(),
                            arguments.address(),
                            environment.address());
            if (result != -Errno.ETXTBSY || attempt == BUSY_RETRIES) {
                return result == 0 ? pid.get(JAVA_INT, 0) : result;
            }
            // The program was written a moment ago, and another child that is just being started
            // still has the descriptor that wrote it. It drops that in its own exec.
            LockSupport.parkNanos(Duration.ofMillis(1L << attempt).toNanos());
        }
    }

    @Override
    public void close() {
        LibC.callForError(Function.POSIX_SPAWN_FILE_ACTIONS_DESTROY, actions.address());
        LibC.callForError(Function.POSIX_SPAWNATTR_DESTROY, attributes.address());
        arena.close();
    }

    private void prepareAttributes(long address) throws IOException {
        MemorySegment none = arena.allocate(SIGNAL_SET_SIZE);
        MemorySegment all = arena.allocate(SIGNAL_SET_SIZE).fill((byte) 0xff);
        check(Function.POSIX_SPAWNATTR_INIT, address);
        check(
                Function.POSIX_SPAWNATTR_SETFLAGS,
                address,
                SET_SIGNAL_DEFAULTS | SET_SIGNAL_MASK | SET_SESSION);
        check(Function.POSIX_SPAWNATTR_SETSIGMASK, address, none.address());
        check(Function.POSIX_SPAWNATTR_SETSIGDEFAULT, address, all.address());
    }

    private void prepareActions(long address, WorkingDirectory directory, ChildEnds ends)
            throws IOException {
        check(Function.POSIX_SPAWN_FILE_ACTIONS_INIT, address);
        switch (ends) {
            case ChildPipes pipes -> connect(address, pipes);
            case ChildTerminal terminal -> connect(address, terminal);
        }
        check(Function.POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP, address, ChildPipes.STDERR + 1);
        check(
                Function.POSIX_SPAWN_FILE_ACTIONS_ADDCHDIR_NP,
                address,
                directory.in(arena).address());
    }

    private static void connect(long address, ChildPipes pipes) throws IOException {
        for (int i = ChildPipes.STDIN; i <= ChildPipes.STDERR; i++) {
            check(Function.POSIX_SPAWN_FILE_ACTIONS_ADDDUP2, address, pipes.theirs(i), i);
        }
    }

    /** A session's leader that has no terminal gets the one that it opens. */
    private void connect(long address, ChildTerminal terminal) throws IOException {
        check(
                Function.POSIX_SPAWN_FILE_ACTIONS_ADDOPEN,
                address,
                ChildPipes.STDIN,
                arena.allocateFrom(terminal.slave()).address(),
                ChildTerminal.READ_WRITE,
                0);
        for (int i = ChildPipes.STDOUT; i <= ChildPipes.STDERR; i++) {
            check(Function.POSIX_SPAWN_FILE_ACTIONS_ADDDUP2, address, ChildPipes.STDIN, i);
        }
    }

    private MemorySegment strings(Stream<String> strings) {
        long[] addresses =
                Stream.concat(strings.map(arena::allocateFrom), Stream.of(MemorySegment.NULL))
                        .mapToLong(MemorySegment::address)
                        .toArray();
        return arena.allocateFrom(JAVA_LONG, addresses);
    }

    private static void check(Function function, long... arguments) throws IOException {
        Errno.check("preparing to start a program", LibC.callForError(function, arguments));
    }
}
