package dev.landline.server.session;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.engine.ServerChannel;
import dev.landline.exec.ExecRequest;
import dev.landline.exec.SessionRequest;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.server.account.CommandAccounts;
import dev.landline.server.auth.Grant;
import dev.landline.server.config.SessionSettings;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.exec.RunningCommands;
import dev.landline.server.os.ChildProcess;
import dev.landline.server.os.GracePeriods;
import dev.landline.server.os.ProcessLauncher;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** Starts sessions, joins channels to them, and tells about them. Safe for use by many threads. */
public final class Sessions {

    private final ServerListener events;
    private final InstantSource clock;
    private final RunningCommands running = new RunningCommands();
    private final SessionTable table;
    private final LeftBehind leftBehind;
    private final ExecService exec;
    private final JobServices jobs;
    private final SessionHost host = new Host();
    private volatile Terms terms;

    /** What commands are run on. */
    private record Terms(SessionSettings settings, GracePeriods grace, Duration drain) {}

    /** Who has opened a channel, and what they may do. */
    record Caller(String connection, String remote, Grant grant) {
        /** Whom sessions belong to. */
        String owner() {
            return grant.identity().who();
        }
    }

    /**
     * Makes the services.
     *
     * @param launcher starts processes; not closed here
     * @param accounts whom commands run as
     * @param environment the server's own environment
     * @param grace how long a group gets to end after each signal
     * @param drain how long output may be held open, without a byte, after a command's end
     * @param settings how long and how much is kept
     * @param leftBehind finds what escapes and what is left of earlier runs
     * @param events told about commands
     * @param clock the time
     */
    public Sessions(
            ProcessLauncher launcher,
            CommandAccounts accounts,
            Map<String, String> environment,
            GracePeriods grace,
            Duration drain,
            SessionSettings settings,
            LeftBehind leftBehind,
            ServerListener events,
            InstantSource clock) {
        this.terms = new Terms(settings, grace, drain);
        this.events = events;
        this.clock = clock;
        this.leftBehind = leftBehind;
        this.table = new SessionTable(() -> terms.settings());
        this.exec =
                new ExecService(
                        launcher,
                        accounts,
                        environment,
                        running,
                        table,
                        host,
                        leftBehind.serverMark(),
                        events);
        this.jobs = new JobServices(table, leftBehind);
    }

    /**
     * Other terms, for whatever begins or ends from now on. Where output is written, and what
     * becomes of what is left behind, stays as it is.
     *
     * @param settings how long and how much is kept
     * @param grace how long a group gets to end after each signal
     * @param drain how long output may be held open, without a byte, after a command's end
     */
    public void change(SessionSettings settings, GracePeriods grace, Duration drain) {
        terms = new Terms(settings, grace, drain);
    }

    /**
     * Deals with what earlier runs of the server have left behind, on a thread of its own: it is
     * ended, or told about.
     */
    public void settleOrphans() {
        Thread.ofVirtual()
                .name("landline-orphans")
                .start(() -> {
                    try {
                        int found = leftBehind.settle(terms.settings().orphans(), terms.grace());
                        if (found > 0) {
                            host.warn(
                                    switch (terms.settings().orphans()) {
                                        case END ->
                                                "ended "
                                                        + found
                                                        + " processes that an earlier run of this"
                                                        + " server had left behind";
                                        case LIST ->
                                                found
                                                        + " processes of an earlier run of this"
                                                        + " server are still there";
                                    });
                        }
                    } catch (IOException e) {
                        host.warn("cannot look for what was left behind: " + e.getMessage());
                    }
                });
    }

    /**
     * The services that whoever may run commands may use.
     *
     * @return their names
     */
    public static Set<String> services() {
        return Set.of(
                ExecRequest.SERVICE,
                SessionRequest.JOBS,
                SessionRequest.ATTACH,
                SessionRequest.LOGS,
                SessionRequest.SIGNAL,
                SessionRequest.DETACH);
    }

    /**
     * Serves one channel to its end.
     *
     * @param connection the connection's name
     * @param remote where it comes from, for the command's environment
     * @param grant what the identity may do
     * @param channel the channel
     * @param service one of {@link #services}
     * @param json the request
     * @throws IOException where the request is refused or the connection is gone
     * @throws InterruptedException if the thread is interrupted
     */
    public void serve(
            String connection,
            String remote,
            Grant grant,
            ServerChannel channel,
            String service,
            JsonObject json)
            throws IOException, InterruptedException {
        Caller caller = new Caller(connection, remote, grant);
        try {
            switch (service) {
                case ExecRequest.SERVICE -> exec.serve(caller, channel, ExecRequest.fromJson(json));
                case SessionRequest.JOBS -> jobs.list(caller, channel);
                case SessionRequest.ATTACH ->
                        jobs.attach(caller, channel, SessionRequest.fromJson(json));
                case SessionRequest.LOGS ->
                        jobs.logs(caller, channel, SessionRequest.fromJson(json));
                case SessionRequest.SIGNAL ->
                        jobs.signal(caller, channel, SessionRequest.fromJson(json));
                case SessionRequest.DETACH ->
                        jobs.detach(caller, channel, SessionRequest.fromJson(json));
                default ->
                        throw new ChannelException(
                                ErrorCode.UNKNOWN_SERVICE, "no service of sessions: " + service);
            }
        } catch (JsonException | IllegalArgumentException e) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), null, e);
        }
    }

    /**
     * Takes no more commands, waits for those that run to end by themselves, then ends their
     * groups. Returns when none is left; no result can be asked for any more.
     *
     * @param patience how long to wait for them to end by themselves
     * @throws InterruptedException if the thread is interrupted; commands may be left then
     */
    public void stop(Duration patience) throws InterruptedException {
        try {
            running.stop(patience, terms.grace());
        } finally {
            table.close();
        }
    }

    private final class Host implements SessionHost {

        @Override
        public SessionSettings settings() {
            return terms.settings();
        }

        @Override
        public Duration drain() {
            return terms.drain();
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void warn(String message) {
            events.on(new ServerEvent.Warning(message));
        }

        @Override
        public void tell(Session session, String message) {
            events.on(new ServerEvent.SessionNote(session.facts().label(), message));
        }

        @Override
        public void endGroup(Session session, ChildProcess process) {
            process.endGroup(terms.grace());
            try {
                leftBehind.endEscaped(session.facts().id(), terms.grace());
            } catch (IOException e) {
                warn("cannot look for what escaped from a command: " + e.getMessage());
            }
        }

        @Override
        public void ended(Session session) {
            table.ended(session);
        }
    }
}
