package dev.landline.testing.attack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * A certificate around any key, even one of a kind that our own code would not put into one. It is
 * signed by somebody else, for the signature of a certificate means nothing here. Source: RFC 5280.
 */
final class HandMadeCertificate {

    private static final byte[] ECDSA_WITH_SHA256 =
            HexFormat.of().parseHex("06082a8648ce3d040302"); // the OID 1.2.840.10045.4.3.2
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403"); // 2.5.4.3

    private HandMadeCertificate() {}

    static X509Certificate around(PublicKey key) throws GeneralSecurityException {
        byte[] algorithm = sequence(ECDSA_WITH_SHA256);
        byte[] name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, text("attacker")))));
        byte[] validity =
                sequence(der(0x17, text("200101000000Z")), der(0x17, text("491231235959Z")));
        byte[] content =
                sequence(
                        der(0xa0, der(0x02, new byte[] {2})),
                        der(0x02, new byte[] {1}),
                        algorithm,
                        name,
                        validity,
                        name,
                        key.getEncoded());
        byte[] certificate = sequence(content, algorithm, der(0x03, signed(content)));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate));
    }

    /** A bit string begins with the number of bits that its last byte lacks. */
    private static byte[] signed(byte[] content) throws GeneralSecurityException {
        KeyPair signer = RawTls.keyPair("EC secp256r1");
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer.getPrivate());
        signature.update(content);
        return joined(new byte[] {0}, signature.sign());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] sequence(byte[]... parts) {
        return der(0x30, parts);
    }

    private static byte[] der(int tag, byte[]... parts) {
        byte[] content = joined(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
