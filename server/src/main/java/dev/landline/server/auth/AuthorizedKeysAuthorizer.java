package dev.landline.server.auth;

import dev.landline.identity.Authorization;
import dev.landline.identity.AuthorizedKey;
import dev.landline.identity.AuthorizedKeys;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gate of a server that is not root. Goes by {@code authorized_keys} files; over a Unix socket,
 * only the server's own account and root come in.
 */
public final class AuthorizedKeysAuthorizer implements Authorizer {

    private static final long ROOT = 0;

    private final List<AuthorizedKeys> files;
    private final AccessRules rules;
    private final long ownUid;
    private final Clock clock;

    /**
     * Makes an authorizer.
     *
     * @param files asked in their order; the first that grants wins
     * @param rules what those who come in may do
     * @param ownUid the server's own account
     * @param clock what time it is, for keys that expire
     */
    public AuthorizedKeysAuthorizer(List<Path> files, AccessRules rules, long ownUid, Clock clock) {
        this.files = files.stream().map(AuthorizedKeys::new).toList();
        this.rules = rules;
        this.ownUid = ownUid;
        this.clock = clock;
    }

    @Override
    public Decision authorize(PublicKey key, InetAddress client) {
        List<String> reasons = new ArrayList<>();
        if (files.isEmpty()) {
            reasons.add("no authorized_keys file is configured");
        }
        for (AuthorizedKeys file : files) {
            switch (file.authorize(key, client, clock.instant())) {
                case Authorization.Granted(AuthorizedKey entry) -> {
                    return new Decision.Granted(grant(entry));
                }
                case Authorization.Refused(String reason) -> reasons.add(reason);
            }
        }
        return new Decision.Denied(String.join("; ", reasons));
    }

    private Grant grant(AuthorizedKey entry) {
        Identity identity = new Identity.Key(entry.fingerprint(), entry.comment());
        return rules.grant(identity, List.of(AccountGrant.of(Optional.empty(), entry.options())));
    }

    @Override
    public Decision authorize(long uid, String name) {
        if (uid != ownUid && uid != ROOT) {
            return new Decision.Denied("account " + name + " is neither the server's own nor root");
        }
        Identity identity = new Identity.Local(uid, name);
        return new Decision.Granted(rules.grant(identity, List.of(AccountGrant.OWN)));
    }
}
