package dev.landline.server.session;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.engine.Deadline;
import dev.landline.engine.ServerChannel;
import dev.landline.exec.ExecRequest;
import dev.landline.exec.OnDisconnect;
import dev.landline.server.account.CommandAccounts;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.exec.CommandEnvironment;
import dev.landline.server.exec.RunningCommands;
import dev.landline.server.os.ChildProcess;
import dev.landline.server.os.CommandSpec;
import dev.landline.server.os.ProcessLauncher;
import dev.landline.server.os.StartOutcome;
import dev.landline.server.session.Sessions.Caller;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The service {@code exec}: starts a command, or joins the one that the id stands for. */
final class ExecService {

    private static final int ID_BYTES = 16;

    private final ProcessLauncher launcher;
    private final CommandAccounts accounts;
    private final Map<String, String> environment;
    private final RunningCommands running;
    private final SessionTable table;
    private final SessionHost host;
    private final String serverMark;
    private final ServerListener events;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong numbers = new AtomicLong();

    ExecService(
            ProcessLauncher launcher,
            CommandAccounts accounts,
            Map<String, String> environment,
            RunningCommands running,
            SessionTable table,
            SessionHost host,
            String serverMark,
            ServerListener events) {
        this.launcher = launcher;
        this.accounts = accounts;
        this.environment = Map.copyOf(environment);
        this.running = running;
        this.table = table;
        this.host = host;
        this.serverMark = serverMark;
        this.events = events;
    }

    void serve(Caller caller, ServerChannel channel, ExecRequest request)
            throws IOException, InterruptedException {
        String id = channel.openId().orElseGet(this::newId);
        Session known = table.find(caller.owner(), id).orElse(null);
        if (known == null) {
            if (channel.resume().isPresent()) {
                throw SessionTable.unknown("there is no session of that id to go on with");
            }
            known = start(caller, channel, request, id);
        }
        if (known != null) {
            joinKnown(caller, channel, request, known, id);
        }
    }

    private static void joinKnown(
            Caller caller, ServerChannel channel, ExecRequest request, Session session, String id)
            throws IOException, InterruptedException {
        if (request.detached() && channel.resume().isEmpty()) {
            leaveAlone(channel); // its answer was lost, and the client asks once more
            return;
        }
        if (!session.use()) {
            throw SessionTable.unknown("the session ended, and its result is not kept any more");
        }
        try {
            join(caller, channel, session, id);
        } finally {
            session.release();
        }
    }

    /** Nobody is joined: the channel ends as soon as it was accepted. */
    private static void leaveAlone(ServerChannel channel) {
        channel.acceptAt(List.of(), Map.of(), Map.of());
    }

    /** What everything inherits that the command starts. */
    private Map<String, String> marks(Caller caller, CommandAccounts.RunAs as, String id) {
        return Map.of(
                "LANDLINE_CONNECTION",
                caller.remote(),
                LeftBehind.SESSION,
                id,
                LeftBehind.IDENTITY,
                caller.owner(),
                LeftBehind.USER,
                as.account().name(),
                LeftBehind.SERVER,
                serverMark);
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Starts a command and stays joined to it until the channel ends.
     *
     * @return another session, where somebody else was faster with the same id; else null
     */
    private @Nullable Session start(
            Caller caller, ServerChannel channel, ExecRequest request, String id)
            throws IOException, InterruptedException {
        boolean resumable = channel.openId().isPresent();
        if (!resumable && !(request.onDisconnect() instanceof OnDisconnect.Kill)) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST,
                    "on_disconnect: expected an id in open beside "
                            + request.onDisconnect().word());
        }
        CommandAccounts.RunAs as = accounts.choose(caller.grant(), request.user());
        checkAllowed(caller, as, request);
        CommandSpec spec =
                new CommandEnvironment(as.account(), as.visible(environment))
                        .spec(request, as.terms(), marks(caller, as, id));
        CommandSpec started = accounts.started(as, spec);
        SessionFacts facts =
                new SessionFacts(
                        id,
                        request.name(),
                        caller.owner(),
                        as.account().name(),
                        spec.argv(),
                        host.now(),
                        request.terminal().isPresent(),
                        resumable);
        Session session =
                new Session(facts, request.onDisconnect(), host, numbers.incrementAndGet());
        RunningCommands.Slot slot = running.enter();
        Session faster;
        try {
            faster = table.add(session);
        } catch (ChannelException e) {
            slot.close();
            throw e;
        }
        if (faster != null) {
            slot.close();
            return faster;
        }
        var _ = session.use(); // from the start: it may end before it is joined
        try {
            launch(caller, channel.id(), session, started, request, slot);
            if (request.detached()) {
                session.input().ifPresent(input -> endQuietly(session, input));
                session.audience().detach();
                leaveAlone(channel);
            } else {
                join(caller, channel, session, id);
            }
        } finally {
            session.release();
        }
        return null;
    }

    private static void checkAllowed(Caller caller, CommandAccounts.RunAs as, ExecRequest request)
            throws ChannelException {
        if (!as.terms().commands()) {
            throw new ChannelException(
                    ErrorCode.NOT_PERMITTED,
                    caller.grant().identity() + " may not run commands",
                    "its line in authorized_keys is for files only",
                    null);
        }
        if (request.terminal().isPresent() && !as.terms().pty()) {
            throw new ChannelException(
                    ErrorCode.NOT_PERMITTED,
                    caller.grant().identity() + " may not have a terminal",
                    "its line in authorized_keys says so",
                    null);
        }
    }

    private static void endQuietly(Session session, SessionInput input) {
        if (!session.facts().terminal()) {
            input.close();
        }
    }

    private void launch(
            Caller caller,
            int channel,
            Session session,
            CommandSpec spec,
            ExecRequest request,
            RunningCommands.Slot slot) {
        switch (outcome(spec)) {
            case StartOutcome.Started(ChildProcess child) -> {
                events.on(
                        new ServerEvent.CommandStarted(
                                caller.connection(),
                                channel,
                                child.pid(),
                                session.facts().user(),
                                session.facts().argv()));
                Optional<Deadline> limit =
                        request.timeout()
                                .map(time ->
                                        Deadline.start(
                                                session.thread("timeout"),
                                                time,
                                                () -> session.end("timeout", true)));
                session.whenEnded(status -> {
                    limit.ifPresent(Deadline::close);
                    events.on(new ServerEvent.CommandEnded(caller.connection(), channel, status));
                });
                session.started(child, slot);
            }
            case StartOutcome.Failed(ExitStatus.NotStarted status) -> {
                slot.close();
                events.on(new ServerEvent.CommandEnded(caller.connection(), channel, status));
                session.notStarted(status);
            }
        }
    }

    /** A launcher that is being closed starts nothing; whoever waits for the start has to know. */
    private StartOutcome outcome(CommandSpec spec) {
        try {
            return launcher.start(spec);
        } catch (IllegalStateException e) {
            return new StartOutcome.Failed(
                    new ExitStatus.NotStarted(
                            ExitStatus.Reason.FAILED, String.valueOf(e.getMessage())));
        }
    }

    private static void join(Caller caller, ServerChannel channel, Session session, String id)
            throws IOException, InterruptedException {
        session.awaitStart();
        String threads = "landline-" + caller.connection() + "-ch" + channel.id();
        Attachment place = session.audience().place(id, true, false);
        new Joint(session, place, channel, threads).serve();
    }
}
