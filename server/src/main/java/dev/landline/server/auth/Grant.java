package dev.landline.server.auth;

import java.util.List;
import java.util.Set;

/**
 * What an identity may do.
 *
 * @param identity who
 * @param services the names of the services that may be opened, apart from those for handlers and
 *     settings
 * @param accounts whom it may do that as, each account once; a server that is not root has its own
 *     alone
 * @param calls which handlers it may call; they run as the server's own account
 * @param settings what it may do with the server's settings
 * @param counters whether it may see what the server has counted
 */
public record Grant(
        Identity identity,
        Set<String> services,
        List<AccountGrant> accounts,
        CallAccess calls,
        SettingsAccess settings,
        boolean counters) {

    /** Copies the collections. */
    public Grant {
        services = Set.copyOf(services);
        accounts = List.copyOf(accounts);
    }

    /**
     * Without what the server has counted.
     *
     * @param identity who
     * @param services the names of the services that may be opened
     * @param accounts whom it may do that as
     * @param calls which handlers it may call
     * @param settings what it may do with the server's settings
     */
    public Grant(
            Identity identity,
            Set<String> services,
            List<AccountGrant> accounts,
            CallAccess calls,
            SettingsAccess settings) {
        this(identity, services, accounts, calls, settings, false);
    }

    /**
     * Without handlers and settings.
     *
     * @param identity who
     * @param services the names of the services that may be opened
     * @param accounts whom it may do that as
     */
    public Grant(Identity identity, Set<String> services, List<AccountGrant> accounts) {
        this(identity, services, accounts, CallAccess.NONE, SettingsAccess.NOTHING);
    }

    /**
     * Whether it may call a handler.
     *
     * @param handler a name, of a handler that is there or not
     * @return true where it may
     */
    public boolean mayCall(String handler) {
        return calls.allows(handler);
    }

    /**
     * Whether it may list and get the server's settings.
     *
     * @return true where it may
     */
    public boolean mayReadSettings() {
        return settings != SettingsAccess.NOTHING;
    }

    /**
     * Whether it may set and unset the server's settings.
     *
     * @return true where it may, and may read them too
     */
    public boolean mayWriteSettings() {
        return settings == SettingsAccess.WRITE;
    }
}
