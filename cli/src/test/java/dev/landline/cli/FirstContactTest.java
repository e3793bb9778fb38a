package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.identity.IdentityKey;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two sides that have not met: who trusts whom, and what is said about it. */
class FirstContactTest {

    private Account server;
    private Account someone;
    private Neighbour neighbour;

    @BeforeEach
    void aServer(@TempDir Path serverHome, @TempDir Path home) throws IOException {
        server = new Account(serverHome);
        someone = new Account(home);
        neighbour = Neighbour.in(serverHome);
    }

    @AfterEach
    void stop() {
        neighbour.close();
    }

    private void authorise() throws IOException {
        assertThat(someone.runs("keys", "generate", "-N").status()).isZero();
        Account.Outcome outcome =
                server.runs("keys", "authorize", someone.config("id_ed25519.pub").toString());
        assertThat(outcome.status()).as(outcome.err()).isZero();
    }

    @Test
    void anUnknownHostIsRefusedWhereNobodyCanBeAsked() throws IOException {
        authorise();

        Account.Outcome outcome = someone.runs("exec", neighbour.target(), "true");

        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.err().lines())
                .containsExactly(
                        "landline: "
                                + neighbour.target()
                                + ": the host is not known; its key is "
                                + neighbour.fingerprint(),
                        "hint: compare it with what the server printed at its start, then"
                                + " --accept-new adds the host");
        assertThat(someone.config("known_hosts")).doesNotExist();
    }

    @Test
    void aPersonIsNotAskedInABatch() throws IOException {
        authorise();
        ScriptedTerminal person = new ScriptedTerminal("yes");

        assertThat(
                        someone.at(person)
                                .runs("exec", "--never-ask", neighbour.target(), "true")
                                .status())
                .isEqualTo(255);
        assertThat(person.prompts()).isEmpty();
    }

    @Test
    void acceptNewAddsTheHostAndSaysSoOnce() throws IOException {
        authorise();
        String target = neighbour.target();

        assertThat(someone.runs("exec", "--accept-new", target, "echo", "hi"))
                .isEqualTo(
                        new Account.Outcome(
                                0,
                                "hi\n",
                                "landline: "
                                        + target
                                        + ": added host key "
                                        + neighbour.fingerprint()
                                        + " to "
                                        + someone.config("known_hosts")
                                        + "\n"));
        assertThat(someone.runs("exec", target, "echo", "hi"))
                .isEqualTo(new Account.Outcome(0, "hi\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "YES ", "fingerprint"})
    void aPersonWhoTrustsTheHostIsAskedOnce(String answer) throws IOException {
        authorise();
        ScriptedTerminal person =
                new ScriptedTerminal(
                        "perhaps",
                        "SHA256:other",
                        answer.equals("fingerprint") ? neighbour.fingerprint() : answer);

        Account.Outcome first = someone.at(person).runs("exec", neighbour.target(), "echo", "hi");

        assertThat(first.out()).isEqualTo("hi\n");
        assertThat(first.err()).contains("its key is " + neighbour.fingerprint());
        assertThat(person.prompts()).hasSize(3);
        assertThat(someone.runs("exec", neighbour.target(), "echo", "hi").err()).isEmpty();
        assertThat(person.prompts()).hasSize(3);
    }

    @Test
    void aPersonWhoDoesNotTrustTheHostIsObeyed() throws IOException {
        authorise();

        Account.Outcome outcome =
                someone.at(new ScriptedTerminal("no")).runs("exec", neighbour.target(), "true");

        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.err()).contains("the host was not trusted");
        assertThat(someone.config("known_hosts")).doesNotExist();
    }

    @Test
    void aHostWhoseKeyHasChangedIsRefusedUntilItIsForgotten() throws IOException {
        authorise();
        String target = neighbour.target();
        String before = neighbour.fingerprint();
        assertThat(someone.runs("exec", "--accept-new", target, "true").status()).isZero();
        neighbour.close();
        neighbour = Neighbour.start(server.home(), target, IdentityKey.generate("another"));

        Account.Outcome outcome = someone.runs("exec", "--accept-new", target, "true");

        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.err())
                .contains(
                        before,
                        neighbour.fingerprint(),
                        someone.config("known_hosts") + " line 1",
                        "landline keys forget " + target);
        assertThat(someone.runs("keys", "forget", target).out())
                .startsWith("forgot " + target + ": 1 line");
        assertThat(someone.runs("exec", "--accept-new", target, "true").status()).isZero();
    }

    @Test
    void anUnauthorisedKeyIsRefusedWithTheLineThatWouldLetItIn() throws IOException {
        Account.Outcome outcome =
                someone.runs("exec", "--accept-new", neighbour.target(), "touch", "/tmp/never");

        String publicKey = Files.readString(someone.config("id_ed25519.pub")).strip();
        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.err())
                .contains(
                        "landline: there was no key, so one was made: SHA256:",
                        "the server does not authorise this key",
                        someone.config("id_ed25519").toString(),
                        "hint: on 127.0.0.1: echo '" + publicKey + "' | landline keys authorize -");

        assertThat(server.typing(publicKey).runs("keys", "authorize", "-").status()).isZero();
        assertThat(someone.runs("exec", neighbour.target(), "true"))
                .isEqualTo(new Account.Outcome(0, "", ""));
    }

    @Test
    void aProtectedKeyIsOpenedByWhatIsTypedAtTheTerminal() throws IOException {
        Path key = someone.home().resolve("key");
        someone.runs("keys", "generate", "-f", key.toString(), "-N", "sesame");
        server.runs("keys", "authorize", key + ".pub");
        String target = neighbour.target();
        String[] line = {"exec", "--accept-new", "-i", key.toString(), target, "cat"};

        Account.Outcome alone = someone.typing("sesame").runs(line);
        Account.Outcome asked =
                someone.at(new ScriptedTerminal("wrong", "sesame")).typing("bytes").runs(line);

        assertThat(alone.status()).isEqualTo(255);
        assertThat(alone.err())
                .isEqualTo(
                        "landline: "
                                + key
                                + ": the key is protected by a passphrase, and there is"
                                + " no terminal to ask for it\n");
        assertThat(asked.out()).isEqualTo("bytes");
    }

    @Test
    void aHostThatCannotBeReachedIsNamed() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }

        Account.Outcome outcome =
                someone.runs("exec", "--failure-status", "0", "localhost:" + port, "true");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).contains("landline: ", "localhost", "hint: ");
    }

    @Test
    void anotherAccountIsRefusedWhereTheServerHasOnlyOne() throws IOException {
        authorise();

        Account.Outcome outcome =
                someone.runs("exec", "--accept-new", "nobody@" + neighbour.target(), "true");

        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.err()).contains("nobody");
    }
}
