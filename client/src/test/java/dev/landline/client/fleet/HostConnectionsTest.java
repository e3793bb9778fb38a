package dev.landline.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.client.HostKeyPolicy;
import dev.landline.client.UserFiles;
import dev.landline.client.hosts.Host;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.PassphraseException;
import dev.landline.identity.PassphraseSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many hosts have in common is done once. */
final class HostConnectionsTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final List<IdentityKey> made = new ArrayList<>();

    @TempDir Path home;

    private HostConnections connections(PassphraseSource passphrases) {
        HostKeyPolicy nobody =
                (host, key) -> {
                    throw new AssertionError("nothing is connected to");
                };
        return new HostConnections(
                UserFiles.of(name -> null, home), passphrases, nobody, Optional.empty(), made::add);
    }

    private PassphraseSource saying(String passphrase) {
        return (file, attempt) -> {
            asked.incrementAndGet();
            return passphrase.toCharArray();
        };
    }

    private Host host(String name) throws IOException, InterruptedException {
        Path key = home.resolve("key");
        if (!key.toFile().exists()) {
            Process keygen =
                    new ProcessBuilder(
                                    "ssh-keygen",
                                    "-q",
                                    "-t",
                                    "ed25519",
                                    "-N",
                                    "secret",
                                    "-f",
                                    key.toString())
                            .inheritIO()
                            .start();
            assertThat(keygen.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(keygen.exitValue()).isZero();
        }
        return new Host(name, name, Optional.empty(), OptionalInt.empty(), Optional.of(key));
    }

    @Test
    void aPassphraseIsAskedForOnce() throws Exception {
        HostConnections connections = connections(saying("secret"));

        var _ = connections.to(host("a1"));
        var _ = connections.to(host("b1"));

        assertThat(asked).hasValue(1);
        assertThat(made).isEmpty();
    }

    @Test
    void aWrongPassphraseIsNotAskedForAgainForTheNextHost() throws Exception {
        HostConnections connections = connections(saying("guess"));
        Host first = host("a1");

        assertThatThrownBy(() -> connections.to(first)).isInstanceOf(PassphraseException.class);
        int before = asked.get();
        assertThatThrownBy(() -> connections.to(host("b1")))
                .isInstanceOf(PassphraseException.class);

        assertThat(asked).hasValue(before);
    }

    @Test
    void aKeyThatWasMadeIsToldOnce() throws Exception {
        HostConnections connections = connections(PassphraseSource.none());

        var _ = connections.to(Host.named("a1"));
        var _ = connections.to(Host.named("b1"));

        assertThat(made).hasSize(1);
        assertThat(home.resolve(".config/landline/id_ed25519")).exists();
    }
}
