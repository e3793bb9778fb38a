package dev.landline.server.os;

import dev.landline.ExitStatus;
import dev.landline.TerminalSize;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A child that {@link LinuxProcessLauncher} started. */
final class LinuxChildProcess implements ChildProcess {

    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(1).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(64).toNanos();

    private final GroupLeader leader;
    private final ChildStreams streams;
    private final Poller poller;
    private final GroupCensus census;
    private final GracePeriods graceAtClose;
    private final Consumer<LinuxChildProcess> finished;
    private Poller.@Nullable Watch exitWatch;
    private volatile boolean closed;

    /**
     * Takes a started child and our ends of its streams over.
     *
     * @param pid the child
     * @param streams what it reads and writes
     * @param poller watches its exit
     * @param census tells whether the group has members left
     * @param graceAtClose used by {@link #close}
     * @param finished told, once or more, when it is closed and has ended
     */
    LinuxChildProcess(
            int pid,
            ChildStreams streams,
            Poller poller,
            GroupCensus census,
            GracePeriods graceAtClose,
            Consumer<LinuxChildProcess> finished) {
        this.leader = new GroupLeader(pid);
        this.streams = streams;
        this.poller = poller;
        this.census = census;
        this.graceAtClose = graceAtClose;
        this.finished = finished;
    }

    /**
     * Has the exit watched. Called once, right after the start.
     *
     * @param pidfd a descriptor of the child, which is taken over; negative where the system gave
     *     none: then the poller has to look again and again
     */
    void watchExit(int pidfd) {
        if (pidfd < 0) {
            poller.checkRepeatedly(this::settle);
            return;
        }
        exitWatch = poller.watch(pidfd, this::onExit);
        try {
            exitWatch.arm(Poller.READABLE);
        } catch (IOException e) {
            exitWatch.descriptor().close();
            poller.checkRepeatedly(this::settle);
        }
    }

    @Override
    public long pid() {
        return leader.pid();
    }

    @Override
    public InputPipe stdin() {
        return streams.stdin();
    }

    @Override
    public OutputPipe stdout() {
        return streams.stdout();
    }

    @Override
    public OutputPipe stderr() {
        return streams.stderr();
    }

    @Override
    public void resize(TerminalSize size) {
        streams.resize().accept(size);
    }

    @Override
    public ExitStatus waitFor() throws InterruptedException {
        return leader.await();
    }

    @Override
    public Optional<ExitStatus> waitFor(Duration atMost) throws InterruptedException {
        return leader.await(atMost);
    }

    @Override
    public Delivery signalGroup(Signal signal) {
        return leader.signal(signal);
    }

    @Override
    public void reap() {
        leader.giveUp();
    }

    @Override
    public void endGroup(GracePeriods grace) {
        if (leader.isGivenUp()) {
            return;
        }
        if (!endsAfter(Signal.HUP, grace.afterHangup())
                && !endsAfter(Signal.TERM, grace.afterTerminate())) {
            leader.signal(Signal.KILL);
            awaitEmpty(grace.afterKill());
        }
        leader.giveUp();
    }

    @Override
    public void close() {
        close(graceAtClose);
    }

    /** Closes the streams and ends the group with grace periods other than the usual ones. */
    void close(GracePeriods grace) {
        streams.close();
        endGroup(grace);
        closed = true;
        tellIfFinished();
    }

    private boolean endsAfter(Signal signal, Duration period) {
        return !period.isZero() && (leader.signal(signal) == Delivery.GONE || awaitEmpty(period));
    }

    /** Waits until the leader has ended and no other process of the group is left. */
    private boolean awaitEmpty(Duration period) {
        long start = System.nanoTime();
        long nanos = TimeUnit.NANOSECONDS.convert(period);
        long pause = FIRST_PAUSE_NANOS;
        try {
            if (leader.await(period).isEmpty()) {
                return false;
            }
            // No event tells of the others' end.
            while (census.hasMembers(leader.pid())) {
                long left = nanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(Math.min(pause, left));
                if (Thread.interrupted()) {
                    throw new InterruptedException("while a process group ends");
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void onExit() {
        if (exitWatch != null) {
            exitWatch.descriptor().close();
        }
        if (!settle()) {
            // Somebody traces the process and learns of its end first.
            poller.checkRepeatedly(this::settle);
        }
    }

    private boolean settle() {
        boolean settled = leader.settle(poller.stopped());
        tellIfFinished();
        return settled;
    }

    private void tellIfFinished() {
        if (closed && leader.isSettled()) {
            finished.accept(this);
        }
    }
}
