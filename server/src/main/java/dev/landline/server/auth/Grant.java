package dev.landline.server.auth;

import java.util.List;
import java.util.Set;

/**
 * What an identity may do.
 *
 * @param identity who
 * @param services the names of the services that may be opened
 * @param accounts whom it may do that as, each account once; a server that is not root has its own
 *     alone
 */
public record Grant(Identity identity, Set<String> services, List<AccountGrant> accounts) {

    /** Copies the collections. */
    public Grant {
        services = Set.copyOf(services);
        accounts = List.copyOf(accounts);
    }
}
