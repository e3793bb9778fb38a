package dev.landline.client;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A host's key was not accepted. Nothing was sent to the host but the beginning of a TLS handshake;
 * the own key was not shown to it.
 */
public final class HostKeyException extends ConnectionException {

    private static final long serialVersionUID = 1L;

    private final transient PublicKey hostKey;

    HostKeyException(ErrorCode code, String message, @Nullable String hint, PublicKey hostKey) {
        super(code, message, hint, null);
        this.hostKey = hostKey;
    }

    /**
     * The key that the host presented.
     *
     * @return the public key; whether the host holds its private half was not proved yet
     */
    public PublicKey hostKey() {
        return hostKey;
    }
}
