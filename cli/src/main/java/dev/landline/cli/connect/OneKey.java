package dev.landline.cli.connect;

import dev.landline.identity.Fingerprint;
import dev.landline.identity.KeyFormatException;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.auth.CallAccess;
import dev.landline.server.auth.Grant;
import dev.landline.server.auth.Identity;
import dev.landline.server.auth.SettingsAccess;
import java.net.InetAddress;
import java.security.PublicKey;
import java.util.List;

/** Lets one key in, and nobody else. */
record OneKey(Fingerprint fingerprint) implements Authorizer {

    @Override
    public Decision authorize(PublicKey key, InetAddress client) {
        try {
            return Fingerprint.of(key).equals(fingerprint)
                    ? new Decision.Granted(
                            new Grant(
                                    new Identity.Key(fingerprint, "local"),
                                    AccessRules.SERVICES,
                                    List.of(AccountGrant.OWN),
                                    CallAccess.ALL,
                                    SettingsAccess.WRITE,
                                    true))
                    : new Decision.Denied("not the key of the command that this server serves");
        } catch (KeyFormatException e) {
            return new Decision.Denied(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Decision authorize(long uid, String name) {
        return new Decision.Denied("this server has no Unix socket");
    }
}
