package dev.landline.cli.exec;

import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import dev.landline.TerminalSize;
import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Messages;
import dev.landline.cli.terminal.Escape;
import dev.landline.cli.terminal.EscapeChar;
import dev.landline.cli.terminal.EscapeKeys;
import dev.landline.cli.terminal.Keyboard;
import dev.landline.cli.terminal.Questions;
import dev.landline.cli.terminal.RawTerminal;
import dev.landline.client.RunningCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command on a remote terminal, shown at the one here for as long as it runs. */
public final class TerminalCommand {

    private static final int CHUNK = 64 * 1024;
    private static final int STDOUT = 1;
    private static final byte CTRL_C = 3;

    /** How long what is being shown may take, when the person leaves. */
    private static final Duration LAST_OUTPUT = Duration.ofMillis(200);

    private static final long DETACH_SECONDS = 5;

    private final Joined joined;
    private final Visit visit;
    private final RawTerminal terminal;
    private final Messages messages;
    private final EscapeKeys keys;
    private final boolean view;
    private final int failureStatus;
    private final CompletableFuture<End> end = new CompletableFuture<>();

    /** How it comes to an end here. */
    private enum End {
        OUTPUT_ENDED,
        OUTPUT_UNWANTED,
        LEFT,
        DETACHED
    }

    /**
     * Prepares for a command that runs.
     *
     * @param view whether the person only looks on
     * @param failureStatus the exit status where Landline itself fails
     */
    public TerminalCommand(
            Joined joined,
            Visit visit,
            RawTerminal terminal,
            Messages messages,
            EscapeChar escape,
            boolean view,
            int failureStatus) {
        this.joined = joined;
        this.visit = visit;
        this.terminal = terminal;
        this.messages = messages;
        this.keys = new EscapeKeys(escape);
        this.view = view;
        this.failureStatus = failureStatus;
    }

    /**
     * Stays with the command to its end, or until the person leaves it.
     *
     * @return the exit status
     * @throws IOException where the server refused the command
     */
    public int run() throws IOException, InterruptedException {
        RunningCommand command = joined.command();
        Ending ending = new Ending(joined, messages, failureStatus);
        End how;
        try (terminal) {
            terminal.onResize(command::resize);
            terminal.enter();
            messages.raw(true);
            visit.words().onDisturbed(this::redraw);
            Thread screen = start(this::show);
            var _ = Keyboard.start(terminal.input(), keys, new Typist());
            how = end.get();
            if (how != End.OUTPUT_ENDED) {
                command.stdout().close();
                var _ = screen.join(LAST_OUTPUT);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            messages.raw(false);
        }
        return switch (how) {
            case OUTPUT_ENDED -> ended(command, ending);
            case OUTPUT_UNWANTED -> unwanted(command);
            case LEFT -> {
                terminal.repair();
                visit.hurry();
                yield ending.left();
            }
            case DETACHED -> {
                terminal.repair();
                yield detach(ending);
            }
        };
    }

    private static Thread start(Runnable task) {
        return Thread.ofPlatform().daemon().name("landline-screen").start(task);
    }

    private int ended(RunningCommand command, Ending ending)
            throws IOException, InterruptedException {
        command.stderr().close();
        ExitStatus status = command.waitFor();
        if (status instanceof ExitStatus.Lost) {
            terminal.repair();
            visit.hurry();
        }
        return ending.of(status, false);
    }

    private int unwanted(RunningCommand command) {
        command.close();
        return new BrokenOutput(new IOException("nobody reads")).status();
    }

    /** Asks the server, which may be out of reach, and leaves in any case. */
    private int detach(Ending ending) throws InterruptedException {
        FutureTask<Boolean> request =
                new FutureTask<>(() -> {
                    joined.command().detach();
                    return true;
                });
        Thread.ofVirtual().name("landline-detach").start(request);
        try {
            var _ = request.get(DETACH_SECONDS, TimeUnit.SECONDS);
            return ending.detached();
        } catch (ExecutionException e) {
            return ending.notDetached(
                    e.getCause() instanceof IOException known ? known : new IOException(e));
        } catch (TimeoutException e) {
            visit.hurry();
            return ending.notDetached(
                    new InterruptedIOException(
                            "the server did not say in "
                                    + DETACH_SECONDS
                                    + " s that it was detached"));
        }
    }

    private void show() {
        byte[] chunk = new byte[CHUNK];
        OutputStream screen = new PastScreen(messages.beside(terminal.output()));
        InputStream stdout = joined.command().stdout();
        try {
            int count;
            while ((count = stdout.read(chunk)) >= 0) {
                try {
                    screen.write(chunk, 0, count);
                } catch (IOException e) {
                    end.complete(
                            BrokenOutput.is(e, STDOUT) && joined.started()
                                    ? End.OUTPUT_UNWANTED
                                    : End.LEFT);
                    return;
                }
            }
        } catch (LandlineException e) {
            // How the command ended is told by its status.
        } catch (IOException e) {
            end.completeExceptionally(e);
        }
        end.complete(End.OUTPUT_ENDED);
    }

    /** The screen, which is not asked again what it was asked before. */
    private final class PastScreen extends OutputStream {
        private final OutputStream screen;
        private final Questions questions = new Questions();
        private boolean over = joined.past() == 0;
        private long shown;

        PastScreen(OutputStream screen) {
            this.screen = screen;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (over) {
                screen.write(bytes, offset, length);
                return;
            }
            long left = joined.past() - joined.command().missing() - shown;
            int past = Math.clamp(left, 0, length);
            questions.pass(bytes, offset, past, screen);
            shown += past;
            if (past < length) {
                over = true;
                questions.end(screen);
                screen.write(bytes, offset + past, length - past);
            }
        }
    }

    /** Two changes of size make a program draw anew that would not for the same size. */
    private void redraw() {
        TerminalSize size = terminal.size();
        joined.command()
                .resize(new TerminalSize(size.columns(), size.rows() == 1 ? 2 : size.rows() - 1));
        joined.command().resize(size);
    }

    /** Does what is typed. */
    private final class Typist implements Keyboard.Listener {

        @Override
        public void typed(byte[] bytes, int offset, int length) throws IOException {
            if (!view) {
                joined.command().stdin().write(bytes, offset, length);
                return;
            }
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] == CTRL_C) {
                    end.complete(End.LEFT);
                }
            }
        }

        @Override
        public void escape(Escape escape) throws IOException {
            switch (escape) {
                case DISCONNECT -> end.complete(End.LEFT);
                case DETACH -> end.complete(End.DETACHED);
                case SUSPEND -> {
                    terminal.suspend();
                    redraw();
                }
                case HELP -> messages.line(keys.help().stripTrailing().replace("\n", "\r\n"));
            }
        }

        @Override
        public void ended() {
            end.complete(End.LEFT);
        }
    }
}
