package dev.landline.server.account;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.auth.Grant;
import dev.landline.server.auth.Identity;
import dev.landline.server.os.AccountSwitch;
import dev.landline.server.os.Accounts;
import dev.landline.server.os.CommandSpec;
import dev.landline.server.os.LocalAccount;
import dev.landline.server.os.LoginShells;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whom commands run as. Safe for use by many threads. */
public final class CommandAccounts {

    private static final long ROOT = 0;
    private static final int SHOWN_NAMES = 8;

    private final LocalAccount own;
    private final Accounts accounts;
    private volatile Optional<AccountSwitch> change;

    /**
     * An account that was chosen.
     *
     * @param account the account as the system knows it now
     * @param terms on which the identity may use it
     * @param own whether it is the server's own, which nothing has to be changed to
     */
    public record RunAs(LocalAccount account, AccountGrant terms, boolean own) {

        /**
         * What of the server's environment concerns the account. Root's {@code PATH} does not: it
         * leads to places that others may not even look into.
         *
         * @param server the server's own environment
         * @return all of it for the server's own account
         */
        public Map<String, String> visible(Map<String, String> server) {
            if (own) {
                return server;
            }
            Map<String, String> others = new TreeMap<>(server);
            others.remove("PATH");
            return others;
        }
    }

    /**
     * Takes what is needed to choose.
     *
     * @param own the account of this process
     * @param accounts looked up for each command, so that one that is closed is closed at once
     * @param change how to become another account; empty where the system has no tool for it
     */
    public CommandAccounts(LocalAccount own, Accounts accounts, Optional<AccountSwitch> change) {
        this.own = own;
        this.accounts = accounts;
        this.change = change;
    }

    /**
     * Another umask, for commands from now on.
     *
     * @param umask what commands of other accounts may not give to others, 0 to 0777
     */
    public void umask(int umask) {
        change = change.map(it -> new AccountSwitch(it.setpriv(), umask));
    }

    /**
     * Chooses the account of a command.
     *
     * @param grant whom the identity may be
     * @param named whom the request asks for; empty leaves it to the grant, which must then have
     *     one account only, or that of a peer of a Unix socket
     * @return the account
     * @throws ChannelException {@code not_permitted}, with a sentence that says why; {@code
     *     internal} where the system cannot look the account up
     */
    public RunAs choose(Grant grant, Optional<String> named) throws ChannelException {
        if (own.uid() != ROOT && named.isPresent() && !named.get().equals(own.name())) {
            throw refused(
                    "this server runs commands as %s only, and was asked for %s"
                            .formatted(own.name(), named.get()));
        }
        if (grant.accounts().isEmpty()) {
            throw refused(grant.identity() + " may not run commands as any account");
        }
        return resolved(terms(grant, named).orElseThrow(() -> refused(refusal(grant, named))));
    }

    private Optional<AccountGrant> terms(Grant grant, Optional<String> named) {
        List<AccountGrant> all = grant.accounts();
        return named.or(() -> preferred(grant))
                .flatMap(name -> all.stream().filter(one -> nameOf(one).equals(name)).findFirst())
                .or(() -> all.stream().filter(_ -> named.isEmpty() && all.size() == 1).findFirst());
    }

    private String refusal(Grant grant, Optional<String> named) {
        String verb =
                switch (grant.identity()) {
                    case Identity.Key _ -> "this key belongs to ";
                    case Identity.Local local -> local.name() + " may be ";
                };
        String preposition = grant.identity() instanceof Identity.Key ? "to " : "";
        return verb
                + names(grant)
                + named.map(name -> ", and not " + preposition + name)
                        .orElseGet(() ->
                                ": say which, as in %s@host"
                                        .formatted(nameOf(grant.accounts().getFirst())));
    }

    /** Who comes over a Unix socket is somebody already. */
    private static Optional<String> preferred(Grant grant) {
        return switch (grant.identity()) {
            case Identity.Key _ -> Optional.empty();
            case Identity.Local local -> Optional.of(local.name());
        };
    }

    private RunAs resolved(AccountGrant terms) throws ChannelException {
        String name = nameOf(terms);
        if (name.equals(own.name())) {
            return new RunAs(own, terms, true);
        }
        if (own.uid() != ROOT) {
            throw refused(
                    "this server is not root and runs commands as %s only, not as %s"
                            .formatted(own.name(), name));
        }
        if (change.isEmpty()) {
            throw new ChannelException(
                    ErrorCode.NOT_PERMITTED,
                    "this server can run commands as %s only: it has no setpriv"
                            .formatted(own.name()),
                    "install util-linux on the server and restart it",
                    null);
        }
        LocalAccount account = lookedUp(name);
        if (LoginShells.areMissingOf(account)) {
            throw refused(
                    "the account %s is closed: its shell is %s".formatted(name, account.shell()));
        }
        return new RunAs(account, terms, false);
    }

    private LocalAccount lookedUp(String name) throws ChannelException {
        try {
            return accounts.byName(name).orElseThrow(() -> refused("there is no account " + name));
        } catch (ChannelException e) {
            throw e;
        } catch (IOException e) {
            throw new ChannelException(ErrorCode.INTERNAL, String.valueOf(e.getMessage()), null, e);
        }
    }

    /**
     * What to start so that a command runs as an account.
     *
     * @param as the account
     * @param command what runs as it, with its complete environment
     * @return the command itself for the server's own account
     * @throws IllegalArgumentException where it cannot be handed to another account
     */
    public CommandSpec started(RunAs as, CommandSpec command) {
        return as.own() ? command : change.orElseThrow().as(as.account(), command);
    }

    private String nameOf(AccountGrant terms) {
        return terms.account().orElse(own.name());
    }

    private String names(Grant grant) {
        List<String> all = grant.accounts().stream().map(this::nameOf).toList();
        if (all.size() > SHOWN_NAMES) {
            return "%s and %d others"
                    .formatted(
                            String.join(", ", all.subList(0, SHOWN_NAMES)),
                            all.size() - SHOWN_NAMES);
        }
        String last = all.getLast();
        return all.size() == 1
                ? last
                : String.join(", ", all.subList(0, all.size() - 1)) + " and " + last;
    }

    private static ChannelException refused(String message) {
        return new ChannelException(ErrorCode.NOT_PERMITTED, message);
    }
}
