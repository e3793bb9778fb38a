package dev.landline.link;

import dev.landline.ConnectionException;
import java.security.PublicKey;

/** Decides about the other side's key while the TLS handshake is still going on. */
@FunctionalInterface
public interface PeerKeyCheck {

    /**
     * Checks a key. The other side has not proved yet that it holds the private half; the handshake
     * fails if it cannot.
     *
     * @param key the public key of the certificate that arrived
     * @throws ConnectionException where the handshake must not go on
     */
    void check(PublicKey key) throws ConnectionException;
}
