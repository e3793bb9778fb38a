package dev.landline.identity;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A key pair by which a user or a server is known.
 *
 * <p>{@code toString} shows the fingerprint and never the private key.
 *
 * @param keyPair both halves, of a type that {@link KeyType} lists
 * @param fingerprint the short name of the public half
 * @param comment a remark for people; may be empty
 * @param source the file that it was read from; empty for a key made in memory
 */
public record IdentityKey(
        KeyPair keyPair, Fingerprint fingerprint, String comment, Optional<Path> source) {

    /**
     * Wraps a key pair that a program has from elsewhere.
     *
     * @param keyPair both halves
     * @param comment a remark for people; may be empty
     * @return the identity
     * @throws KeyFormatException if Landline does not take such keys
     */
    public static IdentityKey of(KeyPair keyPair, String comment) throws KeyFormatException {
        Fingerprint fingerprint = Fingerprint.of(keyPair.getPublic());
        return new IdentityKey(keyPair, fingerprint, comment, Optional.empty());
    }

    /**
     * Makes a new Ed25519 key in memory.
     *
     * @param comment a remark for people; may be empty
     * @return a key that nobody has had before
     */
    public static IdentityKey generate(String comment) {
        try {
            return of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), comment);
        } catch (NoSuchAlgorithmException | KeyFormatException e) {
            throw new IllegalStateException(
                    "this Java runtime makes no Ed25519 keys; run a complete JDK 25", e);
        }
    }

    /**
     * The public half as a line of text.
     *
     * @return what a {@code .pub} file of this key holds
     */
    public PublicKeyLine publicKeyLine() {
        return new PublicKeyLine(keyPair.getPublic(), PublicKeyLine.printable(comment));
    }

    IdentityKey from(Path file) {
        return new IdentityKey(keyPair, fingerprint, comment, Optional.of(file));
    }

    @Override
    public String toString() {
        String origin = source.map(file -> " from " + file).orElse("");
        return "IdentityKey[" + fingerprint + origin + "]";
    }
}
