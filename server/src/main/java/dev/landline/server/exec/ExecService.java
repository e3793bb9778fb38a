package dev.landline.server.exec;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.engine.ServerChannel;
import dev.landline.exec.ExecRequest;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.server.auth.Grant;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.os.ChildProcess;
import dev.landline.server.os.CommandSpec;
import dev.landline.server.os.GracePeriods;
import dev.landline.server.os.LocalAccount;
import dev.landline.server.os.ProcessLauncher;
import dev.landline.server.os.StartOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs commands for channels. Safe for use by many threads. */
public final class ExecService {

    private final ProcessLauncher launcher;
    private final LocalAccount account;
    private final CommandEnvironment environment;
    private final GracePeriods grace;
    private final Duration drain;
    private final ServerListener events;
    private final RunningCommands running = new RunningCommands();

    /**
     * Makes the service.
     *
     * @param launcher starts processes; the service does not close it
     * @param account whom commands run as
     * @param environment the server's own environment
     * @param grace how long a group gets to end after each signal
     * @param drain how long output may be held open, without a byte, after a command's end
     * @param events told about commands
     */
    public ExecService(
            ProcessLauncher launcher,
            LocalAccount account,
            Map<String, String> environment,
            GracePeriods grace,
            Duration drain,
            ServerListener events) {
        this.launcher = launcher;
        this.account = account;
        this.environment = new CommandEnvironment(account, environment);
        this.grace = grace;
        this.drain = drain;
        this.events = events;
    }

    /**
     * Serves one channel to its end.
     *
     * @param connection the connection's name
     * @param remote where it comes from, for the command's environment
     * @param grant what the identity may do
     * @param channel the channel
     * @param json the request
     * @throws IOException where the request is refused or the connection is gone
     * @throws InterruptedException if the thread is interrupted
     */
    public void serve(
            String connection, String remote, Grant grant, ServerChannel channel, JsonObject json)
            throws IOException, InterruptedException {
        CommandSpec spec = spec(json, grant, remote);
        try (RunningCommands.Slot slot = running.enter()) {
            channel.accept(
                    List.of(ExecRequest.STDIN), List.of(ExecRequest.STDOUT, ExecRequest.STDERR));
            switch (launcher.start(spec)) {
                case StartOutcome.Started(ChildProcess child) -> {
                    try (child) {
                        slot.runs(child);
                        run(connection, channel, child, spec);
                    }
                }
                case StartOutcome.Failed(ExitStatus.NotStarted status) ->
                        notStarted(connection, channel, status);
            }
        }
    }

    private CommandSpec spec(JsonObject json, Grant grant, String remote) throws ChannelException {
        try {
            ExecRequest request = ExecRequest.fromJson(json);
            if (request.user().isPresent() && !request.user().get().equals(account.name())) {
                throw new ChannelException(
                        ErrorCode.NOT_PERMITTED,
                        "this server runs commands as "
                                + account.name()
                                + " only, and was asked for "
                                + request.user().get());
            }
            return environment.spec(request, grant, remote);
        } catch (JsonException | IllegalArgumentException e) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), null, e);
        }
    }

    private void run(String connection, ServerChannel channel, ChildProcess child, CommandSpec spec)
            throws IOException, InterruptedException {
        events.on(
                new ServerEvent.CommandStarted(connection, channel.id(), child.pid(), spec.argv()));
        String name = "landline-" + connection + "-ch" + channel.id();
        RunningExec.Ending ending = new RunningExec(name, channel, child, grace, drain).await();
        events.on(new ServerEvent.CommandEnded(connection, channel.id(), ending.status()));
        channel.exit(ending.status(), ending.pipesOpen());
    }

    private void notStarted(String connection, ServerChannel channel, ExitStatus.NotStarted status)
            throws IOException, InterruptedException {
        events.on(new ServerEvent.CommandEnded(connection, channel.id(), status));
        channel.incoming(ExecRequest.STDIN).close();
        channel.outgoing(ExecRequest.STDOUT).close();
        channel.outgoing(ExecRequest.STDERR).close();
        channel.exit(status, false);
    }

    /**
     * Takes no more commands, waits for those that run to end by themselves, then ends their
     * groups. Returns when none is left.
     *
     * @param patience how long to wait for them to end by themselves
     * @throws InterruptedException if the thread is interrupted; commands may be left then
     */
    public void stop(Duration patience) throws InterruptedException {
        running.stop(patience, grace);
    }
}
