package dev.landline.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.identity.IdentityKey;
import dev.landline.server.event.ServerEvent;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before the gate has said yes, nothing that a client says is looked at. */
class UnauthorizedKeyTest {

    @TempDir Path folder;

    private final Queue<ServerEvent> events = new ConcurrentLinkedQueue<>();
    private final IdentityKey stranger = IdentityKey.generate("stranger");
    private Victim victim;

    @BeforeEach
    void start() throws IOException {
        victim = Victim.ready(TestServer.with().events(events::add));
    }

    @AfterEach
    void stop() {
        victim.close();
    }

    @Test
    void aStrangerIsRefusedWithAHintAndWithoutAGreeting() throws Exception {
        try (ScriptedPeer attacker = ScriptedPeer.silent(victim.server.link(stranger))) {
            Frame.Error error = attacker.expect(Frame.Error.class);
            assertThat(error.code()).isEqualTo("unauthorized");
            assertThat(error.hint()).isPresent();
            assertThat(error.message())
                    .as("nothing that helps a stranger")
                    .doesNotContain(victim.server.authorizedKeys().toString());
            attacker.expectClosed();
        }
        victim.assertServing();
    }

    @Test
    void theLibraryPassesTheReasonOn() throws Exception {
        assertThatThrownBy(() -> victim.server.client(stranger).connect())
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
                            assertThat(e.hint()).isPresent();
                        });
    }

    @Test
    void framesOfAStrangerAreNotHandled() throws Exception {
        Path mark = folder.resolve("mark");
        for (int i = 0; i < 20; i++) {
            try (ScriptedPeer attacker = ScriptedPeer.silent(victim.server.link(stranger))) {
                attacker.send(ScriptedPeer.hello(0), Victim.exec(1, "touch", mark.toString()));
                attacker.awaitRefusal(ErrorCode.UNAUTHORIZED);
            }
        }
        victim.assertServing();
        assertThat(mark).doesNotExist();
        assertThat(events.stream().filter(ServerEvent.CommandStarted.class::isInstance))
                .as("the one command of whoever checks that the server serves")
                .hasSize(1);
        assertThat(events.stream().filter(ServerEvent.Opened.class::isInstance)).hasSize(1);
    }

    /** Megabytes that nobody asked for, behind a handshake that was good. */
    @Test
    void aStrangerWhoGoesOnTalkingIsCutOff() throws Exception {
        try (ScriptedPeer attacker = ScriptedPeer.silent(victim.server.link(stranger))) {
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    attacker.link().output().write(new byte[64 * 1024]);
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
        victim.assertServing();
    }

    @Test
    void aKeyThatIsTakenOutOfTheFileIsRefusedFromThenOn() throws Exception {
        victim.assertServing();
        Files.writeString(victim.server.authorizedKeys(), "# nobody\n");
        assertThatThrownBy(() -> victim.server.connect())
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED));
    }
}
