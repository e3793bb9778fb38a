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

    /** More than any pipe holds: what comes after it was surely written after the command's end. */
    private static final long PIPE_CAPACITY = 1 << 20;

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
            return new Ending(status, !drained());
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

    /**
     * Waits until both outputs have ended. A process that the command left behind may hold them
     * open for ever: an output is given up after a time without a byte, or with more bytes than the
     * pipe can have held. A client that reads slowly is waited for.
     *
     * @return false where an output was given up
     */
    private boolean drained() throws InterruptedException {
        long[] atExit = outputs.stream().mapToLong(OutputPump::bytes).toArray();
        long[] before = atExit.clone();
        boolean complete = true;
        while (!ended(outputs)) {
            for (int i = 0; i < before.length; i++) {
                OutputPump output = outputs.get(i);
                long now = output.bytes();
                boolean silent = now == before[i] && !output.sending();
                boolean endless = now - atExit[i] > PIPE_CAPACITY;
                before[i] = now;
                if ((silent || endless) && !output.await(0)) {
                    output.giveUp();
                    output.await(); // what was read is still on its way, and the end behind it
                    complete = false;
                }
            }
        }
        return complete;
    }

    /** Waits for both together, as long as one may stay silent. */
    private boolean ended(List<OutputPump> pumps) throws InterruptedException {
        long deadline = System.nanoTime() + drain.toNanos();
        boolean all = true;
        for (OutputPump pump : pumps) {
            all &= pump.await(deadline - System.nanoTime());
        }
        return all;
    }
}
