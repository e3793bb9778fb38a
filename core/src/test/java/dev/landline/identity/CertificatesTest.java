package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificatesTest {

    @TempDir Path directory;

    static KeyPair keyPair(KeyType type) throws Exception {
        String algorithm =
                switch (type) {
                    case ED25519 -> "Ed25519";
                    case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> "EC";
                    case RSA -> "RSA";
                };
        AlgorithmParameterSpec parameters =
                switch (type) {
                    case ED25519 -> NamedParameterSpec.ED25519;
                    case ECDSA_P256 -> new ECGenParameterSpec("secp256r1");
                    case ECDSA_P384 -> new ECGenParameterSpec("secp384r1");
                    case ECDSA_P521 -> new ECGenParameterSpec("secp521r1");
                    case RSA -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
                };
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(parameters);
        return generator.generateKeyPair();
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void holdsTheKeyAndIsSignedWithIt(KeyType type) throws Exception {
        KeyPair key = keyPair(type);

        X509Certificate certificate = Certificates.selfSigned(key);

        certificate.verify(key.getPublic());
        certificate.checkValidity();
        assertThat(Certificates.publicKeyOf(certificate)).isEqualTo(key.getPublic());
        assertThat(certificate.getSigAlgName()).isEqualTo(type.signatureAlgorithm());
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getSubjectX500Principal()).hasToString("CN=landline");
        assertThat(certificate.getIssuerX500Principal())
                .isEqualTo(certificate.getSubjectX500Principal());
        assertThat(certificate.getNotBefore().toInstant())
                .isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(certificate.getNotAfter().toInstant())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(certificate.getSerialNumber().signum()).isPositive();
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "landline"));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyType.class,
            names = {"ED25519", "RSA"})
    void theSameKeyGivesTheSameBytes(KeyType type) throws Exception {
        KeyPair key = keyPair(type);

        assertThat(Certificates.selfSigned(key).getEncoded())
                .isEqualTo(Certificates.selfSigned(key).getEncoded());
        assertThat(Certificates.selfSigned(keyPair(KeyType.ED25519)).getSerialNumber())
                .isNotEqualTo(Certificates.selfSigned(key).getSerialNumber());
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void opensslFindsNothingWrongWithIt(KeyType type) throws Exception {
        IdentityKey key = IdentityKey.of(keyPair(type), "");
        Path certificate = directory.resolve("cert.pem");
        Files.writeString(certificate, PemExport.certificate(key));

        assertThat(
                        SshKeygen.output(
                                List.of(
                                        "openssl",
                                        "verify",
                                        "-x509_strict",
                                        "-check_ss_sig",
                                        "-CAfile",
                                        certificate.toString(),
                                        certificate.toString())))
                .isEqualTo(certificate + ": OK\n");
    }

    @Test
    void keysThatCostTooMuchOrSignTooLittleAreRefused() throws Exception {
        Path weak = directory.resolve("weak.pem");
        SshKeygen.output(
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:1024",
                        "-nodes",
                        "-subj",
                        "/CN=x",
                        "-keyout",
                        directory.resolve("key").toString(),
                        "-out",
                        weak.toString()));
        X509Certificate certificate;
        try (var in = Files.newInputStream(weak)) {
            certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
        }

        assertThatThrownBy(() -> Certificates.publicKeyOf(certificate))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("got one of 1024");
        KeyPair exchange = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        assertThatThrownBy(() -> Certificates.selfSigned(exchange))
                .isInstanceOf(KeyFormatException.class);
    }

    @Test
    void halvesThatDoNotBelongTogetherAreNotNoticedHereButByThePeer() throws Exception {
        KeyPair mixed =
                new KeyPair(
                        keyPair(KeyType.ED25519).getPublic(),
                        keyPair(KeyType.ED25519).getPrivate());

        X509Certificate certificate = Certificates.selfSigned(mixed);

        assertThatThrownBy(() -> certificate.verify(mixed.getPublic()))
                .isInstanceOf(SignatureException.class);
    }
}
