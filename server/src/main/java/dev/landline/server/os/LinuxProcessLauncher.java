package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.landline.ExitStatus.NotStarted;
import dev.landline.ExitStatus.Reason;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Starts commands with {@code posix_spawn}, which borrows the server's memory until the exec
 * instead of copying it, and which is safe in a process with many threads where {@code fork} is
 * not.
 *
 * <p>Needs glibc 2.34 or newer on x86-64 or AArch64. A start holds the calling thread's carrier
 * until the exec, about a millisecond.
 */
final class LinuxProcessLauncher implements ProcessLauncher {

    private static final int PIDFD_OPEN = 434;
    private static final int SIGCHLD = 17;

    // struct sigaction of glibc.
    private static final int SIGACTION_SIZE = 152;
    private static final int SIGACTION_FLAGS = 136;
    private static final int DEFAULT_ACTION = 0;
    private static final int IGNORE = 1;
    private static final int NO_ZOMBIES = 2;

    private final GracePeriods grace;
    private final boolean pidfds;
    private final Poller poller;
    private final GroupCensus census = new GroupCensus(Path.of("/proc"));
    private final Set<LinuxChildProcess> unfinished = ConcurrentHashMap.newKeySet();

    /** Held shared by each start, so that closing cannot miss a child. */
    private final ReentrantReadWriteLock starting = new ReentrantReadWriteLock();

    private boolean closed;

    /**
     * Starts the thread that watches pipes.
     *
     * @param grace used by each child's {@code close}
     * @throws IOException when the system has no descriptors left
     * @throws UnsupportedOperationException when the C library or the processor is not supported
     */
    LinuxProcessLauncher(GracePeriods grace) throws IOException {
        this(grace, true);
    }

    /**
     * The same, for a system whose kernel is older than pidfd_open(2) (Linux 5.3) or forbids it.
     *
     * @param pidfds whether to ask for them at all
     */
    LinuxProcessLauncher(GracePeriods grace, boolean pidfds) throws IOException {
        LibC.requireUsable();
        this.grace = grace;
        this.pidfds = pidfds;
        keepZombies();
        this.poller = new Poller();
    }

    @Override
    public StartOutcome start(CommandSpec command) {
        starting.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the process launcher is closed");
            }
            WorkingDirectory directory = new WorkingDirectory(command.cwd());
            return startWith(command, directory, open(command));
        } catch (IOException e) {
            return failed(Reason.FAILED, command.program() + ": not started: " + e.getMessage());
        } finally {
            starting.readLock().unlock();
        }
    }

    @Override
    public void close() {
        starting.writeLock().lock();
        try {
            closed = true;
        } finally {
            starting.writeLock().unlock();
        }
        // An interrupt would cut the waiting short and leave zombies.
        boolean interrupted = Thread.interrupted();
        List<LinuxChildProcess> left = List.copyOf(unfinished);
        left.forEach(child -> child.signalGroup(Signal.KILL));
        left.forEach(child -> child.close(GracePeriods.NONE));
        awaitEnds(left);
        poller.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for those that were given up and killed a moment ago, too. */
    private static void awaitEnds(List<LinuxChildProcess> children) {
        long start = System.nanoTime();
        try {
            for (LinuxChildProcess child : children) {
                Duration spent = Duration.ofNanos(System.nanoTime() - start);
                child.waitFor(GracePeriods.NONE.afterKill().minus(spent));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ChildEnds open(CommandSpec command) throws IOException {
        return command.pty().isPresent()
                ? new ChildTerminal(command.pty().get())
                : new ChildPipes(command.pipesOwner());
    }

    private StartOutcome startWith(CommandSpec command, WorkingDirectory directory, ChildEnds ends)
            throws IOException {
        boolean started = false;
        try (Spawn spawn = new Spawn(command, directory, ends)) {
            int entered = directory.enter();
            if (entered < 0) {
                return failed(
                        entered == -Errno.ENOENT || entered == -Errno.ENOTDIR
                                ? Reason.NOT_FOUND
                                : Reason.FAILED,
                        "working directory " + command.cwd() + ": " + LibC.describe(entered));
            }
            ProgramSearch search = new ProgramSearch(command, directory, spawn);
            int pid = search.start();
            if (pid < 0) {
                return new StartOutcome.Failed(search.explain(pid));
            }
            started = true;
            return adopt(pid, ends);
        } finally {
            ends.closeTheirs();
            if (!started) {
                ends.closeOurs();
            }
        }
    }

    private StartOutcome adopt(int pid, ChildEnds ends) {
        // First, so that there is a descriptor for the pidfd even where these were the last.
        ends.closeTheirs();
        LinuxChildProcess child =
                new LinuxChildProcess(
                        pid, ends.streams(poller), poller, census, grace, unfinished::remove);
        unfinished.add(child);
        child.watchExit(pidfds ? LibC.call(Function.SYSCALL, PIDFD_OPEN, pid, 0) : -1);
        return new StartOutcome.Started(child);
    }

    /**
     * Undoes an inherited "ignore SIGCHLD": the kernel would reap every child by itself, and its
     * exit status would be lost.
     */
    private static void keepZombies() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(SIGACTION_SIZE, 8);
            Errno.check("sigaction", LibC.call(Function.SIGACTION, SIGCHLD, 0, action.address()));
            boolean ignored = action.get(JAVA_LONG, 0) == IGNORE;
            boolean noZombies = (action.get(JAVA_INT, SIGACTION_FLAGS) & NO_ZOMBIES) != 0;
            if (ignored || noZombies) {
                action.fill((byte) 0);
                action.set(JAVA_LONG, 0, DEFAULT_ACTION);
                Errno.check(
                        "sigaction", LibC.call(Function.SIGACTION, SIGCHLD, action.address(), 0));
            }
        }
    }

    private static StartOutcome failed(Reason reason, String message) {
        return new StartOutcome.Failed(new NotStarted(reason, message));
    }
}
