package dev.landline.cli.files;

import dev.landline.cli.console.BrokenOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines on standard output, from threads that have no way to say that it takes none. Each is one
 * write. Where the first one fails nothing more is written, and the copy is stopped.
 */
final class OutputLines {

    private static final int STDOUT = 1;

    private final OutputStream stdout;
    private final Runnable stop;
    private volatile @Nullable IOException failure;

    /**
     * Writes to a stream.
     *
     * @param stop called where it takes no more
     */
    OutputLines(OutputStream stdout, Runnable stop) {
        this.stdout = stdout;
        this.stop = stop;
    }

    /** Writes a line. */
    void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, bytes.length);
    }

    /** Writes bytes that end a line. */
    void write(byte[] bytes, int count) {
        if (failure != null) {
            return;
        }
        try {
            stdout.write(bytes, 0, count);
        } catch (IOException e) {
            failure = e;
            stop.run();
        }
    }

    /** Whether a line could not be written. */
    boolean failed() {
        return failure != null;
    }

    /** Complains where a line could not be written. */
    void check() throws IOException {
        IOException cause = failure;
        if (cause != null) {
            throw failure(cause);
        }
    }

    /** What it means that standard output takes no bytes. */
    static IOException failure(IOException cause) {
        return BrokenOutput.is(cause, STDOUT)
                ? new BrokenOutput(cause)
                : new StandardStreamException("cannot write standard output", cause);
    }
}
