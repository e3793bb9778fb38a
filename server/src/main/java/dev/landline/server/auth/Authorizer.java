package dev.landline.server.auth;

import java.net.InetAddress;
import java.security.PublicKey;

/**
 * The one gate between the handshake and everything else. It is asked for each connection anew, so
 * that a change holds from the next connection on.
 */
public interface Authorizer {

    /** The answer. */
    sealed interface Decision {
        /**
         * Yes.
         *
         * @param grant what the identity may do
         */
        record Granted(Grant grant) implements Decision {}

        /**
         * No.
         *
         * @param reason why, for the server's log and never for the other side
         */
        record Denied(String reason) implements Decision {}
    }

    /**
     * Decides about a key whose possession was proved.
     *
     * @param key the public key
     * @param client where the connection comes from
     * @return the decision
     */
    Decision authorize(PublicKey key, InetAddress client);

    /**
     * Decides about an account that has connected over a Unix socket.
     *
     * @param uid its number
     * @param name its name
     * @return the decision
     */
    Decision authorize(long uid, String name);
}
