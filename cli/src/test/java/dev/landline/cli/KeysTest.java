package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code landline keys}. */
class KeysTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFF4pa9wVXwUdQzxW7OkjkwJJb+bnevD82wEiV9PgU5z";

    private Account someone;

    @BeforeEach
    void aUser(@TempDir Path home) {
        someone = new Account(home);
    }

    @Test
    void aNewKeyIsShownWithTheFingerprintThatItWasMadeWith() {
        Account.Outcome made = someone.runs("keys", "generate", "-N", "-C", "me@here");
        Account.Outcome shown = someone.runs("keys", "show");

        assertThat(made.out()).contains(someone.config("id_ed25519").toString());
        assertThat(shown.out())
                .contains(made.out().lines().filter(line -> line.contains("SHA256:")).toList())
                .contains("ssh-ed25519 AAAA", "me@here", someone.config("id_ed25519").toString());
    }

    @Test
    void anExistingKeyIsNotOverwritten() throws IOException {
        someone.runs("keys", "generate", "-N");
        String before = Files.readString(someone.config("id_ed25519"));

        Account.Outcome again = someone.runs("keys", "generate", "-N");

        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains(someone.config("id_ed25519") + ": it exists already");
        assertThat(someone.config("id_ed25519")).hasContent(before);
    }

    @Test
    void aPassphraseIsAskedForTwice() throws IOException {
        Path file = someone.home().resolve("key");
        ScriptedTerminal person = new ScriptedTerminal("one", "another", "same", "same", "same");

        assertThat(someone.at(person).runs("keys", "generate", "-f", file.toString()).status())
                .isZero();
        Files.delete(Path.of(file + ".pub"));

        assertThat(someone.runs("keys", "show", file.toString()).out()).contains("SHA256:");
        assertThat(person.prompts()).hasSize(5);
    }

    @Test
    void withoutAKeyShowSaysWhereItLooked() {
        Account.Outcome outcome = someone.runs("keys", "show");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err())
                .contains(someone.config("id_ed25519").toString(), ".ssh/id_rsa")
                .endsWith("hint: landline keys generate\n");
    }

    @Test
    void aKeyIsAuthorisedOnce() {
        Account.Outcome first = someone.typing(KEY + " me\n").runs("keys", "authorize", "-");
        Account.Outcome second = someone.typing(KEY + " me\n").runs("keys", "authorize", "-");

        assertThat(first.out()).matches("authorised SHA256:\\S+ \\(me\\) in .*authorized_keys\\R");
        assertThat(second.out()).contains(" was in ").contains(" already");
        assertThat(second.status()).isZero();
        assertThat(someone.config("authorized_keys")).hasContent(KEY + " me\n");
    }

    @Test
    void ofSeveralLinesAllAreAuthorisedOrNone() {
        Account.Outcome outcome =
                someone.typing("# mine\n\n" + KEY + " me\nnonsense\n")
                        .runs("keys", "authorize", "-");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("landline: standard input: line 4: ");
        assertThat(someone.config("authorized_keys")).doesNotExist();
    }

    @Test
    void optionsOfAKeyAreNotLostInSilence() {
        Account.Outcome outcome =
                someone.typing("from=\"10.0.0.1\" " + KEY).runs("keys", "authorize", "-");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("hint: a key with options goes into the file by hand");
    }

    @Test
    void aPrivateKeyIsNotAuthorised() {
        someone.runs("keys", "generate", "-N");

        Account.Outcome outcome =
                someone.runs("keys", "authorize", someone.config("id_ed25519").toString());

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("this is a private key");
    }

    @Test
    void aHostThatIsNotKnownCannotBeForgotten() {
        Account.Outcome outcome = someone.runs("keys", "forget", "box:99");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("box:99 is not in " + someone.config("known_hosts"));
    }

    @Test
    void anExportIsAPairOfPemFilesAndIsNotRepeated() throws IOException {
        someone.runs("keys", "generate", "-N");
        String prefix = someone.home().resolve("me").toString();

        Account.Outcome outcome = someone.runs("keys", "export", "--out", prefix);

        assertThat(outcome.out()).contains(prefix + ".crt", prefix + ".key");
        assertThat(Path.of(prefix + ".crt")).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(Path.of(prefix + ".key")).content().startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(Path.of(prefix + ".key"))))
                .isEqualTo("rw-------");
        assertThat(someone.runs("keys", "export", "--out", prefix).status()).isEqualTo(1);
    }

    @Test
    void anExportMayGoToADirectory() {
        someone.runs("keys", "generate", "-N");
        Path directory = someone.home().resolve("pem");

        someone.runs("keys", "export", "--directory", directory.toString());

        assertThat(directory).isDirectoryContaining("glob:**/landline.crt");
        assertThat(directory).isDirectoryContaining("glob:**/landline.key");
    }
}
