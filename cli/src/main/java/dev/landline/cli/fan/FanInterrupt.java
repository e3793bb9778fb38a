package dev.landline.cli.fan;

import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Signals;
import dev.landline.client.fleet.FleetRun;
import dev.landline.client.hosts.Host;
import dev.landline.client.hosts.HostSet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Ctrl-C does: the first one says who still runs and begins nothing any more, the second one
 * ends what runs, the third one leaves.
 */
final class FanInterrupt implements AutoCloseable {

    private static final int STATUS = 130;

    private final FleetRun<?> run;
    private final Messages messages;
    private final Signals signals;
    private final AtomicInteger count = new AtomicInteger();
    private final Signals.Registration atExit;

    FanInterrupt(FleetRun<?> run, Messages messages, Signals signals) {
        this.run = run;
        this.messages = messages;
        this.signals = signals;
        this.atExit = signals.beforeExit(run::close);
        var _ = signals.handle("INT", this::interrupted);
    }

    private void interrupted() {
        switch (count.incrementAndGet()) {
            case 1 -> {
                run.finish();
                Map<Host, Duration> running = run.running();
                messages.say(
                        running.isEmpty()
                                ? "nothing is begun any more"
                                : "nothing is begun any more; "
                                        + running.size()
                                        + (running.size() == 1
                                                ? " host still runs: "
                                                : " hosts still run: ")
                                        + HostSet.of(
                                                        running.keySet().stream()
                                                                .map(Host::name)
                                                                .toList())
                                                .fold());
                messages.hint("Ctrl-C again ends what runs");
            }
            case 2 -> {
                messages.say("ending what runs");
                run.stop();
            }
            default -> signals.exit(STATUS);
        }
    }

    /** Whether Ctrl-C was pressed. */
    boolean interrupted(int least) {
        return count.get() >= least;
    }

    @Override
    public void close() {
        atExit.close();
    }
}
