package dev.landline.client.fleet;

import dev.landline.client.hosts.Host;
import java.time.Duration;

/**
 * What came of one host.
 *
 * @param host which
 * @param outcome what
 * @param took from the first attempt to connect to the end; zero for one that was skipped
 * @param attempts to connect
 * @param <T> what a host gives when it works
 */
public record HostResult<T>(Host host, Outcome<T> outcome, Duration took, int attempts) {}
