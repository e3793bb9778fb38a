package dev.landline.cli.exec;

import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Ctrl-C does: the first one is for the command. Whoever repeats it wants to get away, and is
 * asked what is to become of the command, where that is a question; the third one is an answer too.
 */
final class Interrupts {

    private static final int SIGNALED = 128;
    private static final int SIGINT = 2;
    private static final int STDIN = 0;

    private final Joined joined;
    private final Surroundings here;
    private final Messages messages;
    private final AnswerableInput input;
    private final boolean mayAsk;
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean sent;
    private volatile boolean ended;
    private volatile boolean detached;

    Interrupts(
            Joined joined,
            Surroundings here,
            Messages messages,
            AnswerableInput input,
            boolean mayAsk) {
        this.joined = joined;
        this.here = here;
        this.messages = messages;
        this.input = input;
        this.mayAsk = mayAsk;
    }

    void heed() {
        var _ = here.signals().handle("INT", this::interrupted);
    }

    /** Whether the command was sent a signal from here. */
    boolean sent() {
        return sent;
    }

    /** Whether the person has chosen to end the command. */
    boolean ended() {
        return ended;
    }

    /** Whether the person has chosen to let the command run on. */
    boolean detached() {
        return detached;
    }

    private void interrupted() {
        switch (count.incrementAndGet()) {
            case 1 -> {
                sent = true;
                joined.interrupt();
            }
            case 2 -> {
                if (mayAsk && joined.survives() && here.terminal().isPresent()) {
                    Thread.ofPlatform().daemon().name("landline-question").start(this::ask);
                } else {
                    leave();
                }
            }
            default -> leave();
        }
    }

    private void leave() {
        here.signals().exit(SIGNALED + SIGINT);
    }

    private void ask() {
        try {
            String answer = answer().strip().toLowerCase(Locale.ROOT);
            if (answer.startsWith("k")) {
                ended = true;
                if (joined.started()) {
                    leave();
                } else {
                    joined.end();
                }
            } else if (answer.startsWith("d")) {
                detached = true;
                joined.command().detach();
            }
        } catch (IOException | ExecutionException e) {
            detached = false;
            messages.failure(joined.target(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        count.set(0);
    }

    private String answer() throws IOException, ExecutionException, InterruptedException {
        String question =
                "landline: "
                        + joined.target()
                        + ": k kills the command, d leaves it running, anything else waits on"
                        + " (k/d)? ";
        Optional<CompletableFuture<Optional<String>>> line =
                here.terminal().isAt(STDIN) ? input.nextLine() : Optional.empty();
        if (line.isPresent()) {
            here.terminal().show(question);
            return line.get().get().orElse("");
        }
        String answer = here.terminal().ask(question);
        return answer == null ? "" : answer;
    }
}
