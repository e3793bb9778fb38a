package dev.landline.cli.files;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.FileCopy;
import dev.landline.client.TransferResult;
import dev.landline.file.FileException;
import dev.landline.transfer.TransferListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a copy, says how it goes and what came of it, and finds the exit status. */
final class CopyRun {

    private static final int FAILED = 1;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions global;
    private final Manner manner;

    /**
     * How a copy is talked about.
     *
     * @param about the other machines, for messages
     * @param quiet whether to say only what goes wrong
     * @param json whether to speak to a program
     * @param dryRun whether it is a rehearsal
     * @param mirror whether it is said what was there already
     * @param toOutput whether standard output gets a file
     * @param again whether the same command can be given once more, and goes on
     * @param failureStatus the exit status where Landline itself fails
     */
    record Manner(
            String about,
            boolean quiet,
            boolean json,
            boolean dryRun,
            boolean mirror,
            boolean toOutput,
            boolean again,
            int failureStatus) {}

    CopyRun(Surroundings here, Messages messages, GlobalOptions global, Manner manner) {
        this.here = here;
        this.messages = messages;
        this.global = global;
        this.manner = manner;
    }

    /**
     * Runs it to its end.
     *
     * @return the exit status; a failure was told
     */
    int run(FileCopy copy) {
        CopyInterrupt interrupt = new CopyInterrupt(here.signals());
        OutputLines out = new OutputLines(here.stdout(), interrupt::stop);
        try {
            return run(copy, interrupt, out);
        } catch (BrokenOutput e) {
            return e.status();
        } catch (FileException | StandardStreamException e) {
            messages.failure("", e);
            return FAILED;
        } catch (IOException e) {
            messages.failure(manner.about(), e);
            return status(e);
        } catch (InterruptedException e) {
            messages.say("interrupted");
            if (manner.again()) {
                messages.hint("the same command goes on where it was");
            }
            return CopyInterrupt.STATUS;
        }
    }

    private int status(IOException e) {
        return switch (e) {
            case ChannelException refused when refused.code() == ErrorCode.FILE_FAILED -> FAILED;
            case LandlineException _ -> manner.failureStatus();
            default -> FAILED;
        };
    }

    private int run(FileCopy copy, CopyInterrupt interrupt, OutputLines out)
            throws IOException, InterruptedException {
        Counts counts = new Counts();
        JsonEvents json = new JsonEvents(out);
        TransferResult result;
        Duration time;
        boolean drawn = mayDraw();
        try (interrupt;
                CopyProgress progress = CopyProgress.on(here, drawn)) {
            List<TransferListener> listeners = new ArrayList<>();
            listeners.add(counts);
            listeners.add(new Complaints(messages));
            if (manner.json()) {
                listeners.add(json);
            } else if (manner.dryRun()) {
                listeners.add(new Rehearsal(out));
            }
            if (drawn) {
                listeners.add(progress);
                messages.takeTurns(progress::aside);
            }
            long began = System.nanoTime();
            result =
                    copy.listener(new Listeners(List.copyOf(listeners)))
                            .totals(drawn || manner.json())
                            .run();
            time = Duration.ofNanos(System.nanoTime() - began);
        } catch (InterruptedException e) {
            out.check(); // Perhaps that is why.
            throw e;
        } finally {
            messages.takeTurns(Runnable::run);
        }
        if (manner.json()) {
            json.result(result);
        }
        out.check();
        tell(result, counts, time);
        return result.isComplete() ? 0 : FAILED;
    }

    /** Nothing may come between lines that a person reads, or into a file that they see. */
    private boolean mayDraw() {
        return !manner.quiet()
                && !manner.json()
                && !manner.dryRun()
                && here.terminal().isAt(STDERR)
                && !(manner.toOutput() && here.terminal().isAt(STDOUT));
    }

    private void tell(TransferResult result, Counts counts, Duration time) {
        if (counts.skipped() > 0) {
            messages.say(
                    counts.skipped()
                            + (counts.skipped() == 1 ? " thing was" : " things were")
                            + " left out, below directories that could not be copied");
        }
        boolean person = !manner.quiet() && !manner.json() && here.terminal().isAt(STDERR);
        if (person || global.verbose()) {
            messages.say(
                    manner.dryRun()
                            ? Summary.ofRehearsal(result, counts)
                            : Summary.of(result, counts, time, manner.mirror()));
        }
    }
}
