package dev.landline.cli.console;

import dev.landline.LandlineException;
import dev.landline.Printable;
import dev.landline.identity.KeyFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the command itself has to say: lines on standard error that begin with {@code landline:} or
 * {@code hint:}. Each is one write. For any thread.
 */
public final class Messages {

    private static final String PREFIX = "landline: ";

    private final OutputStream stderr;
    private final GlobalOptions options;
    private volatile boolean midLine;
    private volatile String newLine = "\n";
    private volatile Consumer<Runnable> turns = Runnable::run;

    /** Writes to a stream; the options may be filled in later. */
    public Messages(OutputStream stderr, GlobalOptions options) {
        this.stderr = stderr;
        this.options = options;
    }

    /** Says something. */
    public void say(String text) {
        line(PREFIX + text);
    }

    /** Says something to those who asked for it with {@code -v}. */
    public void detail(String text) {
        if (options.verbose()) {
            say(text);
        }
    }

    /** Says what to do next. */
    public void hint(String text) {
        line("hint: " + text);
    }

    /** Writes a line as it is, on a line of its own. */
    public void line(String text) {
        turns.accept(() -> write(text));
    }

    private void write(String text) {
        String start = midLine ? newLine : "";
        midLine = false;
        try {
            stderr.write((start + text + newLine).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // There is nowhere else to say so.
        }
    }

    /**
     * Shares the place with somebody who draws there.
     *
     * @param turn runs what writes a line when nothing is in its way
     */
    public void takeTurns(Consumer<Runnable> turn) {
        turns = turn;
    }

    /** While a terminal is raw, the end of a line alone does not lead back to its left margin. */
    public void raw(boolean raw) {
        newLine = raw ? "\r\n" : "\n";
    }

    /**
     * A view of standard error for somebody else's bytes, behind which a line of ours starts anew.
     */
    public OutputStream shared() {
        return beside(stderr);
    }

    /** The same of a stream that is shown at the same place as standard error. */
    public OutputStream beside(OutputStream stream) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                stream.write(bytes, offset, length);
                midLine = length > 0 ? bytes[offset + length - 1] != '\n' : midLine;
            }

            @Override
            public void flush() throws IOException {
                stream.flush();
            }
        };
    }

    /** Says what went wrong and what to do about it. */
    public void failure(String about, Throwable failure) {
        say(failure instanceof KeyFileException ? text(failure) : about(about, text(failure)));
        hints(failure).forEach(this::hint);
        if (options.verbose()) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            trace.toString().lines().forEach(this::say);
        }
    }

    private static String about(String subject, String text) {
        return subject.isEmpty() || text.contains(subject) ? text : subject + ": " + text;
    }

    private List<String> hints(Throwable failure) {
        return switch (failure) {
            case Complaint complaint -> complaint.hints();
            case LandlineException landline -> landline.hint().stream().toList();
            case RuntimeException bug when !options.verbose() ->
                    List.of("that is a mistake in landline; -v shows where");
            default -> List.of();
        };
    }

    /** Some exceptions of the JDK say only which file they are about. */
    private static String text(Throwable failure) {
        return switch (failure) {
            case Complaint complaint -> complaint.text();
            case FileSystemException bare when bare.getReason() == null ->
                    bare.getFile() + ": " + reason(bare);
            case IOException io when io.getMessage() != null -> Printable.of(io.getMessage());
            default -> "internal error: " + Printable.of(failure.toString());
        };
    }

    private static String reason(FileSystemException e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such file or directory";
            case AccessDeniedException denied -> "permission denied";
            default -> e.getClass().getSimpleName();
        };
    }
}
