package dev.landline.server.config;

import dev.landline.server.auth.AccessRules;
import java.util.List;

/**
 * What a server of root does about the accounts of its machine.
 *
 * @param serve the names of those that commands may run as, at least one; {@code *} stands for all
 *     that have a login shell
 * @param umask what files of a command that runs as another account are not allowed, 0 to 0777
 */
public record AccountSettings(List<String> serve, int umask) {

    /** Everybody who can log in, and files that others can read. */
    public static final AccountSettings DEFAULTS =
            new AccountSettings(List.of(AccessRules.EVERYBODY), 0022);

    /** Copies the names and checks that there are some. */
    public AccountSettings {
        serve = List.copyOf(serve);
        if (serve.isEmpty()) {
            throw new IllegalArgumentException("serve: expected at least one account, got none");
        }
        if (umask < 0 || umask > 0777) {
            throw new IllegalArgumentException(
                    "umask: expected 0 to 0777, got " + Integer.toOctalString(umask));
        }
    }

    /**
     * Whether this asks for what a server of an ordinary account has.
     *
     * @param account the server's own account
     * @return false where others are named
     */
    public boolean isJust(String account) {
        return serve.stream()
                .allMatch(name -> name.equals(AccessRules.EVERYBODY) || name.equals(account));
    }
}
