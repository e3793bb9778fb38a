package dev.landline.client.fleet;

import dev.landline.client.Landline;
import dev.landline.client.hosts.Host;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/**
 * What is done on each host.
 *
 * @param <T> what a host gives when it works
 */
@FunctionalInterface
public interface HostTask<T> {

    /**
     * Does it.
     *
     * @param host the host
     * @param landline a connection to it, which is closed afterwards
     * @return what came of it
     * @throws IOException counts as what it is: refused, lost or failed
     * @throws TimeoutException counts as failed
     * @throws InterruptedException where the thread is interrupted: the host's time is over, or the
     *     run was stopped; what runs has to be ended then
     */
    Outcome<T> run(Host host, Landline landline)
            throws IOException, InterruptedException, TimeoutException;
}
