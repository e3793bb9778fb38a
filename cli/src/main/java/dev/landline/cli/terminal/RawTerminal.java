package dev.landline.cli.terminal;

import dev.landline.TerminalSize;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Signals;
import dev.landline.cli.console.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The terminal at standard input and output, for as long as it belongs to a program on the other
 * side: every byte that is typed goes there, and every byte that comes is shown. However the
 * process ends, short of KILL, the terminal is afterwards as it was found. For any thread.
 */
public final class RawTerminal implements AutoCloseable {

    /** What is assumed where nobody says. */
    public static final TerminalSize USUAL = new TerminalSize(80, 24);

    private final Surroundings here;
    private final LineDiscipline discipline;
    private final ScreenModes modes = new ScreenModes();
    private final OutputStream output;
    private final AtomicReference<TerminalSize> known = new AtomicReference<>(USUAL);
    private volatile Consumer<TerminalSize> resized = _ -> {};
    private volatile Signals.Registration atExit = () -> {};
    private volatile boolean entered;
    private volatile boolean closed;

    private RawTerminal(Surroundings here, LineDiscipline discipline) {
        this.here = here;
        this.discipline = discipline;
        this.output = modes.watching(whileOpen(here.stdout()));
    }

    /**
     * Looks at the terminal, and leaves it as it is. This takes a fifth of a second, most of it for
     * loading code, and may be done while something else is waited for.
     *
     * @throws Complaint where standard input is no terminal
     */
    public static RawTerminal of(Surroundings here) throws Complaint, IOException {
        return new RawTerminal(here, LineDiscipline.ofStandardInput());
    }

    /** What comes late is for a terminal that somebody else uses by now. */
    private OutputStream whileOpen(OutputStream stdout) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (!closed) {
                    stdout.write(bytes, offset, length);
                }
            }
        };
    }

    /** How large it is now; 80x24 where it does not say. */
    public TerminalSize size() {
        TerminalSize size = discipline.size().orElse(USUAL);
        known.set(size);
        return size;
    }

    /**
     * Tells of every change of the size from now on, and of one since {@link #size} was asked last.
     * To be called once. The listener runs on the thread of the signal, or on that of {@link
     * #suspend}.
     */
    public void onResize(Consumer<TerminalSize> listener) {
        resized = listener;
        var _ = here.signals().handle("WINCH", this::compareSize);
        compareSize();
    }

    private void compareSize() {
        TerminalSize now = discipline.size().orElse(USUAL);
        if (!closed && !now.equals(known.getAndSet(now))) {
            resized.accept(now);
        }
    }

    /** Makes it raw. Whoever stops the process from outside finds it raw again when it goes on. */
    public void enter() throws IOException {
        atExit = here.signals().beforeExit(this::abandon);
        entered = true;
        raw();
        var _ = here.signals().handle("CONT", this::goOn);
    }

    /** What is typed, byte by byte. To be read in one place only. */
    public InputStream input() {
        return here.stdin();
    }

    /** What is shown, which {@link #repair} remembers. Nothing is, once this is closed. */
    public OutputStream output() {
        return output;
    }

    /**
     * Stops this process and everything in its process group until somebody lets it go on, as
     * Ctrl-Z does. Returns at once where there is no shell that could do so.
     */
    public void suspend() throws IOException {
        discipline.asFound();
        stop();
        raw();
        compareSize();
    }

    /**
     * The process that sends the signal gets it too. So it ends only when there was nothing to
     * stop, or when all go on.
     */
    private static void stop() throws IOException {
        Process kill =
                new ProcessBuilder("sh", "-c", "kill -s TSTP 0")
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start();
        try {
            kill.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the process was suspended");
        }
    }

    private void goOn() {
        try {
            raw();
            compareSize();
        } catch (IOException e) {
            // It stays usable, if not for a screen.
        }
    }

    /** Whatever comes in between, after closing it is as it was found. */
    private void raw() throws IOException {
        if (closed) {
            return;
        }
        try {
            discipline.raw();
        } finally {
            if (closed) {
                discipline.asFound();
            }
        }
    }

    /**
     * Switches off what the other side has switched on and cannot switch off any more, because the
     * session was cut off: the alternate screen, the mouse, colours and so on. Writes nothing where
     * there is nothing to do.
     */
    public void repair() throws IOException {
        byte[] repair = modes.repair();
        if (repair.length > 0) {
            here.stdout().write(repair);
        }
    }

    private void abandon() {
        restore();
        try {
            repair();
        } catch (IOException e) {
            // The terminal has gone.
        }
    }

    private void restore() {
        closed = true;
        if (entered) {
            discipline.asFound();
        }
    }

    /** Makes it what it was. Does nothing the second time. */
    @Override
    public void close() {
        restore();
        atExit.close();
    }
}
