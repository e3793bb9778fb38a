package dev.landline.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Between Bouncy Castle's keys, which its readers of files give, and the JDK's, which TLS signs
 * with. No provider is registered: only Bouncy Castle's plain classes are used.
 */
final class KeyPairs {

    private KeyPairs() {}

    /** Both halves of a private key, as the JDK's. */
    static KeyPair of(AsymmetricKeyParameter privateKey) throws KeyFormatException {
        PublicKey publicKey = publicKey(publicHalf(privateKey));
        KeyType type = KeyType.of(publicKey);
        try {
            KeySpec numbers = numbers(privateKey, publicKey);
            KeyFactory factory = KeyFactory.getInstance(type.keyAlgorithm());
            return new KeyPair(publicKey, factory.generatePrivate(numbers));
        } catch (GeneralSecurityException | ProviderException e) {
            throw new KeyFormatException("damaged: not a private key: " + e.getMessage(), e);
        }
    }

    private static KeySpec numbers(AsymmetricKeyParameter privateKey, PublicKey publicKey)
            throws KeyFormatException {
        return switch (privateKey) {
            case Ed25519PrivateKeyParameters ed25519 ->
                    new EdECPrivateKeySpec(NamedParameterSpec.ED25519, ed25519.getEncoded());
            case ECPrivateKeyParameters ec ->
                    new ECPrivateKeySpec(ec.getD(), ((ECPublicKey) publicKey).getParams());
            case RSAPrivateCrtKeyParameters rsa ->
                    new RSAPrivateCrtKeySpec(
                            rsa.getModulus(),
                            rsa.getPublicExponent(),
                            rsa.getExponent(),
                            rsa.getP(),
                            rsa.getQ(),
                            rsa.getDP(),
                            rsa.getDQ(),
                            rsa.getQInv());
            default -> throw unsupported();
        };
    }

    private static AsymmetricKeyParameter publicHalf(AsymmetricKeyParameter privateKey)
            throws KeyFormatException {
        return switch (privateKey) {
            case Ed25519PrivateKeyParameters ed25519 -> ed25519.generatePublicKey();
            case ECPrivateKeyParameters ec ->
                    new ECPublicKeyParameters(
                            new FixedPointCombMultiplier()
                                    .multiply(ec.getParameters().getG(), ec.getD()),
                            ec.getParameters());
            case RSAPrivateCrtKeyParameters rsa ->
                    new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
            default -> throw unsupported();
        };
    }

    private static KeyFormatException unsupported() {
        return new KeyFormatException(
                "expected an Ed25519, ECDSA (P-256, P-384, P-521) or RSA key, got another kind;"
                        + " make a new key with ssh-keygen -t ed25519");
    }

    /** A public key as the JDK's. */
    static PublicKey publicKey(AsymmetricKeyParameter key) throws KeyFormatException {
        try {
            byte[] spki = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded();
            String algorithm =
                    key instanceof RSAKeyParameters
                            ? "RSA"
                            : key instanceof ECPublicKeyParameters ? "EC" : "Ed25519";
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new KeyFormatException("damaged: not a public key: " + e.getMessage(), e);
        }
    }

    /** The private key as Bouncy Castle's. */
    static AsymmetricKeyParameter parameters(PrivateKey key) throws KeyFormatException {
        try {
            return PrivateKeyFactory.createKey(key.getEncoded());
        } catch (IOException | RuntimeException e) {
            throw new KeyFormatException("the private key has no encoding: " + e.getMessage(), e);
        }
    }

    /** The public key as Bouncy Castle's. */
    static AsymmetricKeyParameter parameters(PublicKey key) throws KeyFormatException {
        try {
            return PublicKeyFactory.createKey(key.getEncoded());
        } catch (IOException | RuntimeException e) {
            throw new KeyFormatException("the public key has no encoding: " + e.getMessage(), e);
        }
    }
}
