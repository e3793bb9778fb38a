package dev.landline.server.auth;

import java.util.Optional;
import java.util.Set;

/**
 * What an identity may do.
 *
 * @param identity who
 * @param services the names of the services that may be opened
 * @param forcedCommand runs instead of whatever is asked for
 * @param pty whether a terminal may be asked for
 */
public record Grant(
        Identity identity, Set<String> services, Optional<String> forcedCommand, boolean pty) {

    /** Copies the services. */
    public Grant {
        services = Set.copyOf(services);
    }
}
