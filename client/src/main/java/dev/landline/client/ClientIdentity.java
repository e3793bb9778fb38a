package dev.landline.client;

import dev.landline.identity.Certificates;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.KeyFormatException;
import dev.landline.link.TlsIdentity;

/**
 * A key to be known by, with the certificate that TLS wants around it. Making that takes a
 * signature, so whoever connects to many hosts makes it once. Immutable, for any thread.
 *
 * @param key the key
 * @param tls key and certificate
 */
public record ClientIdentity(IdentityKey key, TlsIdentity tls) {

    /**
     * Makes the certificate.
     *
     * @param key the key
     * @return both
     * @throws KeyFormatException where Landline does not take such keys
     */
    public static ClientIdentity of(IdentityKey key) throws KeyFormatException {
        return new ClientIdentity(
                key,
                new TlsIdentity(
                        key.keyPair().getPrivate(), Certificates.selfSigned(key.keyPair())));
    }
}
