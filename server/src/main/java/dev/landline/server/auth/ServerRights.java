package dev.landline.server.auth;

import dev.landline.identity.KeyOptions;
import java.util.Optional;
import java.util.Set;

/**
 * What a line of {@code authorized_keys} says of handlers and settings, which belong to the server
 * and not to an account.
 *
 * @param open whether it limits the key in no way, and so leaves this to the configuration
 * @param calls which handlers it names
 * @param settings what it says of the settings
 */
public record ServerRights(boolean open, CallAccess calls, SettingsAccess settings) {

    /** Of a line without limits. */
    public static final ServerRights OPEN =
            new ServerRights(true, CallAccess.NONE, SettingsAccess.NOTHING);

    /** Of a line with limits that names nothing. */
    public static final ServerRights NONE =
            new ServerRights(false, CallAccess.NONE, SettingsAccess.NOTHING);

    /**
     * What the options of a line say. They count only in a file of the server's own account: anyone
     * can write what he likes into his own.
     *
     * @param account the account whose file it is; empty for the server's own
     * @param options the line's options
     * @return the rights
     */
    public static ServerRights of(Optional<String> account, KeyOptions options) {
        if (!options.restricted() && options.command().isEmpty() && !options.isNamed()) {
            return OPEN;
        }
        if (account.isPresent()) {
            return NONE;
        }
        return new ServerRights(
                false,
                new CallAccess(Set.copyOf(options.call())),
                options.settings()
                        .map(settings ->
                                switch (settings) {
                                    case READ -> SettingsAccess.READ;
                                    case WRITE -> SettingsAccess.WRITE;
                                })
                        .orElse(SettingsAccess.NOTHING));
    }
}
