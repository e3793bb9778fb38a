package dev.landline.server.listen;

import java.io.IOException;

/** A bound socket that connections come in by. */
public interface Door {

    /**
     * Waits for a connection and hands it on; the one who takes it must not wait for it.
     *
     * @throws IOException where accepting fails, as it does without free descriptors, or once the
     *     door is closed
     */
    void acceptOne() throws IOException;

    /**
     * Frees the address; {@link #acceptOne} that waits ends with an exception.
     *
     * @throws IOException where the system reports an error
     */
    void close() throws IOException;
}
