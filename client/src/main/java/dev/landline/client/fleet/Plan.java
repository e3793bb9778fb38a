package dev.landline.client.fleet;

import dev.landline.client.hosts.Host;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a run goes over its hosts. What each part means is said in {@link Fleet}. */
record Plan(
        List<Host> hosts,
        Fleet.Connecting connecting,
        int parallel,
        Optional<Share> batch,
        Duration pause,
        int canary,
        Optional<Share> maxFailures,
        Optional<Duration> hostTimeout,
        Optional<Duration> totalTimeout,
        int retries,
        FleetListener listener) {

    Plan {
        hosts = List.copyOf(hosts);
    }
}
