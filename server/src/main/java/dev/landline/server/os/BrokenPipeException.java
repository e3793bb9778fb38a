package dev.landline.server.os;

import java.io.IOException;

/**
 * Nobody reads the other end of a pipe any more: an ordinary thing, such as {@code head -1} does.
 */
public final class BrokenPipeException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says that the command no longer reads its input. */
    BrokenPipeException() {
        super("the command no longer reads its standard input");
    }
}
