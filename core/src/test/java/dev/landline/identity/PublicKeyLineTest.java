package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicKeyLineTest {

    @TempDir Path directory;

    private final IdentityKey key = IdentityKey.generate("me@box");

    @Test
    void readsItsOwnText() throws Exception {
        PublicKeyLine line = key.publicKeyLine();

        assertThat(PublicKeyLine.parse("  " + line.text() + "\r\n")).isEqualTo(line);
    }

    @Test
    void commentMayContainBlanks() throws Exception {
        PublicKeyLine line = new PublicKeyLine(key.keyPair().getPublic(), "my old laptop");

        assertThat(PublicKeyLine.parse(line.text()).comment()).isEqualTo("my old laptop");
    }

    @Test
    void skipsRemarksAndByteOrderMark() throws Exception {
        Path file = directory.resolve("id.pub");
        Files.writeString(file, "\ufeff# my key\r\n\r\n" + key.publicKeyLine().text() + "\r\n");

        assertThat(PublicKeyLine.read(file)).isEqualTo(key.publicKeyLine());
    }

    @Test
    void warnsOfAPrivateKey() throws Exception {
        Path file = directory.resolve("id");
        PrivateKeyFile.write(key, file);

        assertThatThrownBy(() -> PublicKeyLine.read(file))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageStartingWith(file + ": this is a private key");
    }

    @Test
    void refusesATypeThatTheBytesContradict() throws Exception {
        String text = key.publicKeyLine().text().replace("ssh-ed25519", "ssh-rsa");

        assertThatThrownBy(() -> PublicKeyLine.parse(text))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining("expected a public key");
    }

    @Test
    void refusesBytesAfterTheKey() throws Exception {
        byte[] blob = PublicKeyBlob.encode(key.keyPair().getPublic());
        byte[] longer = Arrays.copyOf(blob, blob.length + 1);
        String text = "ssh-ed25519 " + Base64.getEncoder().encodeToString(longer);

        assertThatThrownBy(() -> PublicKeyLine.parse(text))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining("truncated or damaged");
    }

    @Test
    void messagesCarryNoControlCharacters() {
        assertThatThrownBy(() -> PublicKeyLine.parse("\u001b[31mred\u202e"))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining("?[31mred?");
    }

    @Test
    void commentCannotBreakTheLine() {
        assertThatThrownBy(() -> new PublicKeyLine(key.keyPair().getPublic(), "a\nssh-rsa"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
