package dev.landline.server.listen;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One address that a server listens on, and its accept loop.
 *
 * @param <A> how the server names its addresses
 */
public final class Listener<A> implements AutoCloseable {

    /** How long to wait when accepting fails, as it does without free descriptors. */
    private static final long RETRY_MILLIS = 100;

    private final A address;
    private final Door door;
    private final Consumer<String> warnings;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Listener(A address, Door door, Consumer<String> warnings) {
        this.address = address;
        this.door = door;
        this.warnings = warnings;
        this.thread = Thread.ofVirtual().name("landline-accept-" + address).start(this::acceptLoop);
    }

    /**
     * Begins to accept.
     *
     * @param address what {@link #address} is to answer: with the real port
     * @param door where connections come in, owned by the listener from now on
     * @param warnings told when accepting fails
     * @param <A> how the server names its addresses
     * @return the listener
     */
    public static <A> Listener<A> start(A address, Door door, Consumer<String> warnings) {
        return new Listener<>(address, door, warnings);
    }

    /**
     * The address, with the real port.
     *
     * @return as a client can name it
     */
    public A address() {
        return address;
    }

    private void acceptLoop() {
        boolean failing = false;
        while (closed.getCount() > 0) {
            try {
                door.acceptOne();
                failing = false;
            } catch (IOException e) {
                if (closed.getCount() > 0 && !failing) {
                    failing = true;
                    warnings.accept("cannot accept on " + address + ": " + e.getMessage());
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            var _ = closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops accepting and frees the address. Connections that were accepted live on. */
    @Override
    public void close() {
        closed.countDown();
        try {
            door.close();
            thread.join();
        } catch (IOException e) {
            warnings.accept("closing " + address + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
