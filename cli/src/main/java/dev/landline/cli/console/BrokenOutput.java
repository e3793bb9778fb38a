package dev.landline.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whoever read this process's output has gone, as {@code head} does: no error, but the end. */
public final class BrokenOutput extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int SIGNALED = 128;
    private static final int SIGPIPE = 13;
    private static final int TYPE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    /** The same with how the system put it. */
    public BrokenOutput(IOException cause) {
        super("nobody reads the output any more", cause);
    }

    /** What a shell shows for a process that was ended by SIGPIPE. */
    public int status() {
        return SIGNALED + SIGPIPE;
    }

    /**
     * Whether it was that, and not a full disk. The exception's text is in the user's language, so
     * that the kind of file has to tell: writing to a pipe fails for no other reason.
     */
    public static boolean is(IOException e, int descriptor) {
        try {
            Path output = Path.of("/dev/fd", String.valueOf(descriptor));
            Object mode = Files.getAttribute(output, "unix:mode", new LinkOption[0]);
            int type = mode instanceof Integer bits ? bits & TYPE : 0;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException other) {
            return String.valueOf(e.getMessage()).contains("ipe");
        }
    }
}
