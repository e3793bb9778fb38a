package dev.landline.client.call;

import dev.landline.LandlineException;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Opening;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Where calls get their channels from: a connection. Safe for use by many threads. */
@FunctionalInterface
public interface Channels {

    /**
     * Opens a channel.
     *
     * @param opening what is asked for
     * @param atMost how long to wait while the connection has as many as the server allows
     * @return the channel, which the server may still refuse
     * @throws LandlineException where the connection is gone or the request too large
     * @throws TimeoutException where none was free in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    ClientChannel open(Opening opening, Duration atMost)
            throws LandlineException, TimeoutException, InterruptedException;
}
