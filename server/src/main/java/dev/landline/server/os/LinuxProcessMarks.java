package dev.landline.server.os;

import dev.landline.libc.LibC;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Marked processes from {@code /proc}. */
final class LinuxProcessMarks implements ProcessMarks {

    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(1).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(64).toNanos();

    /** How often the environment of a process that seems to have none is read. */
    private static final int LOOKS = 20;

    private final ProcessTable table = new ProcessTable(Path.of("/proc"));
    private final long self = ProcessHandle.current().pid();
    private final PinnedSignal sender;

    LinuxProcessMarks() {
        this(true);
    }

    /**
     * The same, for a system whose kernel is older than pidfd_open(2) (Linux 5.3) or forbids it.
     *
     * @param pidfds whether to ask for them at all
     */
    LinuxProcessMarks(boolean pidfds) {
        LibC.requireUsable();
        this.sender = new PinnedSignal(pidfds);
    }

    /** Which processes. */
    private record Mark(String variable, Predicate<String> value) {}

    @Override
    public List<MarkedProcess> find(String variable, Predicate<String> value) throws IOException {
        Instant boot = table.bootTime();
        List<MarkedProcess> found = new ArrayList<>();
        for (ProcessStamp stamp : carriers(new Mark(variable, value))) {
            Map<String, String> marks = new LinkedHashMap<>(variables(stamp.pid()));
            marks.keySet().removeIf(name -> !name.startsWith(PREFIX));
            MarkedProcess process =
                    new MarkedProcess(
                            stamp.pid(),
                            ProcessTable.after(boot, stamp.startTicks()),
                            table.strings(stamp.pid(), "cmdline"),
                            marks);
            // Else what was read may be another's, or nothing.
            if (stamp.isAlive()) {
                found.add(process);
            }
        }
        return List.copyOf(found);
    }

    @Override
    public int signal(String variable, Predicate<String> value, Signal signal) throws IOException {
        Mark mark = new Mark(variable, value);
        int sent = 0;
        for (ProcessStamp stamp : carriers(mark)) {
            sent += send(stamp, mark, signal) ? 1 : 0;
        }
        return sent;
    }

    @Override
    public boolean end(String variable, Predicate<String> value, GracePeriods grace)
            throws IOException {
        Mark mark = new Mark(variable, value);
        return endsAfter(mark, Signal.HUP, grace.afterHangup())
                || endsAfter(mark, Signal.TERM, grace.afterTerminate())
                || noneLeftAfter(mark, Signal.KILL, grace.afterKill());
    }

    private boolean endsAfter(Mark mark, Signal signal, Duration period) throws IOException {
        return !period.isZero() && noneLeftAfter(mark, signal, period);
    }

    /** Signals each process once, also those that come meanwhile, until none is left. */
    private boolean noneLeftAfter(Mark mark, Signal signal, Duration period) throws IOException {
        long start = System.nanoTime();
        long nanos = TimeUnit.NANOSECONDS.convert(period);
        long pause = FIRST_PAUSE_NANOS;
        Set<ProcessStamp> told = new HashSet<>();
        while (true) {
            List<ProcessStamp> left = whoeverIsLeft(mark);
            for (ProcessStamp stamp : left) {
                if (!told.contains(stamp) && send(stamp, mark, signal)) {
                    told.add(stamp);
                }
            }
            long time = nanos - (System.nanoTime() - start);
            if (left.isEmpty() || time <= 0 || Thread.currentThread().isInterrupted()) {
                return left.isEmpty();
            }
            // No event tells of the end of processes that are not our children.
            LockSupport.parkNanos(Math.min(pause, time));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    private boolean send(ProcessStamp stamp, Mark mark, Signal signal) {
        return sender.send(stamp, signal, () -> carries(stamp.pid(), mark));
    }

    /**
     * Looks again before it says that none is left. A process that starts another one while the
     * list is read, and ends before its turn comes, shows neither of the two.
     */
    private List<ProcessStamp> whoeverIsLeft(Mark mark) throws IOException {
        List<ProcessStamp> left = carriers(mark);
        return left.isEmpty() ? carriers(mark) : left;
    }

    /** Those that carry a mark, the oldest first. */
    private List<ProcessStamp> carriers(Mark mark) throws IOException {
        List<ProcessStamp> carriers = new ArrayList<>();
        for (long pid : table.pids()) {
            // The start first: where the number changes hands, the stamp is that of the one before.
            Optional<ProcessTable.Stat> stat = pid == self ? Optional.empty() : table.stat(pid);
            if (stat.isPresent() && !stat.get().hasEnded() && carries(pid, mark)) {
                carriers.add(new ProcessStamp(pid, stat.get().startTicks()));
            }
        }
        carriers.sort(
                Comparator.comparingLong(ProcessStamp::startTicks)
                        .thenComparingLong(ProcessStamp::pid));
        return carriers;
    }

    private boolean carries(long pid, Mark mark) {
        String value = variables(pid).get(mark.variable());
        return value != null && mark.value().test(value);
    }

    /**
     * The variables as they are. Where one program is just being put in the place of another there
     * are none for a moment, and no arguments either: then again.
     */
    private List<String> environment(long pid) {
        List<String> entries = table.strings(pid, "environ");
        for (int look = 1; look < LOOKS && entries.isEmpty() && table.hasProgram(pid); look++) {
            if (table.strings(pid, "cmdline").isEmpty()) {
                LockSupport.parkNanos(FIRST_PAUSE_NANOS);
            }
            entries = table.strings(pid, "environ");
        }
        return entries;
    }

    /** Of two with one name the first counts, as for getenv(3). */
    private Map<String, String> variables(long pid) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String entry : environment(pid)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                variables.putIfAbsent(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return variables;
    }
}
