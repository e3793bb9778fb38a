package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Targets that stand in a hosts.toml, against a real server. */
@Timeout(60)
class InventoryTargetsTest {

    private Account server;
    private Account someone;
    private Neighbour neighbour;
    private String port;

    @BeforeEach
    void aServer(@TempDir Path serverHome, @TempDir Path home) throws IOException {
        server = new Account(serverHome);
        someone = new Account(home);
        neighbour = Neighbour.in(serverHome);
        port = neighbour.target().replaceFirst(".*:", "");
        Files.createDirectories(someone.config(""));
    }

    @AfterEach
    void stop() {
        neighbour.close();
    }

    /** A key in ~/keys that may connect, and that is not the user's usual one. */
    private Path key(String name, String passphrase) throws Exception {
        Path key = Files.createDirectories(someone.home().resolve("keys")).resolve(name);
        Process keygen =
                new ProcessBuilder(
                                "ssh-keygen",
                                "-q",
                                "-t",
                                "ed25519",
                                "-N",
                                passphrase,
                                "-f",
                                key.toString())
                        .inheritIO()
                        .start();
        assertThat(keygen.waitFor()).isZero();
        Account.Outcome outcome = server.runs("keys", "authorize", key + ".pub");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return key;
    }

    private void hosts(String text) throws IOException {
        Files.writeString(someone.config("hosts.toml"), text.replace("PORT", port));
    }

    private void trust() {
        Account.Outcome first = someone.runs("exec", "--accept-new", "box", "true");
        assertThat(first.status()).as(first.err()).isZero();
    }

    @Test
    void aNameOfTheFileIsConnectedToAsTheFileSays() throws Exception {
        key("box", "");
        hosts(
                """
                [hosts]
                box = { address = "127.0.0.1", port = PORT, key = "~/keys/box" }
                """);
        trust();

        assertThat(someone.runs("exec", "box", "echo", "hi"))
                .isEqualTo(new Account.Outcome(0, "hi\n", ""));
        assertThat(someone.runs("jobs", "box").out()).contains("echo hi");
        assertThat(someone.config("id_ed25519")).doesNotExist();
    }

    @Test
    void whatIsTypedGoesBeforeTheFile() throws Exception {
        Path key = key("box", "");
        hosts(
                """
                [defaults]
                key = "~/keys/nothing"
                [hosts]
                box = { address = "127.0.0.1", port = 1 }
                """);

        Account.Outcome outcome =
                someone.runs(
                        "exec", "--accept-new", "-i", key.toString(), "box:" + port, "echo", "hi");

        assertThat(outcome.out()).as(outcome.err()).isEqualTo("hi\n");
    }

    @Test
    void anotherFileMayBeNamed() throws Exception {
        key("box", "");
        Files.writeString(
                someone.home().resolve("other.toml"),
                "[hosts]\nbox = { address = \"127.0.0.1:" + port + "\", key = \"keys/box\" }\n");

        Account.Outcome outcome =
                someone.runs(
                        "exec", "--accept-new", "--inventory", "other.toml", "box", "echo", "hi");

        assertThat(outcome.out()).as(outcome.err()).isEqualTo("hi\n");
    }

    @Test
    void aCommandForOneHostTakesAnExpressionThatMeansOne() throws Exception {
        key("box", "");
        hosts(
                """
                [hosts]
                box = { address = "127.0.0.1:PORT", key = "~/keys/box" }
                "web[01-40]" = {}
                [groups]
                main = "box"
                """);
        trust();

        assertThat(someone.runs("jobs", "@main").status()).isZero();
        someone.typing("@all\n!web* # the others\n");
        assertThat(someone.runs("jobs", "-").status()).isZero();
        Account.Outcome many = someone.runs("jobs", "--failure-status", "9", "web*");
        assertThat(many.status()).isEqualTo(9);
        assertThat(many.err())
                .startsWith("landline: web*: expected one host, got 40: web[01-40]\n")
                .contains("hint: exec, cp and call take many");
        assertThat(someone.runs("jobs", "box,!box").err()).contains("means no hosts");
    }

    @Test
    void aFileThatIsWrongStopsWhatNeedsIt() throws Exception {
        hosts("[hosts]\nbox = 7\n");

        Account.Outcome outcome = someone.runs("exec", "box", "true");

        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.err())
                .contains("hosts.toml:2:1: hosts.box: expected an address or a table");
        assertThat(someone.runs("exec", "local", "echo", "hi").out()).isEqualTo("hi\n");
    }

    @Test
    void theServerInThisProcessIsNoneOfMany() {
        Account.Outcome outcome = someone.runs("exec", "local,box", "true");

        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.err()).contains("local: expected it as the only target");
    }

    @Test
    void thePassphraseOfManyHostsIsAskedForOnce() throws Exception {
        key("box", "secret");
        hosts(
                """
                [defaults]
                key = "~/keys/box"
                port = PORT
                [hosts]
                box1 = "127.0.0.1"
                box2 = "localhost"
                """);
        ScriptedTerminal person = new ScriptedTerminal("secret");

        Account.Outcome outcome =
                someone.at(person).runs("exec", "--accept-new", "-n", "box[1-2]", "echo", "hi");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines()).containsExactlyInAnyOrder("box1: hi", "box2: hi");
        assertThat(person.prompts()).hasSize(1);
    }

    @Test
    void aKeyThatIsMadeForManyHostsIsToldOnce() {
        Account.Outcome outcome =
                someone.runs("exec", "--accept-new", "127.0.0.1:" + port + ",@all", "true");

        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.err())
                .containsOnlyOnce("there was no key, so one was made: SHA256:")
                .contains("refused");
    }
}
