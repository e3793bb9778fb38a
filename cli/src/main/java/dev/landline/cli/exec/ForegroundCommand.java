package dev.landline.cli.exec;

import dev.landline.ExitStatus;
import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.RunningCommand;
import java.io.IOException;

/** A remote command that stands for this process: its streams, its signals, its exit status. */
public final class ForegroundCommand {

    private final Joined joined;
    private final Surroundings here;
    private final Messages messages;
    private final int failureStatus;
    private final Ending ending;
    private final AnswerableInput stdin;
    private final Interrupts interrupts;

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
                Departure departure = new Departure(joined, here.signals())) {
            interrupts.heed();
            ExitStatus status =
                    new Relay(command, stdin, here.stdout(), messages.shared()).run(input);
            messages.detail(
                    joined.target()
                            + ": ended after "
                            + (System.nanoTime() - began) / 1_000_000
                            + " ms");
            return departure.begun()
                    ? status.shellStatus(failureStatus) // In silence: the process ends.
                    : status(status);
        } catch (BrokenOutput e) {
            return e.status();
        }
    }

    private int status(ExitStatus status) {
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
}
