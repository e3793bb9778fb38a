package dev.landline.identity;

import dev.landline.Printable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;

/**
 * The short name of a public key, the same string that {@code ssh-keygen -lf} prints.
 *
 * @param text {@code SHA256:} and 43 characters of Base64 without padding
 */
public record Fingerprint(String text) {

    private static final String PREFIX = "SHA256:";
    private static final int LENGTH = PREFIX.length() + 43;

    /** Checks the form. */
    public Fingerprint {
        boolean valid = text.startsWith(PREFIX) && text.length() == LENGTH;
        for (int i = PREFIX.length(); valid && i < LENGTH; i++) {
            valid = isBase64(text.charAt(i));
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    "fingerprint: expected SHA256: and 43 characters of Base64, got '"
                            + Printable.brief(text)
                            + "'");
        }
    }

    /**
     * The fingerprint of a key.
     *
     * @param key a public key
     * @return its fingerprint
     * @throws KeyFormatException if Landline does not take such keys
     */
    public static Fingerprint of(PublicKey key) throws KeyFormatException {
        return ofBlob(PublicKeyBlob.encode(key));
    }

    static Fingerprint ofBlob(byte[] blob) {
        return new Fingerprint(
                PREFIX + Base64.getEncoder().withoutPadding().encodeToString(sha256(blob)));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/';
    }

    @Override
    public String toString() {
        return text;
    }
}
