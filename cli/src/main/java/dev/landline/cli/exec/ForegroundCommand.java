package dev.landline.cli.exec;

import dev.landline.ExitStatus;
import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Signals;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.RunningCommand;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A remote command that stands for this process: its streams, its signals, its exit status. */
public final class ForegroundCommand {

    private static final int HUNG_UP = 129;

    private final Joined joined;
    private final Surroundings here;
    private final Messages messages;
    private final int failureStatus;
    private final Ending ending;
    private final AnswerableInput stdin;
    private final Interrupts interrupts;
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final AtomicBoolean hungUp = new AtomicBoolean();

    /**
     * Prepares for a command that runs.
     *
     * @param mayAsk whether the person at the terminal may be asked
     * @param failureStatus the exit status where Landline itself fails
     */
    public ForegroundCommand(
            Joined joined,
            Surroundings here,
            Messages messages,
            boolean mayAsk,
            int failureStatus) {
        this.joined = joined;
        this.here = here;
        this.messages = messages;
        this.failureStatus = failureStatus;
        this.ending = new Ending(joined, messages, failureStatus);
        this.stdin = new AnswerableInput(here.stdin());
        this.interrupts = new Interrupts(joined, here, messages, stdin, mayAsk);
    }

    /**
     * Stays with the command to its end.
     *
     * @param input what to do about the local input
     * @return the exit status
     */
    public int run(Relay.Input input) throws Complaint, IOException, InterruptedException {
        long began = System.nanoTime();
        try (RunningCommand command = joined.command();
                Signals.Registration _ = here.signals().beforeExit(this::leave)) {
            interrupts.heed();
            if (joined.survives()) {
                var _ = here.signals().handle("HUP", this::hangUp);
            }
            ExitStatus status =
                    new Relay(command, stdin, here.stdout(), messages.shared()).run(input);
            messages.detail(
                    joined.target()
                            + ": ended after "
                            + (System.nanoTime() - began) / 1_000_000
                            + " ms");
            return status(status);
        } catch (BrokenOutput e) {
            return e.status();
        }
    }

    private int status(ExitStatus status) {
        if (leaving.get()) {
            return status.shellStatus(failureStatus); // The process ends, in silence.
        }
        return interrupts.detached() && status instanceof ExitStatus.Lost
                ? ending.detached()
                : ending.of(status, isExpected(status));
    }

    /** Whoever has pressed Ctrl-C knows why the command ended. */
    private boolean isExpected(ExitStatus status) {
        return interrupts.ended()
                || (interrupts.sent()
                        && status instanceof ExitStatus.Signaled(_, String name, _)
                        && name.equals("INT"));
    }

    /** The terminal was closed: nobody has said that the command should end. */
    private void hangUp() {
        hungUp.set(true);
        here.signals().exit(HUNG_UP);
    }

    private void leave() {
        leaving.set(true);
        if (!hungUp.get()) {
            joined.command().close();
        }
    }
}
