package dev.landline.server.classic;

import dev.landline.ChannelException;
import dev.landline.ExitStatus;
import dev.landline.server.classic.Inbound.Gone;
import dev.landline.server.exec.CommandEnvironment;
import dev.landline.server.exec.OutputDrain;
import dev.landline.server.exec.OutputPump;
import dev.landline.server.exec.RunningCommands;
import dev.landline.server.os.ChildProcess;
import dev.landline.server.os.CommandSpec;
import dev.landline.server.os.GracePeriods;
import dev.landline.server.os.ProcessLauncher;
import dev.landline.server.os.StartOutcome;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands and collects what they write. What a command leaves behind is ended with it, and so
 * is a command whose client has left. For many threads.
 */
final class Commands {

    /** How long a command goes on whose client has closed its side, and may still listen. */
    private static final Duration HALF_CLOSED = Duration.ofSeconds(2);

    private final ProcessLauncher launcher;
    private final CommandEnvironment environment;
    private final GracePeriods grace;
    private final Duration drain;
    private final Charset charset;
    private final ClassicListener events;
    private final RunningCommands running = new RunningCommands();

    Commands(
            ProcessLauncher launcher,
            CommandEnvironment environment,
            GracePeriods grace,
            Duration drain,
            Charset charset,
            ClassicListener events) {
        this.launcher = launcher;
        this.environment = environment;
        this.grace = grace;
        this.drain = drain;
        this.charset = charset;
        this.events = events;
    }

    /**
     * Runs one command to its end.
     *
     * @param client who sent it
     * @param remote where it comes from
     * @param command as it was sent
     * @param inbound tells when the client leaves
     * @param empty takes what it writes
     * @return what it wrote, or a sentence that says why there is none; the caller closes it
     */
    Answer run(String client, String remote, String command, Inbound inbound, Answer empty)
            throws InterruptedException {
        RunningCommands.Slot slot = enter();
        if (slot == null) {
            return Answer.of("the server is stopping and starts nothing more", charset);
        }
        boolean started = false;
        try {
            CommandSpec spec = environment.shell(command, remote);
            return switch (launcher.start(spec)) {
                case StartOutcome.Started(ChildProcess child) -> {
                    started = true;
                    slot.runs(child::endGroup);
                    yield collect(new Run(client, command, child, slot), inbound, empty);
                }
                case StartOutcome.Failed(ExitStatus.NotStarted status) -> {
                    Answer answer = Answer.of(status.message(), charset);
                    events.on(answer.ended(client, status, charset));
                    yield answer;
                }
            };
        } catch (IllegalArgumentException e) {
            return Answer.of(Objects.toString(e.getMessage()), charset);
        } finally {
            if (!started) {
                slot.close();
            }
        }
    }

    private RunningCommands.@Nullable Slot enter() {
        try {
            return running.enter();
        } catch (ChannelException e) {
            return null;
        }
    }

    /** A command that runs. */
    private record Run(
            String client, String command, ChildProcess child, RunningCommands.Slot slot) {

        void onThread(String purpose, Runnable task) {
            Thread.ofVirtual().name("landline-" + client + "-" + purpose).start(task);
        }
    }

    private Answer collect(Run run, Inbound inbound, Answer answer) throws InterruptedException {
        ChildProcess child = run.child();
        OutputPump stdout = new OutputPump(child.stdout(), Transcoder.to(answer.stdout(), charset));
        OutputPump stderr = new OutputPump(child.stderr(), Transcoder.to(answer.stderr(), charset));
        try {
            events.on(new ClassicEvent.CommandStarted(run.client(), child.pid(), run.command()));
            child.stdin().close();
            run.onThread("stdout", () -> pump(stdout, child));
            run.onThread("stderr", () -> pump(stderr, child));
            inbound.watch(gone -> run.onThread("left", () -> endAbandoned(child, gone)));
            ExitStatus status = child.waitFor();
            var _ = new OutputDrain(List.of(stdout, stderr), drain).awaitBriefly();
            events.on(answer.ended(run.client(), status, charset));
            return stdout.failure()
                    .or(stderr::failure)
                    .map(failure -> instead(answer, failure))
                    .orElse(answer);
        } finally {
            inbound.watch(null);
            run.onThread("end", () -> end(run));
        }
    }

    private void pump(OutputPump pump, ChildProcess child) {
        pump.run();
        if (pump.failure().isPresent()) {
            child.endGroup(grace);
        }
    }

    private Answer instead(Answer answer, IOException failure) {
        answer.close();
        return Answer.of(Objects.toString(failure.getMessage()), charset);
    }

    private void endAbandoned(ChildProcess child, Gone gone) {
        try {
            if (gone == Gone.BROKEN || child.waitFor(HALF_CLOSED).isEmpty()) {
                child.endGroup(grace);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends what the command has left behind, while its answer is on the way. */
    private static void end(Run run) {
        try {
            run.child().close();
        } finally {
            run.slot().close();
        }
    }

    /**
     * Starts no more, waits for what runs, then ends it.
     *
     * @param patience how long to wait for it to end by itself
     */
    void stop(Duration patience) throws InterruptedException {
        running.stop(patience, grace);
    }
}
