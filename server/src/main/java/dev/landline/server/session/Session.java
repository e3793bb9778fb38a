package dev.landline.server.session;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.TerminalSize;
import dev.landline.engine.IncomingStream;
import dev.landline.engine.ServerChannel;
import dev.landline.exec.ExecRequest;
import dev.landline.exec.OnDisconnect;
import dev.landline.flow.ReplayLog;
import dev.landline.server.exec.OutputDrain;
import dev.landline.server.exec.OutputPump;
import dev.landline.server.exec.RunningCommands;
import dev.landline.server.os.ChildProcess;
import dev.landline.server.os.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command from its start to its end, with what it has written that may still be wanted. Who is
 * joined to it is the matter of its {@link Audience}.
 */
final class Session {

    /** What a command may write that nobody has taken, where the client allows no more. */
    private static final long CAPACITY = 256 * 1024;

    /** The same on a terminal, where little may stand between a person and what happens. */
    private static final long TERMINAL_CAPACITY = 16 * 1024;

    private static final int CHUNK = 64 * 1024;
    private static final int TERMINAL_CHUNK = 4 * 1024;

    /** What of the past is shown to whoever joins later. */
    private static final long HISTORY = 64 * 1024;

    private static final long TERMINAL_HISTORY = 256 * 1024;

    private final SessionFacts facts;
    private final SessionHost host;
    private final String threads;
    private final ReplayLog stdout;
    private final ReplayLog stderr;
    private final SpoolStore stdoutStore;
    private final SpoolStore stderrStore;
    private final Audience audience;
    private final AtomicReference<@Nullable Thread> ender = new AtomicReference<>();
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private @Nullable ChildProcess child;
    private @Nullable SessionInput input;
    private List<OutputPump> outputs = List.of();
    private @Nullable Ended ended;
    private @Nullable String reason;
    private int users;
    private boolean discarded;
    private RunningCommands.@Nullable Slot place;

    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile Consumer<ExitStatus> whenEnded = status -> {};

    /**
     * How a session ended.
     *
     * @param status how the command did
     * @param pipesOpen whether output was still held open then
     * @param reason why the server ended it, where it did
     * @param when the time
     */
    record Ended(ExitStatus status, boolean pipesOpen, Optional<String> reason, Instant when) {}

    /**
     * Makes a session whose command has not started.
     *
     * @param facts what is known of it
     * @param policy what becomes of it when nobody is joined
     * @param host what it finds around itself
     * @param number for the names of its threads
     */
    Session(SessionFacts facts, OnDisconnect policy, SessionHost host, long number) {
        this.facts = facts;
        this.host = host;
        this.threads = "landline-s" + number;
        this.stdoutStore = store();
        this.stderrStore = store();
        long history = facts.terminal() ? TERMINAL_HISTORY : HISTORY;
        long capacity = facts.terminal() ? TERMINAL_CAPACITY : CAPACITY;
        this.stdout = new ReplayLog(capacity, history, stdoutStore);
        this.stderr = new ReplayLog(capacity, history, stderrStore);
        this.audience = new Audience(this, policy);
    }

    private SpoolStore store() {
        return new SpoolStore(host.settings().directory(), host::warn);
    }

    SessionFacts facts() {
        return facts;
    }

    Audience audience() {
        return audience;
    }

    SessionHost host() {
        return host;
    }

    ReplayLog stdout() {
        return stdout;
    }

    ReplayLog stderr() {
        return stderr;
    }

    ReplayLog log(String stream) {
        return stream.equals(ExecRequest.STDOUT) ? stdout : stderr;
    }

    /**
     * Begins to read an output where a channel asks for it.
     *
     * @throws ChannelException where nothing has been written so far
     */
    ReplayLog.Cursor cursor(String stream, ServerChannel channel) throws ChannelException {
        long from = channel.resume().orElse(Map.of()).getOrDefault(stream, 0L);
        long end = log(stream).end();
        if (from > end) {
            throw new ChannelException(
                    ErrorCode.STREAM_STATE,
                    "resume: expected " + stream + " to go on at " + end + " at most, got " + from);
        }
        return log(stream).cursor(from);
    }

    /** The name of a thread of this session. */
    String thread(String purpose) {
        return threads + "-" + purpose;
    }

    private int chunk() {
        return facts.terminal() ? TERMINAL_CHUNK : CHUNK;
    }

    /** Waits until the command runs, or is known not to. */
    void awaitStart() throws InterruptedException {
        begun.await();
    }

    /** Has somebody hear how the command ended, before anybody who is joined does. */
    void whenEnded(Consumer<ExitStatus> listener) {
        whenEnded = listener;
    }

    /** The command runs. Called once; from now on the session runs on threads of its own. */
    void started(ChildProcess started, RunningCommands.Slot slot) {
        List<OutputPump> pumps =
                List.of(
                        new OutputPump(started.stdout(), stdout, chunk()),
                        new OutputPump(started.stderr(), stderr, chunk()));
        lock.lock();
        try {
            child = started;
            input = new SessionInput(started.stdin());
            outputs = pumps;
        } finally {
            lock.unlock();
        }
        slot.runs(grace -> host.endGroup(this, started));
        begun.countDown();
        Thread.ofVirtual().name(thread("stdout")).start(pumps.getFirst());
        Thread.ofVirtual().name(thread("stderr")).start(pumps.getLast());
        Thread.ofVirtual().name(threads).start(() -> run(started, pumps, slot));
    }

    /** There is no command: the session ends where it began. */
    void notStarted(ExitStatus.NotStarted status) {
        begun.countDown();
        stdout.close();
        stderr.close();
        finish(new Ended(status, false, Optional.empty(), host.now()));
    }

    /** From here to the end; afterwards nothing of the command is left but what it has written. */
    private void run(ChildProcess started, List<OutputPump> pumps, RunningCommands.Slot slot) {
        ExitStatus status =
                new ExitStatus.Lost(ErrorCode.INTERNAL, "nobody waited for the command any more");
        boolean complete = false;
        try {
            status = started.waitFor();
            complete = new OutputDrain(pumps, host.drain()).await();
            Thread ending = ender.get();
            if (ending != null) {
                ending.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            started.reap();
            started.close();
            finish(new Ended(status, !complete, reason(), host.now()));
            leave(slot);
        }
    }

    /** A server that stops waits until the end was told to whoever is joined. */
    private void leave(RunningCommands.Slot slot) {
        lock.lock();
        try {
            if (users > 0) {
                place = slot;
                return;
            }
        } finally {
            lock.unlock();
        }
        slot.close();
    }

    private void finish(Ended how) {
        lock.lock();
        try {
            ended = how;
        } finally {
            lock.unlock();
        }
        whenEnded.accept(how.status());
        host.ended(this);
        audience.sessionEnded();
    }

    private Optional<String> reason() {
        lock.lock();
        try {
            return Optional.ofNullable(reason);
        } finally {
            lock.unlock();
        }
    }

    @Nullable Ended ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody reads what is typed for a command that is gone. */
    void closeWhereEnded(IncomingStream stdin) {
        if (ended() != null) {
            stdin.close();
        }
    }

    Optional<ChildProcess> child() {
        lock.lock();
        try {
            return Optional.ofNullable(child);
        } finally {
            lock.unlock();
        }
    }

    Optional<SessionInput> input() {
        lock.lock();
        try {
            return Optional.ofNullable(input);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a signal to the command's process group. A command that has ended takes no notice.
     *
     * @param name the signal's name without {@code SIG}; one that is not known is ignored
     */
    void signal(String name) {
        Signal.named(name)
                .filter(known -> known.name().equals(name))
                .ifPresent(signal -> child().ifPresent(process -> process.signalGroup(signal)));
    }

    void resize(TerminalSize size) {
        child().ifPresent(process -> process.resize(size));
    }

    /**
     * Ends the command: its process group, and what has escaped from that. Returns at once; the
     * first call counts.
     *
     * @param why a word for the {@code exit} frame
     * @param withOutput false where nobody wants the rest of the output any more
     */
    void end(String why, boolean withOutput) {
        ChildProcess process;
        List<OutputPump> pumps;
        lock.lock();
        try {
            if (reason != null || ended != null || child == null) {
                return;
            }
            reason = why;
            process = child;
            pumps = outputs;
        } finally {
            lock.unlock();
        }
        if (!withOutput) {
            ChannelException cause = new ChannelException(ErrorCode.CANCELLED, "it was ended");
            stdout.fail(cause::forWaiter);
            stderr.fail(cause::forWaiter);
            pumps.forEach(OutputPump::giveUp);
            process.stdin().close();
        }
        Thread ending =
                Thread.ofVirtual()
                        .name(thread("end"))
                        .unstarted(() -> host.endGroup(this, process));
        ender.set(ending);
        ending.start();
    }

    /** Keeps output on disk from now on, up to a limit; the command never waits for a reader. */
    void spool() {
        long most = host.settings().spool();
        stdoutStore.spill(most);
        stderrStore.spill(most);
        stdout.history(most);
        stderr.history(most);
    }

    /**
     * Somebody is about to read the output: it is kept until {@link #release}, whatever becomes of
     * the session.
     *
     * @return false where it was given up already
     */
    boolean use() {
        lock.lock();
        try {
            users += discarded ? 0 : 1;
            return !discarded;
        } finally {
            lock.unlock();
        }
    }

    /** Ends one {@link #use}. */
    void release() {
        boolean last;
        RunningCommands.Slot told = null;
        lock.lock();
        try {
            users--;
            last = discarded && users == 0;
            if (users == 0) {
                told = place;
                place = null;
            }
        } finally {
            lock.unlock();
        }
        if (last) {
            discardOutput();
        }
        if (told != null) {
            told.close();
        }
    }

    /** Nobody will ask for the session any more. Who is reading its output may go on. */
    void discard() {
        boolean last;
        lock.lock();
        try {
            last = !discarded && users == 0;
            discarded = true;
        } finally {
            lock.unlock();
        }
        audience.discard();
        if (last) {
            discardOutput();
        }
    }

    private void discardOutput() {
        stdout.discard();
        stderr.discard();
    }

    /** The bytes that the session occupies in memory. */
    long inMemory() {
        return stdoutStore.inMemory() + stderrStore.inMemory();
    }
}
