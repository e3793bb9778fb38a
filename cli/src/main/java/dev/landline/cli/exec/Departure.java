package dev.landline.cli.exec;

import dev.landline.cli.console.Signals;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What becomes of a command when this process ends before it: it is ended, except where the
 * terminal was closed. Then nobody has said that it should end, and the session is as agreed on.
 */
final class Departure implements AutoCloseable {

    private static final int HUNG_UP = 129;

    private final Joined joined;
    private final Signals signals;
    private final Signals.Registration atExit;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean hungUp = new AtomicBoolean();

    /** From now on. */
    Departure(Joined joined, Signals signals) {
        this.joined = joined;
        this.signals = signals;
        this.atExit = signals.beforeExit(this::leave);
        if (joined.survives()) {
            var _ = signals.handle("HUP", this::hangUp);
        }
    }

    /** Whether the process ends already. */
    boolean begun() {
        return begun.get();
    }

    private void hangUp() {
        hungUp.set(true);
        signals.exit(HUNG_UP);
    }

    private void leave() {
        begun.set(true);
        if (!hungUp.get()) {
            joined.command().close();
        }
    }

    /** No longer. */
    @Override
    public void close() {
        atExit.close();
    }
}
