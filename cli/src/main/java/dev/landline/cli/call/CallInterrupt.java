package dev.landline.cli.call;

import dev.landline.cli.console.Signals;
import dev.landline.client.call.RunningCall;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Ctrl-C does to a call: the first one cancels it, the second one ends the process. Whatever
 * else ends the process cancels it too.
 */
final class CallInterrupt implements AutoCloseable {

    /** What a shell shows for a process that was ended by SIGINT. */
    static final int STATUS = 130;

    private final Signals.Registration atExit;
    private final AtomicInteger count = new AtomicInteger();

    /** From now on. */
    CallInterrupt(RunningCall call, Signals signals) {
        atExit = signals.beforeExit(call::close);
        var _ =
                signals.handle(
                        "INT",
                        () -> {
                            if (count.incrementAndGet() == 1) {
                                call.cancel();
                            } else {
                                signals.exit(STATUS);
                            }
                        });
    }

    /** Whether Ctrl-C was pressed. */
    boolean cancelled() {
        return count.get() > 0;
    }

    /** No longer. */
    @Override
    public void close() {
        atExit.close();
    }
}
