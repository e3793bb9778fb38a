package dev.landline.link;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A stream of bytes each way between two peers. One thread may read while another writes; {@link
 * #abort} may be called by any thread at any time and ends both.
 */
public interface Link {

    /**
     * What the other side sends. Blocks the calling (virtual) thread; ends with −1 when the other
     * side has finished.
     *
     * @return always the same stream
     */
    InputStream input();

    /**
     * What this side sends. A call of {@code write} hands its bytes on at once; there is no buffer.
     *
     * @return always the same stream
     */
    OutputStream output();

    /**
     * The other side, for people: an address and port, or a path.
     *
     * @return a few words, never a host name that would have to be looked up
     */
    String remote();

    /**
     * Says that nothing more will be written, waits for a moment until the other side has finished
     * as well, so that it can read what was sent last, and closes. Blocks for a second at most,
     * provided that no other thread writes.
     */
    void finish();

    /**
     * Closes at once. Reads and writes in progress end with an exception or an end of stream. Never
     * blocks; a second call does nothing.
     */
    void abort();
}
