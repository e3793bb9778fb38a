package dev.landline.identity;

import dev.landline.Printable;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The kinds of keys that Landline takes: those which both OpenSSH writes and TLS 1.3 can sign with.
 *
 * <p>DSA is too weak, and keys on a security token ({@code sk-…}) sign a message of their own that
 * TLS does not know.
 */
public enum KeyType {
    /** Ed25519 (RFC 8709): what new keys are. */
    ED25519("ssh-ed25519", "Ed25519", "302a300506032b6570032100", 32),
    /** ECDSA on NIST P-256 (RFC 5656). */
    ECDSA_P256(
            "ecdsa-sha2-nistp256",
            "SHA256withECDSA",
            "3059301306072a8648ce3d020106082a8648ce3d030107034200",
            65),
    /** ECDSA on NIST P-384 (RFC 5656). */
    ECDSA_P384(
            "ecdsa-sha2-nistp384",
            "SHA384withECDSA",
            "3076301006072a8648ce3d020106052b81040022036200",
            97),
    /** ECDSA on NIST P-521 (RFC 5656). */
    ECDSA_P521(
            "ecdsa-sha2-nistp521",
            "SHA512withECDSA",
            "30819b301006072a8648ce3d020106052b8104002303818600",
            133),
    /** RSA of 2,048 to 16,384 bits (RFC 4253 section 6.6). */
    RSA("ssh-rsa", "SHA256withRSA", "", 0);

    /** The fewest bits of an RSA key. */
    public static final int MIN_RSA_BITS = 2_048;

    /** The most bits of an RSA key, as in OpenSSH: checking a longer one would cost too much. */
    public static final int MAX_RSA_BITS = 16_384;

    private final String sshName;
    private final String signatureAlgorithm;
    private final String spkiPrefix;
    private final int pointLength;

    KeyType(String sshName, String signatureAlgorithm, String spkiPrefix, int pointLength) {
        this.sshName = sshName;
        this.signatureAlgorithm = signatureAlgorithm;
        this.spkiPrefix = spkiPrefix;
        this.pointLength = pointLength;
    }

    /**
     * The name in OpenSSH's files.
     *
     * @return such as {@code ssh-ed25519}
     */
    public String sshName() {
        return sshName;
    }

    /**
     * How a certificate around such a key is signed.
     *
     * @return an algorithm name of {@link java.security.Signature}
     */
    public String signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /** What the JDK calls the factory of such keys. */
    String keyAlgorithm() {
        return switch (this) {
            case ED25519 -> "Ed25519";
            case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> "EC";
            case RSA -> "RSA";
        };
    }

    private boolean isEncodingOf(byte[] spki) {
        byte[] prefix = HexFormat.of().parseHex(spkiPrefix);
        return pointLength > 0
                && spki.length == prefix.length + pointLength
                && Arrays.equals(spki, 0, prefix.length, prefix, 0, prefix.length);
    }

    /**
     * The type of a key.
     *
     * @param key a public key of any kind and provider
     * @return its type
     * @throws KeyFormatException if Landline does not take such keys, or not of this size
     */
    public static KeyType of(PublicKey key) throws KeyFormatException {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
                throw new KeyFormatException(
                        "expected an RSA key of %d to %d bits, got one of %d; make a new key"
                                .formatted(MIN_RSA_BITS, MAX_RSA_BITS, bits));
            }
            return RSA;
        }
        byte[] spki = key.getEncoded();
        if (spki != null) {
            for (KeyType type : values()) {
                if (type.isEncodingOf(spki)) {
                    return type;
                }
            }
        }
        throw new KeyFormatException(
                "expected an Ed25519, ECDSA (P-256, P-384, P-521) or RSA key, got "
                        + key.getAlgorithm());
    }

    /**
     * The type of a name.
     *
     * @param sshName a key type's name in OpenSSH's files, in the exact case
     * @return the type; empty for those that Landline does not take
     */
    public static Optional<KeyType> named(String sshName) {
        for (KeyType type : values()) {
            if (type.sshName.equals(sshName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The type of a name, or an exception that says why there is none. */
    static KeyType require(String sshName) throws KeyFormatException {
        Optional<KeyType> type = named(sshName);
        if (type.isPresent()) {
            return type.get();
        }
        throw new KeyFormatException(unsupported(sshName));
    }

    /** Why Landline does not take keys of this name. */
    static String unsupported(String sshName) {
        String shown = Printable.brief(sshName);
        if (sshName.equals("ssh-dss")) {
            return "DSA keys are too weak to be taken; make a new key with ssh-keygen -t ed25519";
        }
        if (sshName.contains("-cert-v0")) {
            return "this is an OpenSSH certificate ('%s'), not a key; give the key itself"
                    .formatted(shown);
        }
        if (sshName.startsWith("sk-")) {
            return "keys on a security token ('%s') cannot sign for TLS; give another key"
                    .formatted(shown);
        }
        return "expected a key of type ssh-ed25519, ecdsa-sha2-nistp256, -nistp384, -nistp521 or"
                + " ssh-rsa, got '%s'".formatted(shown);
    }
}
