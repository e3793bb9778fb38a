package dev.landline.server.auth;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which identities may open which services, call which handlers, see or change the settings, and
 * see what was counted. Who is meant is said by {@code *} for everybody who is authorised, {@code
 * SHA256:…} for a key, {@code unix:NAME} for an account over a Unix socket; where handlers,
 * settings and counters are concerned, {@code own} too, for whoever acts as the server's own
 * account without any limit.
 *
 * @param services service name to who may open it, as well as {@link #CALL}, {@link #SETTINGS},
 *     {@link #SETTINGS_READ} and {@link #INFO}; nobody where nothing is said
 * @param handlers names of handlers, in which {@code *} stands for any characters, to who may call
 *     them besides those of {@link #CALL}
 */
public record AccessRules(Map<String, Set<String>> services, Map<String, Set<String>> handlers) {

    /** The service of running commands, which could do all that the others do. */
    public static final String COMMANDS = "exec";

    /** The services that rules can be about, apart from those for what belongs to the server. */
    public static final Set<String> SERVICES = Set.of(COMMANDS, "put", "get", "list");

    /** Who may call any handler. */
    public static final String CALL = "call";

    /** Who may read and change the settings. */
    public static final String SETTINGS = "settings";

    /** Who may read the settings, besides those who may change them. */
    public static final String SETTINGS_READ = "settings_read";

    /** Who may see what the server has counted. */
    public static final String INFO = "info";

    /** Stands for everybody who is authorised at all. */
    public static final String EVERYBODY = "*";

    /** Stands for whoever acts as the server's own account without any limit. */
    public static final String OWN = "own";

    /** What belongs to the server itself and is no matter of accounts. */
    public static final Set<String> OF_THE_SERVER = Set.of(CALL, SETTINGS, SETTINGS_READ, INFO);

    /** Copies the rules. */
    public AccessRules {
        services = copy(services);
        handlers = copy(handlers);
    }

    /**
     * Rules that say nothing of single handlers.
     *
     * @param services service name to who may open it
     */
    public AccessRules(Map<String, Set<String>> services) {
        this(services, Map.of());
    }

    private static Map<String, Set<String>> copy(Map<String, Set<String>> rules) {
        Map<String, Set<String>> copy = new TreeMap<>();
        rules.forEach((what, who) -> copy.put(what, Set.copyOf(who)));
        return Map.copyOf(copy);
    }

    /**
     * Everybody who is authorised may do everything but what belongs to the server itself, and
     * whoever acts as the server's own account that too.
     *
     * @return the rules of a server where nobody says otherwise
     */
    public static AccessRules open() {
        Map<String, Set<String>> services = new TreeMap<>();
        SERVICES.forEach(service -> services.put(service, Set.of(EVERYBODY)));
        OF_THE_SERVER.forEach(service -> services.put(service, Set.of(OWN)));
        return new AccessRules(services);
    }

    /**
     * What one identity may open, apart from handlers and settings.
     *
     * @param identity who
     * @return names of services
     */
    public Set<String> of(Identity identity) {
        Set<String> allowed = new TreeSet<>();
        services.forEach((service, names) -> {
            if (!OF_THE_SERVER.contains(service) && isIn(names, identity, false)) {
                allowed.add(service);
            }
        });
        return allowed;
    }

    /**
     * All that one identity may do.
     *
     * @param identity who
     * @param accounts whom it may do that as, and on which terms
     * @return the grant
     */
    public Grant grant(Identity identity, List<AccountGrant> accounts) {
        Optional<ServerRights> own =
                accounts.stream()
                        .filter(account -> account.account().isEmpty())
                        .map(AccountGrant::server)
                        .findFirst();
        // The line of the server's own account limits the key, whatever others say of it.
        boolean open =
                own.map(ServerRights::open)
                        .orElseGet(() ->
                                accounts.stream().anyMatch(account -> account.server().open()));
        boolean isOwn = own.isPresent();
        CallAccess calls = own.map(ServerRights::calls).orElse(CallAccess.NONE);
        SettingsAccess settings = own.map(ServerRights::settings).orElse(SettingsAccess.NOTHING);
        return new Grant(
                identity,
                of(identity),
                accounts,
                open ? calls.or(calls(identity, isOwn)) : calls,
                open ? settings.or(settings(identity, isOwn)) : settings,
                open && may(INFO, identity, isOwn));
    }

    private CallAccess calls(Identity identity, boolean own) {
        if (may(CALL, identity, own)) {
            return CallAccess.ALL;
        }
        Set<String> patterns = new TreeSet<>();
        handlers.forEach((pattern, names) -> {
            if (isIn(names, identity, own)) {
                patterns.add(pattern);
            }
        });
        return new CallAccess(patterns);
    }

    private SettingsAccess settings(Identity identity, boolean own) {
        if (may(SETTINGS, identity, own)) {
            return SettingsAccess.WRITE;
        }
        return may(SETTINGS_READ, identity, own) ? SettingsAccess.READ : SettingsAccess.NOTHING;
    }

    private boolean may(String what, Identity identity, boolean own) {
        return isIn(services.getOrDefault(what, Set.of()), identity, own);
    }

    private static boolean isIn(Set<String> names, Identity identity, boolean own) {
        return names.contains(EVERYBODY)
                || names.contains(identity.who())
                || (own && names.contains(OWN));
    }
}
