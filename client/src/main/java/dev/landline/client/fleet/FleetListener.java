package dev.landline.client.fleet;

import dev.landline.client.hosts.Host;

/** Hears how a run goes, for those who show it. Called on threads of the run, several at once. */
public interface FleetListener {

    /** Hears nothing. */
    FleetListener NONE = new FleetListener() {};

    /**
     * It begins on a host.
     *
     * @param host which
     */
    default void began(Host host) {}

    /**
     * It is over on a host. The result goes to whoever reads the results afterwards.
     *
     * @param result what came of it
     */
    default void ended(HostResult<?> result) {}
}
