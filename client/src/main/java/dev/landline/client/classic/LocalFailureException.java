package dev.landline.client.classic;

import java.io.IOException;

/**
 * Not the connection failed but this side: the stream that takes a body (a full disk, a broken
 * pipe), or the file that is being sent. The connection is closed, because the rest of the body
 * would be taken for something else.
 */
public final class LocalFailureException extends IOException {

    private static final long serialVersionUID = 1L;

    LocalFailureException(String message, IOException cause) {
        super(message, cause);
    }

    LocalFailureException(String message) {
        super(message);
    }
}
