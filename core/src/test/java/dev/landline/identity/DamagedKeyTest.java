package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a key's file: a key, or a complaint about its format, and nothing else. */
class DamagedKeyTest {

    private static final char[] PASSPHRASE = SshKeygen.PASSPHRASE.toCharArray();

    @TempDir static Path keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        SshKeygen.generate(keys, "ed25519", "-t", "ed25519");
        SshKeygen.generate(keys, "ecdsa", "-t", "ecdsa");
        SshKeygen.generate(keys, "rsa", "-t", "rsa", "-b", "2048");
        SshKeygen.generate(keys, "pem", "-t", "rsa", "-b", "2048", "-m", "PEM");
        SshKeygen.generate(keys, "sec1", "-t", "ecdsa", "-m", "PEM");
        SshKeygen.generate(keys, "pkcs8", "-t", "ecdsa", "-m", "PKCS8");
        protect("aes", "-t", "ed25519", "-a", "1");
        protect("gcm", "-t", "ed25519", "-a", "1", "-Z", "aes256-gcm@openssh.com");
        protect("chacha", "-t", "ed25519", "-a", "1", "-Z", "chacha20-poly1305@openssh.com");
        protect("pbes2", "-t", "rsa", "-b", "2048", "-m", "PKCS8");
        protect("dek", "-t", "rsa", "-b", "2048", "-m", "PEM");
    }

    private static void protect(String name, String... arguments) throws Exception {
        SshKeygen.generateProtected(keys, name, SshKeygen.PASSPHRASE, arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ed25519", "ecdsa", "rsa", "pem", "sec1", "pkcs8", "aes", "gcm", "chacha", "pbes2",
                "dek"
            })
    void truncatedTextIsAFormatError(String name) throws Exception {
        String whole = Files.readString(keys.resolve(name));
        assertThat(StoredKey.parse(whole).open(PASSPHRASE.clone())).isNotNull();

        for (int length = 0; length < whole.length() - 1; length += 50) {
            String part = whole.substring(0, length);
            assertThatThrownBy(() -> StoredKey.parse(part).open(PASSPHRASE.clone()))
                    .as("the first %d characters", length)
                    .isInstanceOf(KeyFormatException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa", "pem", "sec1", "pkcs8", "aes", "gcm"})
    void truncatedContentIsAFormatErrorOrAWrongPassphrase(String name) throws Exception {
        PemBlock block = PemBlock.read(Files.readString(keys.resolve(name)));
        byte[] content = block.content();

        for (int length = 0; length < content.length; length += 7) {
            String text = PemBlock.write(block.label(), Arrays.copyOf(content, length));
            assertThat(outcome(text)).as("the first %d bytes", length).isNotEqualTo(Outcome.KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa", "pem", "sec1", "pkcs8", "pbes2"})
    void flippedBytesLeadToNoOtherException(String name) throws Exception {
        PemBlock block = PemBlock.read(Files.readString(keys.resolve(name)));
        Random random = new Random(20_260_731);

        int rejected = 0;
        for (int round = 0; round < 200; round++) {
            byte[] content = block.content();
            int at = random.nextInt(content.length);
            content[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            if (outcome(PemBlock.write(block.label(), content)) != Outcome.KEY) {
                rejected++;
            }
        }
        assertThat(rejected).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes", "gcm", "chacha"})
    void damagedCiphertextLooksLikeAWrongPassphrase(String name) throws Exception {
        PemBlock block = PemBlock.read(Files.readString(keys.resolve(name)));
        byte[] content = block.content();
        // Well inside the encrypted part; the tag, where there is one, comes after it.
        content[content.length - 150] ^= 1;

        assertThat(outcome(PemBlock.write(block.label(), content)))
                .isEqualTo(name.equals("aes") ? Outcome.REFUSED : Outcome.WRONG_PASSPHRASE);
    }

    @Test
    void randomBytesAreAFormatError() {
        Random random = new Random(4_711);
        for (int round = 0; round < 500; round++) {
            byte[] content = new byte[random.nextInt(300)];
            random.nextBytes(content);
            assertThat(outcome(new String(content, StandardCharsets.ISO_8859_1)))
                    .isEqualTo(Outcome.REFUSED);
            for (String label :
                    new String[] {OpenSshPrivateKey.LABEL, "PRIVATE KEY", "EC PRIVATE KEY"}) {
                assertThat(outcome(PemBlock.write(label, content))).isEqualTo(Outcome.REFUSED);
            }
        }
    }

    @Test
    void hugeLengthsAllocateNothing() {
        for (int length : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1 << 24}) {
            byte[] name = magic().uint32(length).toByteArray();
            byte[] section =
                    magic().text("none")
                            .text("none")
                            .text("")
                            .uint32(1)
                            .text("")
                            .uint32(length)
                            .toByteArray();
            byte[] count = magic().text("none").text("none").text("").uint32(length).toByteArray();
            for (byte[] content : new byte[][] {name, section, count}) {
                assertThat(outcome(PemBlock.write(OpenSshPrivateKey.LABEL, content)))
                        .isEqualTo(Outcome.REFUSED);
            }
        }
    }

    @Test
    void bcryptRoundsAreBounded() {
        for (int rounds : new int[] {0, -1, OpenSshPrivateKey.MAX_ROUNDS + 1, Integer.MAX_VALUE}) {
            byte[] options = new BlobWriter().text("salt").uint32(rounds).toByteArray();
            byte[] content =
                    magic().text("aes256-ctr")
                            .text("bcrypt")
                            .string(options)
                            .uint32(1)
                            .text("")
                            .text("0123456789abcdef")
                            .toByteArray();
            assertThatThrownBy(
                            () -> StoredKey.parse(PemBlock.write(OpenSshPrivateKey.LABEL, content)))
                    .isInstanceOf(KeyFormatException.class)
                    .hasMessageContaining("1 to 255 rounds");
        }
    }

    @Test
    void halvesOfDifferentKeysAreRefused() throws Exception {
        IdentityKey one = IdentityKey.generate("");
        IdentityKey other = IdentityKey.generate("");
        PemBlock block = PemBlock.read(MinaKeys.write(one, new char[0]));
        byte[] content = block.content();
        byte[] blob = PublicKeyBlob.encode(other.keyPair().getPublic());
        int at =
                magic().text("none").text("none").text("").uint32(1).uint32(0).toByteArray().length;
        System.arraycopy(blob, 0, content, at, blob.length);
        String text = PemBlock.write(block.label(), content);

        assertThatThrownBy(() -> StoredKey.parse(text).open(new char[0]))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining("different keys");
    }

    private static BlobWriter magic() {
        return new BlobWriter().raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
    }

    private enum Outcome {
        KEY,
        WRONG_PASSPHRASE,
        REFUSED
    }

    private static Outcome outcome(String text) {
        try {
            IdentityKey key = StoredKey.parse(text).open(PASSPHRASE.clone());
            return key == null ? Outcome.WRONG_PASSPHRASE : Outcome.KEY;
        } catch (KeyFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
            return Outcome.REFUSED;
        }
    }
}
