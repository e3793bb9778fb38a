package dev.landline.server.account;

import dev.landline.identity.Authorization;
import dev.landline.identity.AuthorizedKey;
import dev.landline.identity.AuthorizedKeys;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.auth.Identity;
import java.net.InetAddress;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the files of several accounts say about one key: for one connection. */
final class KeyGrants {

    private static final int SHOWN_REASONS = 10;

    private final PublicKey key;
    private final InetAddress client;
    private final Instant now;
    private final List<AccountGrant> grants = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private @Nullable AuthorizedKey first;

    KeyGrants(PublicKey key, InetAddress client, Instant now) {
        this.key = key;
        this.client = client;
        this.now = now;
    }

    /** Asks the files of one account, in their order; the first that grants wins. */
    void ask(Optional<String> account, List<AuthorizedKeys> files) {
        for (AuthorizedKeys file : files) {
            switch (file.authorize(key, client, now)) {
                case Authorization.Granted(AuthorizedKey entry) -> {
                    grants.add(AccountGrant.of(account, entry.options()));
                    first = first == null ? entry : first;
                    return;
                }
                case Authorization.Refused(String reason) -> reasons.add(reason);
            }
        }
    }

    /** Notes why something could not be asked. */
    void refused(String reason) {
        reasons.add(reason);
    }

    /** What comes of it. */
    Authorizer.Decision decision(AccessRules rules) {
        if (first == null) {
            return new Authorizer.Decision.Denied(reason());
        }
        Identity identity = new Identity.Key(first.fingerprint(), first.comment());
        return new Authorizer.Decision.Granted(rules.grant(identity, grants));
    }

    private String reason() {
        int more = reasons.size() - SHOWN_REASONS;
        if (reasons.isEmpty()) {
            return "no account has a file of keys";
        }
        String shown = String.join("; ", reasons.stream().limit(SHOWN_REASONS).toList());
        return more > 0 ? shown + "; and " + more + " more" : shown;
    }
}
