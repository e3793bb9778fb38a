package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives any bytes to the reader of private keys:
 *
 * <pre>./mvnw test -pl core -Dfuzz=PrivateKeyFuzzTest -Djazzer.max_duration=10m</pre>
 */
class PrivateKeyFuzzTest {

    static Stream<byte[]> files() throws Exception {
        IdentityKey ed25519 = IdentityKey.generate("me@box");
        IdentityKey ecdsa = IdentityKey.of(CertificatesTest.keyPair(KeyType.ECDSA_P256), "");
        IdentityKey rsa = IdentityKey.of(CertificatesTest.keyPair(KeyType.RSA), "");
        return Stream.of(
                        MinaKeys.write(ed25519, new char[0]),
                        MinaKeys.write(ecdsa, new char[0]),
                        MinaKeys.write(rsa, new char[0]),
                        PemExport.privateKey(ed25519),
                        PemExport.privateKey(ecdsa),
                        PemExport.privateKey(rsa),
                        PemExport.certificate(ed25519),
                        ed25519.publicKeyLine().text(),
                        """
                        -----BEGIN RSA PRIVATE KEY-----
                        Proc-Type: 4,ENCRYPTED
                        DEK-Info: AES-128-CBC,00

                        AAAA
                        -----END RSA PRIVATE KEY-----
                        """)
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("files")
    @FuzzTest
    void anyBytesAreAKeyOrAnError(byte[] bytes) throws Exception {
        IdentityKey key;
        try {
            StoredKey stored = StoredKey.parse(new String(bytes, StandardCharsets.ISO_8859_1));
            // A passphrase is tried out slowly on purpose; the parsing before it is what counts.
            key = stored.isProtected() ? null : stored.open(new char[0]);
        } catch (KeyFormatException e) {
            assertThat(String.valueOf(e.getMessage()))
                    .hasSizeLessThan(400)
                    .matches(text -> text.chars().noneMatch(Character::isISOControl));
            return;
        }
        if (key != null) {
            String again = MinaKeys.write(key, new char[0]);
            IdentityKey read = StoredKey.parse(again).open(new char[0]);
            assertThat(read).isNotNull();
            assertThat(read.fingerprint()).isEqualTo(key.fingerprint());
        }
    }
}
