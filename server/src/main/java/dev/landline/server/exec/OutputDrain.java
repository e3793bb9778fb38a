package dev.landline.server.exec;

import java.time.Duration;
import java.util.List;

/** Waits for the rest of a command's output once the command has ended. */
public final class OutputDrain {

    /** More than any pipe holds: what comes after it was surely written after the command's end. */
    private static final long PIPE_CAPACITY = 1 << 20;

    private final List<OutputPump> outputs;
    private final Duration silence;

    /**
     * Makes a drain.
     *
     * @param outputs the pumps, which run
     * @param silence how long output may be held open without a byte
     */
    public OutputDrain(List<OutputPump> outputs, Duration silence) {
        this.outputs = List.copyOf(outputs);
        this.silence = silence;
    }

    /**
     * Waits until all outputs have ended. A process that the command left behind may hold them open
     * for ever: an output is given up after a time without a byte, or with more bytes than the pipe
     * can have held. A client that reads slowly is waited for.
     *
     * @return false where an output was given up
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public boolean await() throws InterruptedException {
        return await(true);
    }

    /**
     * The same for output that nobody hears before it has ended: what is held open that long is
     * given up, whether bytes still come or not.
     *
     * @return false where an output was given up
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public boolean awaitBriefly() throws InterruptedException {
        return await(false);
    }

    private boolean await(boolean anyByteCounts) throws InterruptedException {
        long[] atExit = outputs.stream().mapToLong(OutputPump::bytes).toArray();
        long[] before = atExit.clone();
        boolean complete = true;
        while (!ended()) {
            for (int i = 0; i < before.length; i++) {
                OutputPump output = outputs.get(i);
                long now = output.bytes();
                boolean heard = anyByteCounts && now != before[i];
                boolean silent = !heard && !output.sending();
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

    /** Waits for all together, as long as one may stay silent. */
    private boolean ended() throws InterruptedException {
        long deadline = System.nanoTime() + silence.toNanos();
        boolean all = true;
        for (OutputPump pump : outputs) {
            all &= pump.await(deadline - System.nanoTime());
        }
        return all;
    }
}
