package dev.landline.file;

import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;

/**
 * As whom the kernel is asked about files. Each call on a handle that was opened with an identity
 * is made with it, and the thread has its own again afterwards: a thread that kept the identity
 * would pass it on to every thread that it starts, among them those that carry virtual threads.
 *
 * <p>To change over costs more than most calls. Whoever makes several in a row puts these between
 * {@link #enter} and {@link #leave}, with nothing in between that waits for another thread, wakes
 * or starts one: what is started there keeps the identity for good.
 *
 * <p>Thread-safe: each thread is in it or not.
 */
public interface FileIdentity {

    /** The identity that the process has anyway. */
    FileIdentity OWN =
            new FileIdentity() {
                @Override
                public long user() {
                    return Integer.toUnsignedLong(LibC.call(Function.GETEUID));
                }

                @Override
                public void enter() {}

                @Override
                public void leave() {}
            };

    /**
     * Whom files that are made with the identity belong to.
     *
     * @return a user id, 0 to 2^32 − 1
     */
    long user();

    /**
     * Gives the calling thread the identity, for calls about files alone. Nests with itself.
     *
     * @throws IOException where the thread could not get it, and has its own still
     * @throws IllegalStateException where the thread is in another identity
     */
    void enter() throws IOException;

    /**
     * Gives the calling thread its own identity back, once for each {@link #enter}.
     *
     * @throws IllegalStateException where that failed: the thread is of no use any more
     */
    void leave();
}
