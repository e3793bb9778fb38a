package dev.landline.cli.fan;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.TargetHosts;
import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Screen;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.fan.output.BothOutputs;
import dev.landline.cli.fan.output.DirectoryOutputs;
import dev.landline.cli.fan.output.FoldedOutputs;
import dev.landline.cli.fan.output.HostOutput;
import dev.landline.cli.fan.output.JsonOutputs;
import dev.landline.cli.fan.output.LiveOutputs;
import dev.landline.cli.fan.output.Outputs;
import dev.landline.cli.fan.output.SharedStream;
import dev.landline.client.Landline;
import dev.landline.client.fleet.Fleet;
import dev.landline.client.fleet.FleetRun;
import dev.landline.client.fleet.HostResult;
import dev.landline.client.fleet.HostTask;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.hosts.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Does the same on many hosts, shows what they write, and says what came of it. */
public final class FanOut {

    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions global;
    private final ConnectOptions connection;
    private final FanOptions options;
    private boolean json;
    private boolean quiet;
    private Optional<Duration> hostTimeout = Optional.empty();
    private Duration reconnectFor = Duration.ZERO;
    private LongSupplier moved = () -> 0;

    /** Prepares it. */
    public FanOut(
            Surroundings here,
            Messages messages,
            GlobalOptions global,
            ConnectOptions connection,
            FanOptions options) {
        this.here = here;
        this.messages = messages;
        this.global = global;
        this.connection = connection;
        this.options = options;
    }

    /** Whether to speak to a program. */
    public FanOut json(boolean yes) {
        json = yes;
        return this;
    }

    /** Whether to say only what goes wrong. */
    public FanOut quiet(boolean yes) {
        quiet = yes;
        return this;
    }

    /** How long one host may take. */
    public FanOut hostTimeout(Optional<Duration> time) {
        hostTimeout = time;
        return this;
    }

    /** How long to try to connect again where a connection breaks. */
    public FanOut reconnectFor(Duration time) {
        reconnectFor = time;
        return this;
    }

    /** Bytes that have flowed so far, for the line that says how far it is. */
    public FanOut moved(LongSupplier bytes) {
        moved = bytes;
        return this;
    }

    /**
     * Does it.
     *
     * @param target for which {@link TargetHosts#isMany} is true
     * @return the exit status; a failure was told
     */
    public int run(String target, OnHost task) {
        try {
            return run(connection.hosts(here).many(target), task);
        } catch (BrokenOutput e) {
            return e.status();
        } catch (Complaint | IOException e) {
            messages.failure("", e);
            return connection.failureStatus();
        }
    }

    private int run(List<Host> hosts, OnHost task) throws IOException {
        FanTable table = new FanTable();
        AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
        FanStatus status = new FanStatus(here, !quiet && !json, moved);
        SharedStream out = new SharedStream(here.stdout(), status::aside, () -> stop.get().run());
        SharedStream err = new SharedStream(here.stderr(), status::aside, () -> {});
        boolean interrupted;
        messages.takeTurns(status::aside);
        here.signals().leaveThreadsBehind();
        try (status;
                Outputs outputs = outputs(hosts, out, err);
                FleetRun<OnHost.Done> run = fleet(hosts).run(shown(task, outputs));
                FanInterrupt interrupt = new FanInterrupt(run, messages, here.signals())) {
            stop.set(run::stop);
            status.watch(run);
            Iterator<HostResult<OnHost.Done>> results = run.results().iterator();
            while (results.hasNext()) {
                HostResult<OnHost.Done> result = results.next();
                table.add(result);
                outputs.ended(result);
                messages.detail(
                        result.host().name()
                                + ": "
                                + result.outcome().kind().word()
                                + " after "
                                + result.took().toMillis()
                                + " ms");
            }
            outputs.finish();
            interrupted = interrupt.interrupted(1);
        } finally {
            messages.takeTurns(Runnable::run);
        }
        if (out.failure().isPresent()) {
            IOException failure = out.failure().get();
            throw BrokenOutput.is(failure, STDOUT)
                    ? new BrokenOutput(failure)
                    : new IOException(
                            "cannot write standard output: " + failure.getMessage(), failure);
        }
        if (!json && (!table.isAllOk() || (!quiet && here.terminal().isAt(STDERR)))) {
            table.say(messages);
        }
        return table.status(connection.failureStatus(), interrupted);
    }

    private Fleet fleet(List<Host> hosts) {
        Fleet fleet =
                Fleet.of(hosts).connecting(connection.toMany(here, messages, global, reconnectFor));
        options.apply(fleet);
        hostTimeout.ifPresent(fleet::hostTimeout);
        return fleet;
    }

    private static HostTask<OnHost.Done> shown(OnHost task, Outputs outputs) {
        return (host, landline) -> shown(task, host, landline, outputs);
    }

    private static Outcome<OnHost.Done> shown(
            OnHost task, Host host, Landline landline, Outputs outputs)
            throws IOException, InterruptedException, TimeoutException {
        try (HostOutput output = outputs.of(host)) {
            return task.run(host, landline, output);
        }
    }

    private Outputs outputs(List<Host> hosts, SharedStream out, SharedStream err)
            throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Optional<Path> directory = options.output().map(here.directory()::resolve);
        boolean terminal = here.terminal().isAt(STDOUT);
        Outputs shown =
                json
                        ? new JsonOutputs(out, temporary)
                        : options.fold()
                                ? new FoldedOutputs(out, err, terminal, temporary)
                                : new LiveOutputs(
                                        out, err, hosts, Screen.hasColours(here), terminal);
        if (directory.isEmpty()) {
            return shown;
        }
        Outputs files = new DirectoryOutputs(directory.get());
        return json || options.fold() ? new BothOutputs(files, shown) : files;
    }
}
