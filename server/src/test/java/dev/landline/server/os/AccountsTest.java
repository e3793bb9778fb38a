package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccountsTest {

    private final Accounts accounts = Accounts.open();

    @Test
    void theCurrentAccountIsTheOneThatTheSystemSays() throws Exception {
        try (LaunchedCommands commands = new LaunchedCommands()) {
            LocalAccount current = accounts.current();
            String[] entry = commands.shell("getent passwd $(id -u)").out().strip().split(":", -1);

            assertThat(current.name()).isEqualTo(entry[0]);
            assertThat(current.uid()).isEqualTo(Long.parseLong(entry[2]));
            assertThat(current.gid()).isEqualTo(Long.parseLong(entry[3]));
            assertThat(current.home()).isEqualTo(entry[5]);
            assertThat(current.shell()).isEqualTo(entry[6]);
        }
    }

    @Test
    void accountsAreFoundByNameAndNumber() throws Exception {
        LocalAccount root = accounts.byUid(0).orElseThrow();

        assertThat(root.name()).isEqualTo("root");
        assertThat(accounts.byName("root")).contains(root);
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        assertThat(accounts.byName("no such account")).isEmpty();
        assertThat(accounts.byName("root\0x")).isEmpty();
        assertThat(accounts.byName("")).isEmpty();
        assertThat(accounts.byUid(4_294_000_001L)).isEmpty();
    }

    @Test
    void thePeerOfAUnixSocketIsKnown(@TempDir Path directory) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            try (SocketChannel client = SocketChannel.open(address);
                    SocketChannel accepted = server.accept()) {
                assertThat(client.isConnected()).isTrue();
                LocalAccount current = accounts.current();

                assertThat(PeerCredentials.of(accepted, accounts))
                        .isEqualTo(new PeerCredentials(current.uid(), current.name()));
            }
        }
    }

    @Test
    void aPeerWithoutANameIsItsNumber() throws Exception {
        assertThat(PeerCredentials.named("4294000001", accounts))
                .isEqualTo(new PeerCredentials(4_294_000_001L, "4294000001"));
    }

    @Test
    void anAccountThatIsCalledByANumberNotItsOwnIsNotBelieved() {
        Accounts forged = new OneAccount(new LocalAccount(0, 0, "1234", "/", "/bin/sh"));

        assertThatThrownBy(() -> PeerCredentials.named("1234", forged))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1234");
    }

    @Test
    void aPeerOfUnknownNameIsRefused() {
        assertThatThrownBy(() -> PeerCredentials.named("no such account", accounts))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aTcpSocketHasNoPeerCredentials() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
                assertThatThrownBy(() -> PeerCredentials.of(client, accounts))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void allAccountsAreThoseThatTheSystemLists() throws Exception {
        try (LaunchedCommands commands = new LaunchedCommands()) {
            String[] listed = commands.shell("getent passwd | cut -d: -f1").out().split("\n");

            for (int round = 0; round < 2; round++) {
                assertThat(accounts.all())
                        .extracting(LocalAccount::name)
                        .containsExactlyInAnyOrder(listed);
            }
            assertThat(accounts.all()).contains(accounts.byName("root").orElseThrow());
        }
    }

    /** A machine with one account, named as no machine here may name one. */
    private record OneAccount(LocalAccount account) implements Accounts {
        @Override
        public LocalAccount current() {
            return account;
        }

        @Override
        public Optional<LocalAccount> byUid(long uid) {
            return Optional.of(account).filter(found -> found.uid() == uid);
        }

        @Override
        public List<LocalAccount> all() {
            return List.of(account);
        }

        @Override
        public Optional<LocalAccount> byName(String name) {
            return Optional.of(account).filter(found -> found.name().equals(name));
        }
    }
}
