package dev.landline.cli.fan.output;

import dev.landline.client.fleet.HostResult;
import dev.landline.client.hosts.Host;
import java.io.IOException;

/** A manner of showing what hosts write. */
public interface Outputs extends AutoCloseable {

    /**
     * Where a host writes, which begins now. For any thread.
     *
     * @throws IOException where there is no place for it
     */
    HostOutput of(Host host) throws IOException;

    /** A host is over, and its output was closed if it had one. For one thread. */
    default void ended(HostResult<?> result) throws IOException {}

    /** All hosts are over. */
    default void finish() throws IOException {}

    /** Gives up what was held. */
    @Override
    default void close() throws IOException {}
}
