package dev.landline.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The X.509 certificates (RFC 5280) in which keys travel through TLS. Nobody handles them as files:
 * they are made on the fly and say nothing but the key.
 *
 * <p>Everything in such a certificate follows from the key: the serial number is the beginning of
 * its hash, the subject and issuer are {@code CN=landline}, the validity has neither a real
 * beginning nor an end (section 4.1.2.5). So an Ed25519 or RSA key always gives the same bytes; an
 * ECDSA signature contains chance.
 */
public final class Certificates {

    /** The name in each certificate, as common name and as DNS name. */
    public static final String NAME = "landline";

    private static final int SERIAL_LENGTH = 16;
    private static final String NOT_BEFORE = "\u0017\r200101000000Z"; // UTCTime, 13 bytes
    private static final String NOT_AFTER = "\u0018\u000f99991231235959Z"; // GeneralizedTime, 15

    private Certificates() {}

    /**
     * Makes the certificate of a key, signed with the key itself.
     *
     * @param key a key pair of a type that Landline takes
     * @return a version 3 certificate, for TLS servers and clients
     * @throws KeyFormatException if Landline does not take such keys, or the private half cannot
     *     sign
     */
    public static X509Certificate selfSigned(KeyPair key) throws KeyFormatException {
        KeyType type = KeyType.of(key.getPublic());
        try {
            ContentSigner signer =
                    new JcaContentSignerBuilder(type.signatureAlgorithm()).build(key.getPrivate());
            byte[] encoded = builder(key.getPublic()).build(signer).getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException
                | IOException
                | OperatorCreationException
                | RuntimeException e) {
            throw new KeyFormatException(
                    "the private key cannot sign a certificate: " + e.getMessage(), e);
        }
    }

    private static X509v3CertificateBuilder builder(PublicKey key) throws IOException {
        byte[] hash = Fingerprint.sha256(PublicKeyBlob.encode(key));
        X500Name name = new X500Name("CN=" + NAME);
        KeyPurposeId[] uses = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        return new X509v3CertificateBuilder(
                        name,
                        new BigInteger(1, Arrays.copyOf(hash, SERIAL_LENGTH)),
                        time(NOT_BEFORE),
                        time(NOT_AFTER),
                        name,
                        SubjectPublicKeyInfo.getInstance(key.getEncoded()))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(uses))
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, NAME)));
    }

    /** From DER: Bouncy Castle looks into a text with a date format, 20 ms in a cold JVM. */
    private static Time time(String der) throws IOException {
        return Time.getInstance(
                ASN1Primitive.fromByteArray(der.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * The key for which a peer's certificate stands. Nothing else in the certificate counts, and
     * possession of the private key is proved by the TLS handshake, not here.
     *
     * @param certificate what the peer sent
     * @return its public key
     * @throws CertificateException if Landline does not take such keys; among them RSA keys so long
     *     that checking a signature would cost too much
     */
    public static PublicKey publicKeyOf(X509Certificate certificate) throws CertificateException {
        PublicKey key = certificate.getPublicKey();
        try {
            KeyType.of(key);
        } catch (KeyFormatException e) {
            throw new CertificateException(e.getMessage(), e);
        }
        return key;
    }
}
