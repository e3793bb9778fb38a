package dev.landline.server.auth;

import java.util.Optional;

/**
 * That an identity may run commands as an account, and on which terms.
 *
 * @param account the account's name; empty for the server's own, whatever that is called
 * @param forcedCommand runs instead of whatever is asked for
 * @param pty whether a terminal may be asked for
 */
public record AccountGrant(Optional<String> account, Optional<String> forcedCommand, boolean pty) {

    /** Everything that the server's own account can do. */
    public static final AccountGrant OWN =
            new AccountGrant(Optional.empty(), Optional.empty(), true);
}
