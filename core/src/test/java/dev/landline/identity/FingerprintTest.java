package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"ed25519,256", "ecdsa,256", "ecdsa,384", "ecdsa,521", "rsa,2048"})
    void isWhatSshKeygenPrints(String type, String bits) throws Exception {
        Path file = SshKeygen.generate(directory, "key", "-t", type, "-b", bits);
        PublicKeyLine line = PublicKeyLine.read(PrivateKeyFile.publicFile(file));

        assertThat(Fingerprint.of(line.key())).hasToString(SshKeygen.fingerprint(file));
        assertThat(line.comment()).isEqualTo("key key");
        assertThat(line.text() + "\n").isEqualTo(Files.readString(PrivateKeyFile.publicFile(file)));
    }

    @Test
    void keysThatTlsOrOpensshDoNotTakeHaveNone() throws Exception {
        for (String algorithm : new String[] {"DSA", "X25519", "Ed448"}) {
            PublicKey key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
            assertThatThrownBy(() -> Fingerprint.of(key))
                    .isInstanceOf(KeyFormatException.class)
                    .hasMessageContaining("expected an Ed25519, ECDSA");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SHA256:",
                "MD5:d4:1d:8c:d9:8f:00:b2:04:e9:80:09:98:ec:f8:42:7e",
                "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF\n"
            })
    void otherTextIsNotAFingerprint(String text) {
        assertThatThrownBy(() -> new Fingerprint(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected SHA256:");
    }
}
