package dev.landline.cli.exec;

import dev.landline.ExitStatus;
import dev.landline.Printable;
import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Signals;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.Exec;
import dev.landline.client.RunningCommand;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A remote command that stands for this process: its streams, its signals, its exit status. */
final class ForegroundCommand {

    private static final int SIGNALED = 128;
    private static final int SIGINT = 2;

    private final String target;
    private final Surroundings here;
    private final Messages messages;
    private final int failureStatus;
    private final AtomicInteger interrupts = new AtomicInteger();
    private final AtomicBoolean leaving = new AtomicBoolean();

    ForegroundCommand(String target, Surroundings here, Messages messages, int failureStatus) {
        this.target = target;
        this.here = here;
        this.messages = messages;
        this.failureStatus = failureStatus;
    }

    int run(Exec exec, boolean withStdin)
            throws Complaint, IOException, InterruptedException, TimeoutException {
        long began = System.nanoTime();
        try (RunningCommand command = exec.start();
                Signals.Registration _ = here.signals().beforeExit(() -> leave(command))) {
            heedInterrupts(command);
            ExitStatus status =
                    new Relay(command, here.stdin(), here.stdout(), messages.shared())
                            .run(withStdin);
            messages.detail(
                    target + ": ended after " + (System.nanoTime() - began) / 1_000_000 + " ms");
            return shellStatus(status);
        } catch (BrokenOutput e) {
            return e.status();
        }
    }

    /** The first Ctrl-C is for the command; whoever repeats it wants to get away. */
    private void heedInterrupts(RunningCommand command) {
        Runnable interrupt =
                () -> {
                    if (interrupts.incrementAndGet() == 1) {
                        command.signal("INT");
                    } else {
                        here.signals().exit(SIGNALED + SIGINT);
                    }
                };
        var _ = here.signals().handle("INT", interrupt);
    }

    private void leave(RunningCommand command) {
        leaving.set(true);
        command.close();
    }

    private int shellStatus(ExitStatus status) {
        if (!leaving.get()) {
            tell(status);
        }
        return status.shellStatus(failureStatus);
    }

    private void tell(ExitStatus status) {
        switch (status) {
            case ExitStatus.Exited(int code) -> messages.detail(target + ": exit status " + code);
            case ExitStatus.Signaled(int number, String name, boolean coreDumped) -> {
                if (number != SIGINT || interrupts.get() == 0) {
                    messages.say(
                            target
                                    + ": ended by signal "
                                    + Printable.of(name)
                                    + (coreDumped ? " (core dumped)" : ""));
                }
            }
            case ExitStatus.NotStarted(ExitStatus.Reason reason, String message) ->
                    messages.say(target + ": " + Printable.of(message));
            case ExitStatus.Lost lost ->
                    messages.say(
                            target
                                    + ": connection lost: "
                                    + lost.message()
                                    + "; whether the command still runs is unknown");
        }
    }
}
