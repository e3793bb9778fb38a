package dev.landline.cli.exec;

import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import dev.landline.client.RunningCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries the streams of a remote command from and to those of this process. Each has a platform
 * thread, for file descriptors block the thread that uses them.
 */
public final class Relay {

    private static final int CHUNK = 64 * 1024;
    private static final byte[] END = {4};
    private static final byte[] LINE_AND_END = {'\n', 4};

    /** How long a program on a terminal has to take notice that nothing more will be typed. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What to do about the local input. */
    public enum Input {
        /** Nothing is read, and the command has an empty input. */
        NONE,
        /** Nothing is read, and the command's input stays as it is. */
        LEFT,
        /** It is carried, and its end means nothing: others type there, too. */
        SHARED,
        /** It is carried, and its end is the end of the command's input. */
        CARRIED,
        /**
         * It is carried, and at its end Ctrl-D is typed, again and again: to a program that does
         * not read by lines, the end of a terminal's input is not told in another way, and what is
         * typed while it starts may be lost.
         */
        TYPED
    }

    private final RunningCommand command;
    private final InputStream stdin;
    private final OutputStream stdout;
    private final OutputStream stderr;
    private final AtomicReference<@Nullable Exception> trouble = new AtomicReference<>();

    Relay(RunningCommand command, InputStream stdin, OutputStream stdout, OutputStream stderr) {
        this.command = command;
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /**
     * Runs the command to its end.
     *
     * @param input what to do about the local input, which nobody waits for: it may never end
     * @return how the command ended
     * @throws BrokenOutput where nobody reads the local output any more
     * @throws Complaint where a local stream failed in another way; the command was cancelled
     * @throws IOException where the server refused the command
     */
    ExitStatus run(Input input) throws Complaint, IOException, InterruptedException {
        switch (input) {
            case NONE -> command.stdin().close();
            case LEFT -> {}
            case SHARED, CARRIED, TYPED -> start("stdin", () -> feed(input));
        }
        Thread messages = start("stderr", this::stderr);
        stdout();
        messages.join();
        return switch (trouble.get()) {
            case null -> command.waitFor();
            case Complaint complaint -> throw complaint;
            case IOException io -> throw io;
            case RuntimeException bug -> throw bug;
            case Exception other -> throw new IllegalStateException(other);
        };
    }

    private static Thread start(String purpose, Runnable task) {
        return Thread.ofPlatform().daemon().name("landline-" + purpose).start(task);
    }

    private void feed(Input input) {
        byte[] chunk = new byte[CHUNK];
        OutputStream remote = command.stdin();
        try {
            boolean lineIsOpen = false;
            int count;
            while ((count = read(chunk)) >= 0) {
                remote.write(chunk, 0, count);
                if (count > 0) {
                    lineIsOpen = chunk[count - 1] != '\n' && chunk[count - 1] != '\r';
                }
            }
            switch (input) {
                case NONE, LEFT, SHARED -> {}
                case CARRIED -> remote.close();
                case TYPED -> typeEnd(remote, lineIsOpen);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Complaint | RuntimeException e) {
            fail(e);
        } catch (IOException e) {
            // The command or the connection has ended, and the other streams tell.
        }
    }

    private void typeEnd(OutputStream remote, boolean lineIsOpen)
            throws IOException, InterruptedException {
        remote.write(lineIsOpen ? LINE_AND_END : END);
        while (true) {
            try {
                command.waitFor(PATIENCE);
                return;
            } catch (TimeoutException e) {
                remote.write(END);
            }
        }
    }

    private int read(byte[] chunk) throws Complaint {
        try {
            return stdin.read(chunk);
        } catch (IOException e) {
            throw new Complaint("cannot read standard input: " + e.getMessage());
        }
    }

    private void stdout() {
        carry(() -> Copy.stdout(command.stdout(), stdout));
    }

    private void stderr() {
        carry(() -> Copy.stderr(command.stderr(), stderr));
    }

    /** Something that ends with a stream. */
    private interface Carrying {
        void run() throws Complaint, IOException;
    }

    private void carry(Carrying stream) {
        try {
            stream.run();
        } catch (LandlineException e) {
            // How the command ended is told by its status.
        } catch (Complaint | IOException | RuntimeException e) {
            fail(e);
        }
    }

    /** The first trouble counts; without a reader or a writer here the command has no purpose. */
    private void fail(Exception e) {
        if (trouble.compareAndSet(null, e)) {
            command.close();
        }
    }
}
