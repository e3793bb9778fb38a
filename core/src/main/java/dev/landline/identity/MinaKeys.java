package dev.landline.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Iterator;
import java.util.List;
import javax.crypto.NoSuchPaddingException;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.loader.openssh.OpenSSHKeyPairResourceParser;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/**
 * OpenSSH's private key format with a passphrase, by Apache MINA SSHD. Kept apart because loading
 * it takes far longer than everything else here: an unprotected key does without.
 */
final class MinaKeys {

    /** Without this, MINA SSHD registers Bouncy Castle's provider for the whole JVM. */
    private static final String NAMED_PROVIDER = "org.apache.sshd.security.provider.BC.useNamed";

    private static final String AES = "AES";
    private static final String AES_BITS = "256";
    private static final String AES_MODE = "CTR";

    private MinaKeys() {}

    private static void useNoProviderOfTheJvm() {
        if (System.getProperty(NAMED_PROVIDER) == null) {
            System.setProperty(NAMED_PROVIDER, "false");
        }
    }

    /** Reads the text of a file; null where the passphrase is wrong. */
    static @Nullable KeyPair read(String text, char[] passphrase) throws KeyFormatException {
        useNoProviderOfTheJvm();
        try {
            Iterable<KeyPair> pairs =
                    OpenSSHKeyPairResourceParser.INSTANCE.loadKeyPairs(
                            null,
                            NamedResource.ofName("key"),
                            FilePasswordProvider.of(new String(passphrase)),
                            text.lines().toList());
            Iterator<KeyPair> found = pairs.iterator();
            return found.hasNext()
                    ? KeyPairs.of(KeyPairs.parameters(found.next().getPrivate()))
                    : null;
        } catch (KeyFormatException e) {
            throw e;
        } catch (NoSuchAlgorithmException | NoSuchPaddingException | RuntimeException e) {
            throw new KeyFormatException("damaged, or cannot be decrypted: " + e.getMessage(), e);
        } catch (GeneralSecurityException | IOException e) {
            return null; // Decrypted with a wrong key, the bytes make no sense.
        }
    }

    /** Writes the text of a file; without protection where the passphrase is empty. */
    static String write(IdentityKey key, char[] passphrase) throws KeyFormatException {
        useNoProviderOfTheJvm();
        OpenSSHKeyEncryptionContext protection = new OpenSSHKeyEncryptionContext();
        protection.setCipherName(AES);
        protection.setCipherType(AES_BITS);
        protection.setCipherMode(AES_MODE);
        protection.setPassword(new String(passphrase));
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                    bouncyCastle(key),
                    key.comment(),
                    passphrase.length == 0 ? null : protection,
                    text);
            return text.toString(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new KeyFormatException("cannot write the key: " + e.getMessage(), e);
        }
    }

    /** MINA SSHD writes Ed25519 keys of Bouncy Castle's only. */
    private static KeyPair bouncyCastle(IdentityKey key) throws GeneralSecurityException {
        KeyPair pair = key.keyPair();
        String algorithm = pair.getPublic().getAlgorithm();
        if (List.of("RSA", "EC").contains(algorithm)) {
            return pair;
        }
        KeyFactory factory = KeyFactory.getInstance("Ed25519", new BouncyCastleProvider());
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())),
                factory.generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())));
    }
}
