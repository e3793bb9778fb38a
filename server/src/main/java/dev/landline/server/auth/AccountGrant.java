package dev.landline.server.auth;

import dev.landline.identity.KeyOptions;
import java.util.Optional;

/**
 * What an identity may do as an account, and on which terms.
 *
 * @param account the account's name; empty for the server's own, whatever that is called
 * @param forcedCommand runs instead of whatever is asked for
 * @param pty whether a terminal may be asked for
 * @param commands whether commands may be run
 * @param files which files may be read and written
 * @param server what is said of handlers and settings
 */
public record AccountGrant(
        Optional<String> account,
        Optional<String> forcedCommand,
        boolean pty,
        boolean commands,
        FileAccess files,
        ServerRights server) {

    /** Everything that the server's own account can do. */
    public static final AccountGrant OWN =
            new AccountGrant(
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    true,
                    FileAccess.ALL,
                    ServerRights.OPEN);

    /**
     * Commands, and files as long as the client may choose its commands.
     *
     * @param account the account's name; empty for the server's own
     * @param forcedCommand runs instead of whatever is asked for
     * @param pty whether a terminal may be asked for
     */
    public AccountGrant(Optional<String> account, Optional<String> forcedCommand, boolean pty) {
        this(
                account,
                forcedCommand,
                pty,
                true,
                forcedCommand.isPresent() ? FileAccess.NONE : FileAccess.ALL,
                forcedCommand.isPresent() ? ServerRights.NONE : ServerRights.OPEN);
    }

    /**
     * What a line of {@code authorized_keys} grants. A key that is limited by {@code read}, {@code
     * write}, {@code call} or {@code settings} runs no commands, since these could do what they
     * like; with {@code command} it runs that one.
     *
     * @param account the account whose file it stands in; empty for the server's own
     * @param options the line's options
     * @return the grant
     */
    public static AccountGrant of(Optional<String> account, KeyOptions options) {
        return new AccountGrant(
                account,
                options.command(),
                options.permits(KeyOptions.Permission.PTY),
                !options.isNamed() || options.command().isPresent(),
                FileAccess.of(options),
                ServerRights.of(account, options));
    }
}
