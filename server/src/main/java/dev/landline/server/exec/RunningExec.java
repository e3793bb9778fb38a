package dev.landline.server.exec;

import dev.landline.ExitStatus;
import dev.landline.engine.ChannelEvent;
import dev.landline.engine.ServerChannel;
import dev.landline.exec.ExecRequest;
import dev.landline.server.os.ChildProcess;
import dev.landline.server.os.GracePeriods;
import dev.landline.server.os.Signal;
import java.time.Duration;
import java.util.List;

/**
 * One command from its start to its end: three pumps, a thread that hears signals, and the one that
 * waits.
 */
final class RunningExec {

    private final String name;
    private final ServerChannel channel;
    private final ChildProcess child;
    private final GracePeriods grace;
    private final Duration drain;
    private final List<OutputPump> outputs;

    /** How a command ended, and whether its output was still held open then. */
    record Ending(ExitStatus status, boolean pipesOpen) {}

    RunningExec(
            String name,
            ServerChannel channel,
            ChildProcess child,
            GracePeriods grace,
            Duration drain) {
        this.name = name;
        this.channel = channel;
        this.child = child;
        this.grace = grace;
        this.drain = drain;
        this.outputs =
                List.of(
                        new OutputPump(child.stdout(), channel.outgoing(ExecRequest.STDOUT)),
                        new OutputPump(child.stderr(), channel.outgoing(ExecRequest.STDERR)));
    }

    /** Runs it to its end; afterwards the pumps have ended and the group is reaped. */
    Ending await() throws InterruptedException {
        start("stdin", new InputPump(channel.incoming(ExecRequest.STDIN), child.stdin()));
        start("stdout", outputs.getFirst());
        start("stderr", outputs.getLast());
        Thread events = start("events", this::heed);
        try {
            ExitStatus status = child.waitFor();
            child.stdin().close();
            return new Ending(status, !new OutputDrain(outputs, drain).await());
        } finally {
            channel.done();
            events.join();
            channel.incoming(ExecRequest.STDIN).close();
            child.reap();
        }
    }

    private Thread start(String purpose, Runnable task) {
        return Thread.ofVirtual().name(name + "-" + purpose).start(task);
    }

    /** Hears what the client wants, until the command has ended. */
    private void heed() {
        try {
            while (true) {
                switch (channel.nextEvent()) {
                    case ChannelEvent.Signal(String signal) ->
                            Signal.named(signal)
                                    .filter(known -> known.name().equals(signal))
                                    .ifPresent(child::signalGroup);
                    case ChannelEvent.End _ -> {
                        outputs.forEach(OutputPump::giveUp);
                        child.stdin().close();
                        child.endGroup(grace);
                    }
                    case ChannelEvent.Done _ -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
