package dev.landline.cli.console;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Signals that stop a server; a second one ends the process at once. */
public final class StopSignals {

    private static final int FAILED = 1;

    private StopSignals() {}

    /**
     * Handles the signals from now on.
     *
     * @param names which: INT and TERM, and HUP where that means nothing else
     * @param signals what the operating system tells
     * @param log told which signal came
     * @param stop stops the server; called once
     */
    public static void handle(
            List<String> names, Signals signals, Consumer<String> log, Runnable stop) {
        AtomicBoolean stopping = new AtomicBoolean();
        for (String signal : names) {
            var _ =
                    signals.handle(
                            signal,
                            () -> {
                                if (!stopping.compareAndSet(false, true)) {
                                    signals.halt(FAILED);
                                }
                                log.accept(
                                        "stopping on SIG" + signal + "; once more stops at once");
                                stop.run();
                            });
        }
    }
}
