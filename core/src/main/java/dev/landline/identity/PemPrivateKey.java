package dev.landline.identity;

import dev.landline.Printable;
import java.io.IOException;
import java.io.StringReader;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/**
 * A private key in one of the formats that came before OpenSSH's own, which {@code ssh-keygen -m
 * PEM} and {@code -m PKCS8} and {@code openssl} still write: PKCS #1 (RFC 8017 appendix A.1.2), SEC
 * 1 (RFC 5915), PKCS #8 (RFC 5958). Bouncy Castle reads them.
 */
final class PemPrivateKey implements StoredKey {

    private final Object content;

    private PemPrivateKey(Object content) {
        this.content = content;
    }

    static PemPrivateKey read(String text, String label) throws KeyFormatException {
        return switch (label) {
            case "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
                    new PemPrivateKey(parse(text));
            case "DSA PRIVATE KEY" -> throw new KeyFormatException(KeyType.unsupported("ssh-dss"));
            default -> throw new KeyFormatException(whatElse(label));
        };
    }

    private static Object parse(String text) throws KeyFormatException {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            Object content = parser.readObject();
            if (content == null) {
                throw new KeyFormatException("truncated: no complete key in the file");
            }
            return content;
        } catch (KeyFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    @Override
    public boolean isProtected() {
        return content instanceof PEMEncryptedKeyPair
                || content instanceof PKCS8EncryptedPrivateKeyInfo;
    }

    @Override
    public @Nullable IdentityKey open(char[] passphrase) throws KeyFormatException {
        PrivateKeyInfo key;
        try {
            key = unlocked(passphrase);
        } catch (OperatorCreationException e) {
            throw damaged(e);
        } catch (IOException | PKCSException | RuntimeException e) {
            return null; // Decrypted with a wrong key, the bytes make no sense.
        }
        try {
            return IdentityKey.of(KeyPairs.of(PrivateKeyFactory.createKey(key)), "");
        } catch (KeyFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private PrivateKeyInfo unlocked(char[] passphrase)
            throws IOException, PKCSException, OperatorCreationException {
        return switch (content) {
            case PrivateKeyInfo key -> key;
            case PEMKeyPair pair -> pair.getPrivateKeyInfo();
            case PEMEncryptedKeyPair locked ->
                    locked.decryptKeyPair(
                                    new JcePEMDecryptorProviderBuilder()
                                            .setProvider(new BouncyCastleProvider())
                                            .build(passphrase))
                            .getPrivateKeyInfo();
            case PKCS8EncryptedPrivateKeyInfo locked ->
                    locked.decryptPrivateKeyInfo(
                            new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                    .setProvider(new BouncyCastleProvider())
                                    .build(passphrase));
            default -> throw new IOException("no private key in the file");
        };
    }

    private static KeyFormatException damaged(Exception e) {
        return new KeyFormatException(
                "truncated or damaged: not a private key: "
                        + Printable.brief(String.valueOf(e.getMessage())),
                e);
    }

    private static String whatElse(String label) {
        if (label.contains("PUBLIC KEY")) {
            return "this is a public key; give the private key";
        }
        if (label.contains("CERTIFICATE")) {
            return "this is a certificate; give the private key";
        }
        return "expected a private key as ssh-keygen writes it, got a file of the kind '%s'"
                .formatted(Printable.brief(label));
    }
}
