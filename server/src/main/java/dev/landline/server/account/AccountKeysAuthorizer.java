package dev.landline.server.account;

import dev.landline.identity.AuthorizedKeys;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.auth.Identity;
import dev.landline.server.os.Accounts;
import dev.landline.server.os.LocalAccount;
import dev.landline.server.os.LoginShells;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gate of a server that runs as root, for many accounts: a key comes in that stands in the
 * files of one of them at least, and is that account. Over a Unix socket only root comes in, and
 * may be any of them.
 */
public final class AccountKeysAuthorizer implements Authorizer {

    private final LocalAccount own;
    private final boolean servesOwn;
    private final List<AuthorizedKeys> ownFiles;
    private final ServedAccounts others;
    private final AccessRules rules;
    private final Clock clock;

    /**
     * Makes an authorizer.
     *
     * @param own the server's own account, root
     * @param ownFiles whose keys are root, asked in their order
     * @param accounts the accounts of the system
     * @param served the names of those to serve; {@code *} stands for all that have a login shell
     * @param rules what those who come in may do
     * @param clock what time it is, for keys that expire and for new accounts
     */
    public AccountKeysAuthorizer(
            LocalAccount own,
            List<Path> ownFiles,
            Accounts accounts,
            List<String> served,
            AccessRules rules,
            Clock clock) {
        this(
                own,
                ownFiles,
                served,
                new ServedAccounts(accounts, served, own, LoginShells.FILE, clock),
                rules,
                clock);
    }

    /** With the accounts that somebody else looks up. */
    AccountKeysAuthorizer(
            LocalAccount own,
            List<Path> ownFiles,
            List<String> served,
            ServedAccounts others,
            AccessRules rules,
            Clock clock) {
        this.own = own;
        this.servesOwn = served.contains(AccessRules.EVERYBODY) || served.contains(own.name());
        this.ownFiles = ownFiles.stream().map(AuthorizedKeys::new).toList();
        this.others = others;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public Decision authorize(PublicKey key, InetAddress client) {
        KeyGrants grants = new KeyGrants(key, client, clock.instant());
        if (servesOwn) {
            grants.ask(Optional.empty(), ownFiles);
        }
        try {
            for (ServedAccounts.Served served : others.current()) {
                grants.ask(Optional.of(served.account().name()), present(served));
            }
        } catch (IOException e) {
            grants.refused("listing the accounts failed: " + e.getMessage());
        }
        return grants.decision(rules);
    }

    /** Most accounts have no such files, which is soon seen and nothing to talk about. */
    private static List<AuthorizedKeys> present(ServedAccounts.Served served) {
        return served.files().entrySet().stream()
                .filter(file -> Files.exists(file.getKey(), LinkOption.NOFOLLOW_LINKS))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public Decision authorize(long uid, String name) {
        if (uid != own.uid()) {
            return new Decision.Denied("account " + name + " is not the server's own");
        }
        List<AccountGrant> grants = new ArrayList<>(List.of(AccountGrant.OWN));
        try {
            for (ServedAccounts.Served served : others.current()) {
                grants.add(
                        new AccountGrant(
                                Optional.of(served.account().name()), Optional.empty(), true));
            }
        } catch (IOException e) {
            // Root as itself needs no list.
        }
        Identity identity = new Identity.Local(uid, name);
        return new Decision.Granted(rules.grant(identity, grants));
    }
}
