package dev.landline.client.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A handler's answers, one a line, read as they come and no further. For one thread at a time. */
final class AnswerLines {

    private static final int CHUNK = 16 * 1024;

    private final InputStream source;
    private final String handler;
    private final long longest;
    private final byte[] chunk = new byte[CHUNK];
    private int next;
    private int end;

    /**
     * Begins.
     *
     * @param source what the handler answers; closed by somebody else
     * @param handler its name
     * @param longest how many bytes a line may have
     */
    AnswerLines(InputStream source, String handler, long longest) {
        this.source = source;
        this.handler = handler;
        this.longest = longest;
    }

    /** The next line without its end, white space alone left out; null behind the last one. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (next == end) {
                next = 0;
                end = Math.max(0, source.read(chunk));
                if (end == 0) {
                    return line.size() == 0 ? null : line.toByteArray();
                }
            }
            int stop = next;
            while (stop < end && chunk[stop] != '\n') {
                stop++;
            }
            if (line.size() + (long) (stop - next) > longest) {
                throw new IOException(
                        handler
                                + ": expected answers of at most "
                                + longest
                                + " bytes, got a longer one; raise maxOutput, or use start() and"
                                + " read its output");
            }
            line.write(chunk, next, stop - next);
            boolean complete = stop < end;
            next = complete ? stop + 1 : stop;
            if (complete && !isBlank(line)) {
                return line.toByteArray();
            }
            if (complete) {
                line.reset();
            }
        }
    }

    private static boolean isBlank(ByteArrayOutputStream line) {
        return line.size() == 0 || (line.size() == 1 && line.toByteArray()[0] == '\r');
    }
}
