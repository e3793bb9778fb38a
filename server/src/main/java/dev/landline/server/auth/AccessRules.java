package dev.landline.server.auth;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which identities may open which services.
 *
 * @param services service name to who may open it: {@code *} for everybody who is authorised,
 *     {@code SHA256:…} for a key, {@code unix:NAME} for an account over a Unix socket
 */
public record AccessRules(Map<String, Set<String>> services) {

    /** The service of running commands, which could do all that the others do. */
    public static final String COMMANDS = "exec";

    /** The services that rules can be about. */
    public static final Set<String> SERVICES = Set.of(COMMANDS, "put", "get", "list");

    /** Stands for everybody who is authorised at all. */
    public static final String EVERYBODY = "*";

    /** Copies the rules. */
    public AccessRules {
        Map<String, Set<String>> copy = new TreeMap<>();
        services.forEach((service, who) -> copy.put(service, Set.copyOf(who)));
        services = Map.copyOf(copy);
    }

    /**
     * Everybody who is authorised may do everything.
     *
     * @return the rules of a server where nobody says otherwise
     */
    public static AccessRules open() {
        Map<String, Set<String>> services = new TreeMap<>();
        SERVICES.forEach(service -> services.put(service, Set.of(EVERYBODY)));
        return new AccessRules(services);
    }

    /**
     * What one identity may open.
     *
     * @param identity who
     * @return names of services
     */
    public Set<String> of(Identity identity) {
        String who = identity.who();
        Set<String> allowed = new TreeSet<>();
        services.forEach((service, names) -> {
            if (names.contains(EVERYBODY) || names.contains(who)) {
                allowed.add(service);
            }
        });
        return allowed;
    }
}
