package dev.landline.link;

import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;

/** Which of Java's security providers has a cipher: JSSE takes the first that does. */
final class CipherProvider {

    private CipherProvider() {}

    /**
     * Looks it up.
     *
     * @param suite the standard name of a cipher suite of TLS 1.3
     * @return the provider's name
     */
    static Optional<String> of(String suite) {
        String algorithm = suite.contains("CHACHA20") ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding";
        try {
            return Optional.of(Cipher.getInstance(algorithm).getProvider().getName());
        } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
            return Optional.empty();
        }
    }
}
