package dev.landline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.client.Landline;
import dev.landline.identity.IdentityKey;
import dev.landline.server.event.ServerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The server of the kit is a real one, knows one user, and leaves nothing behind. */
class TestServerTest {

    @Test
    void thePackageDocumentationTellsTheTruth() throws Exception {
        try (LeakCheck leaks = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline client = server.connect()) {
            assertThat(client.exec("true").run().status().success()).isTrue();
            assertThat(leaks.left()).isNotEmpty();
        }
    }

    @Test
    void itServesItsUserAndNobodyElse() throws Exception {
        try (TestServer server = TestServer.start()) {
            server.assertServing();
            assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
            assertThatThrownBy(() -> server.client(IdentityKey.generate("other")).connect())
                    .isInstanceOf(IOException.class);
            try (ScriptedPeer peer = server.peer()) {
                assertThat(peer.peerHello().features()).contains("exec");
            }
            try (Landline client = Landline.to(server.unixTarget()).connect()) {
                assertThat(client.exec("true").run().status().success()).isTrue();
            }
        }
    }

    @Test
    void whoListensHearsWhatHappens() throws Exception {
        Queue<ServerEvent> events = new ConcurrentLinkedQueue<>();
        try (TestServer server = TestServer.with().events(events::add).start()) {
            server.assertServing();
        }
        assertThat(events)
                .hasAtLeastOneElementOfType(ServerEvent.Opened.class)
                .hasAtLeastOneElementOfType(ServerEvent.CommandEnded.class);
    }

    @Test
    void itsFilesGoWithIt() throws Exception {
        Path keys;
        try (TestServer server = TestServer.start()) {
            keys = server.authorizedKeys();
            assertThat(Files.readString(keys)).contains("ssh-ed25519");
        }
        assertThat(keys.getParent()).doesNotExist();
    }
}
