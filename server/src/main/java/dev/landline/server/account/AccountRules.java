package dev.landline.server.account;

import dev.landline.server.auth.AccessRules;
import dev.landline.server.auth.AuthorizedKeysAuthorizer;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.config.AccountSettings;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.os.AccountSwitch;
import dev.landline.server.os.Accounts;
import dev.landline.server.os.LocalAccount;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * What a server does about accounts, which depends on whether it is root.
 *
 * @param own the account of this process
 * @param accounts the accounts of the system
 * @param config what the operator has set
 * @param events told what is wrong with that
 */
public record AccountRules(
        LocalAccount own, Accounts accounts, ServerConfig config, ServerListener events) {

    private boolean isRoot() {
        return own.uid() == 0;
    }

    /**
     * Who may connect.
     *
     * @param clock what time it is
     * @return the gate
     * @throws IOException where the configuration asks for what only root can do
     */
    public Authorizer gate(Clock clock) throws IOException {
        AccountSettings settings = config.accounts();
        if (!isRoot() && !settings.isJust(own.name())) {
            throw new IOException(
                    "accounts.serve: this server is not root and can serve %s only, got %s"
                            .formatted(own.name(), String.join(", ", settings.serve())));
        }
        if (isRoot()) {
            warn();
        }
        return gate(clock, config);
    }

    /**
     * The same by what the operator has set in the meantime.
     *
     * @param clock what time it is
     * @param changed differs in the files of keys and in the rules of access
     * @return another gate
     */
    public Authorizer gate(Clock clock, ServerConfig changed) {
        if (!isRoot()) {
            return new AuthorizedKeysAuthorizer(
                    changed.authorizedKeys(), changed.access(), own.uid(), clock);
        }
        return new AccountKeysAuthorizer(
                own,
                changed.authorizedKeys(),
                accounts,
                config.accounts().serve(),
                changed.access(),
                clock);
    }

    private void warn() throws IOException {
        if (change().isEmpty()) {
            warn("setpriv is not installed (util-linux has it): commands run as root only");
        }
        for (String name : config.accounts().serve()) {
            if (!name.equals(AccessRules.EVERYBODY) && accounts.byName(name).isEmpty()) {
                warn("accounts.serve: there is no account " + name + " yet");
            }
        }
    }

    private void warn(String warning) {
        events.on(new ServerEvent.Warning(warning));
    }

    /**
     * Whom commands run as.
     *
     * @return whom the operator lets them
     */
    public CommandAccounts commands() {
        return new CommandAccounts(own, accounts, change());
    }

    private Optional<AccountSwitch> change() {
        return isRoot() ? AccountSwitch.find(config.accounts().umask()) : Optional.empty();
    }
}
