package dev.landline.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/**
 * Writes an identity as the pair of PEM files that TLS libraries of other languages read, such as
 * Python's {@code ssl.SSLContext.load_cert_chain}.
 */
public final class PemExport {

    private PemExport() {}

    /**
     * Writes the certificate and the unprotected private key.
     *
     * @param key the identity
     * @param certificateFile where the certificate goes; a new file with mode 0644
     * @param privateKeyFile where the private key goes, in PKCS #8; a new file with mode 0600
     * @throws FileAlreadyExistsException if one of the files exists; nothing has been written then
     * @throws IOException if writing failed
     */
    public static void write(IdentityKey key, Path certificateFile, Path privateKeyFile)
            throws IOException {
        byte[] certificate = certificate(key).getBytes(StandardCharsets.US_ASCII);
        byte[] privateKey = privateKey(key).getBytes(StandardCharsets.US_ASCII);
        if (Files.exists(certificateFile)) {
            throw new FileAlreadyExistsException(
                    certificateFile.toString(), null, "it exists already and is not overwritten");
        }
        KeyFiles.writeNew(privateKeyFile, privateKey, KeyFiles.OWNER_ONLY);
        Arrays.fill(privateKey, (byte) 0);
        try {
            KeyFiles.writeNew(certificateFile, certificate, KeyFiles.READABLE);
        } catch (IOException e) {
            Files.delete(privateKeyFile);
            throw e;
        }
    }

    /**
     * The self-signed certificate of an identity.
     *
     * @param key the identity
     * @return PEM text, ending with a line break
     * @throws KeyFormatException if no certificate can be made of the key
     */
    public static String certificate(IdentityKey key) throws KeyFormatException {
        try {
            return PemBlock.write(
                    "CERTIFICATE", Certificates.selfSigned(key.keyPair()).getEncoded());
        } catch (CertificateEncodingException e) {
            throw new KeyFormatException("cannot encode the certificate", e);
        }
    }

    /**
     * The private key of an identity, without protection.
     *
     * @param key the identity
     * @return PEM text (PKCS #8), ending with a line break
     * @throws KeyFormatException if Landline does not take such keys
     */
    public static String privateKey(IdentityKey key) throws KeyFormatException {
        PrivateKey privateKey = key.keyPair().getPrivate();
        return switch (KeyType.of(key.keyPair().getPublic())) {
            case ED25519, RSA -> PemBlock.write("PRIVATE KEY", privateKey.getEncoded());
            case ECDSA_P256, ECDSA_P384, ECDSA_P521 ->
                    PemBlock.write("PRIVATE KEY", withPublicPart(privateKey));
        };
    }

    /** RFC 5915 wants the public part in it, and the JDK leaves it out. */
    private static byte[] withPublicPart(PrivateKey key) throws KeyFormatException {
        try {
            return PrivateKeyInfoFactory.createPrivateKeyInfo(KeyPairs.parameters(key))
                    .getEncoded();
        } catch (IOException e) {
            throw new KeyFormatException("cannot encode the key: " + e.getMessage(), e);
        }
    }
}
