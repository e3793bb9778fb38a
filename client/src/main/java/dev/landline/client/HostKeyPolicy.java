package dev.landline.client;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Target;
import dev.landline.identity.Fingerprint;
import dev.landline.identity.KeyFormatException;
import java.security.PublicKey;

/**
 * Decides whether a host is the one that was meant. There is no policy that accepts everything, on
 * purpose: whoever wants one in a test pins the key of the test's server.
 */
@FunctionalInterface
public interface HostKeyPolicy {

    /**
     * Looks at a host's key, in the middle of the TLS handshake and on the connecting thread. It
     * must not wait for a person: the server's deadline runs.
     *
     * @param host what the user asked for
     * @param key the key that the host presented
     * @throws ConnectionException where the connection must not be made; {@link HostKeyException}
     *     says which key it was
     */
    void check(Target.Host host, PublicKey key) throws ConnectionException;

    /**
     * Accepts one key only.
     *
     * @param expected its fingerprint, as {@code landline serve} prints it
     * @return the policy
     */
    static HostKeyPolicy pinned(Fingerprint expected) {
        return (host, key) -> {
            Fingerprint got = fingerprint(host, key);
            if (!got.equals(expected)) {
                throw new HostKeyException(
                        ErrorCode.HOST_KEY_CHANGED,
                        "host key of " + host + ": expected " + expected + ", got " + got,
                        "if the server's key was changed on purpose, pin the new one",
                        key);
            }
        };
    }

    /**
     * The fingerprint of a key that a host presented.
     *
     * @param host whose key it is
     * @param key the key
     * @return its fingerprint
     * @throws HostKeyException where it is not of a type that Landline uses
     */
    static Fingerprint fingerprint(Target.Host host, PublicKey key) throws HostKeyException {
        try {
            return Fingerprint.of(key);
        } catch (KeyFormatException e) {
            throw new HostKeyException(
                    ErrorCode.TLS_FAILED, "host key of " + host + ": " + e.getMessage(), null, key);
        }
    }
}
