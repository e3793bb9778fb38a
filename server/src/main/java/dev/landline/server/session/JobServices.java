package dev.landline.server.session;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.Printable;
import dev.landline.TerminalSize;
import dev.landline.engine.ChannelEvent;
import dev.landline.engine.ServerChannel;
import dev.landline.exec.ExecRequest;
import dev.landline.exec.Job;
import dev.landline.exec.SessionRequest;
import dev.landline.flow.ReplayLog;
import dev.landline.json.JsonWriter;
import dev.landline.server.os.ChildProcess;
import dev.landline.server.os.Signal;
import dev.landline.server.session.Sessions.Caller;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The services for sessions that are there already. */
final class JobServices {

    private static final int LINE = 512;
    private static final List<String> OUTPUTS = List.of(ExecRequest.STDOUT, ExecRequest.STDERR);

    private final SessionTable table;
    private final LeftBehind leftBehind;

    JobServices(SessionTable table, LeftBehind leftBehind) {
        this.table = table;
        this.leftBehind = leftBehind;
    }

    /** {@code jobs}: one line for each session of the caller. */
    void list(Caller caller, ServerChannel channel) throws IOException {
        channel.accept(List.of(), List.of(ExecRequest.STDOUT));
        try (OutputStream lines = channel.outgoing(ExecRequest.STDOUT)) {
            JsonWriter json = new JsonWriter(LINE);
            for (Job orphan : leftBehind.orphansOf(caller.owner())) {
                write(orphan, json, lines);
            }
            for (Session session : table.of(caller.owner())) {
                write(job(session), json, lines);
            }
        }
    }

    private static void write(Job job, JsonWriter json, OutputStream lines) throws IOException {
        json.reset(0);
        json.value(job.toJson());
        lines.write(json.array(), 0, json.size());
        lines.write('\n');
    }

    private static Job job(Session session) {
        SessionFacts facts = session.facts();
        Optional<Session.Ended> ended = Optional.ofNullable(session.ended());
        return new Job(
                facts.id(),
                facts.name(),
                String.join(" ", facts.argv()),
                facts.user(),
                facts.owner(),
                facts.started(),
                ended.isPresent() ? Job.State.ENDED : Job.State.RUNNING,
                session.audience().joined(),
                session.audience().policy().word(),
                facts.terminal(),
                session.child().map(ChildProcess::pid).orElse(0L),
                session.input().map(SessionInput::bytes).orElse(0L),
                session.stdout().end(),
                session.stderr().end(),
                ended.map(Session.Ended::when),
                ended.map(Session.Ended::status));
    }

    /** {@code attach}: what is kept of the output, then what comes, then the end. */
    void attach(Caller caller, ServerChannel channel, SessionRequest request)
            throws IOException, InterruptedException {
        Session session = use(caller, request);
        try {
            attach(caller, channel, request, session);
        } finally {
            session.release();
        }
    }

    private Session use(Caller caller, SessionRequest request) throws ChannelException {
        Session session = table.lookUp(caller.owner(), request.session());
        if (!session.use()) {
            throw SessionTable.unknown("the session ended, and its result is not kept any more");
        }
        return session;
    }

    private static void attach(
            Caller caller, ServerChannel channel, SessionRequest request, Session session)
            throws IOException, InterruptedException {
        session.awaitStart();
        String id = channel.openId().orElseGet(() -> UUID.randomUUID().toString());
        Attachment place = session.audience().place(id, false, request.view());
        if (!place.view()) {
            request.size().ifPresent(size -> redraw(session, size));
        }
        String threads = "landline-" + caller.connection() + "-ch" + channel.id();
        new Joint(session, place, channel, threads).serve();
    }

    /** Two changes of size make a program draw anew that would not for the same size. */
    private static void redraw(Session session, TerminalSize size) {
        int rows = size.rows();
        session.resize(new TerminalSize(size.columns(), rows == 1 ? 2 : rows - 1));
        session.resize(size);
    }

    /** {@code logs}: the same without being joined. */
    void logs(Caller caller, ServerChannel channel, SessionRequest request)
            throws ChannelException, InterruptedException {
        Session session = use(caller, request);
        try {
            logs(caller, channel, request, session);
        } finally {
            session.release();
        }
    }

    private static void logs(
            Caller caller, ServerChannel channel, SessionRequest request, Session session)
            throws ChannelException, InterruptedException {
        Map<String, ReplayLog.Cursor> cursors = new TreeMap<>();
        Map<String, Long> starts = new TreeMap<>();
        for (String name : OUTPUTS) {
            ReplayLog.Cursor cursor = session.cursor(name, channel);
            cursors.put(name, cursor);
            starts.put(name, cursor.offset());
        }
        channel.acceptAt(List.of(), Map.of(), starts);
        AtomicInteger unfinished = new AtomicInteger(OUTPUTS.size());
        cursors.forEach((name, cursor) -> {
            long until = request.follow() ? Long.MAX_VALUE : session.log(name).end();
            OutputSender sender =
                    new OutputSender(
                            cursor,
                            channel.outgoing(name),
                            until,
                            offset -> {},
                            () -> {
                                if (unfinished.decrementAndGet() == 0) {
                                    channel.done();
                                }
                            });
            Thread.ofVirtual()
                    .name("landline-" + caller.connection() + "-ch" + channel.id() + "-" + name)
                    .start(sender);
        });
        while (true) {
            switch (channel.nextEvent()) {
                case ChannelEvent.End _ -> cursors.values().forEach(ReplayLog.Cursor::close);
                case ChannelEvent.Done _ -> {
                    return;
                }
                case ChannelEvent.Signal _, ChannelEvent.Resize _ -> {}
            }
        }
    }

    /** {@code signal-job}. */
    void signal(Caller caller, ServerChannel channel, SessionRequest request) throws IOException {
        Signal signal = signal(request);
        Optional<Job> orphan = orphan(caller, request.session());
        if (orphan.isPresent()) {
            var _ = leftBehind.signalOrphan(orphan.get().id(), signal);
            channel.accept(List.of(), List.of());
            return;
        }
        Session session = table.lookUp(caller.owner(), request.session());
        if (session.ended() != null) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST,
                    "the session " + session.facts().label() + " has ended already");
        }
        channel.accept(List.of(), List.of());
        session.signal(signal.name());
    }

    private static Signal signal(SessionRequest request) throws ChannelException {
        String name =
                request.signal()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "signal: expected a name, got nothing"));
        return Signal.named(name)
                .filter(known -> known.name().equals(name))
                .orElseThrow(() ->
                        new ChannelException(
                                ErrorCode.BAD_REQUEST,
                                "signal: expected a name such as TERM, got '"
                                        + Printable.of(name, 40)
                                        + "'"));
    }

    private Optional<Job> orphan(Caller caller, String word) throws IOException {
        for (Job job : leftBehind.orphansOf(caller.owner())) {
            if (job.id().equals(word) || (word.length() >= 4 && job.id().startsWith(word))) {
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    /** {@code detach-job}. */
    void detach(Caller caller, ServerChannel channel, SessionRequest request)
            throws ChannelException {
        Session session = table.lookUp(caller.owner(), request.session());
        if (!session.facts().resumable()) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST,
                    "the session "
                            + session.facts().label()
                            + " was opened without an id, and ends with its connection");
        }
        session.audience().detach();
        channel.accept(List.of(), List.of());
    }
}
