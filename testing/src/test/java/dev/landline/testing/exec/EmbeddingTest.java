package dev.landline.testing.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.client.Landline;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server comes and goes within a program, and the program does not notice afterwards. */
class EmbeddingTest {

    private static final int ROUNDS = 50;

    private LeakCheck leaks;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        leaks.assertNothingLeft();
    }

    @Test
    void startingAndStoppingLeavesNothing() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            try (TestServer server = TestServer.start()) {
                if (i % 10 == 0) {
                    server.assertServing();
                }
            }
        }
    }

    @Test
    void connectingAndClosingLeavesNothing() throws Exception {
        try (TestServer server = TestServer.start()) {
            for (int i = 0; i < 2 * ROUNDS; i++) {
                Landline.to(server.unixTarget()).connect().close();
            }
            for (int i = 0; i < ROUNDS / 2; i++) {
                server.connect().close();
            }
        }
    }

    @Test
    void closingTwiceIsClosingOnce() throws Exception {
        TestServer server = TestServer.start();
        server.assertServing();
        server.close();
        server.server().close();
        server.server().awaitClosed();
    }

    @Test
    void aServerThatIsGoneIsUnreachable() throws Exception {
        TestServer server = TestServer.start();
        server.close();
        assertThatThrownBy(server::connect)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
                            assertThat(e.hint()).isPresent();
                        });
        assertThatThrownBy(() -> Landline.to(server.unixTarget()).connect())
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE));
    }

    @Test
    void idleConnectionsDoNotHoldTheEndUp() throws Exception {
        TestServer server = TestServer.start();
        Landline client = server.connect();
        ScriptedPeer silent = server.peer();
        long start = System.nanoTime();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(client.closed().get().code()).isEqualTo(ErrorCode.SHUTTING_DOWN);
        silent.close();
        client.close();
    }

    /** Those who are still on their way in have nowhere to go to. */
    @Test
    void whoeverIsStillShakingHandsIsSentAwayWhenTheServerCloses() throws Exception {
        TestServer server = TestServer.start();
        try (Socket silent = server.socket();
                Socket stuck = server.socket();
                ScriptedPeer ungreeted = ScriptedPeer.silent(server.link())) {
            stuck.getOutputStream().write(new byte[] {0x16, 0x03, 0x01});
            ungreeted.expect(dev.landline.wire.Frame.Hello.class);
            server.close();
            silent.setSoTimeout(5000);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            stuck.setSoTimeout(5000);
            assertThat(stuck.getInputStream().read()).isEqualTo(-1);
            ungreeted.expectClosed();
        }
    }
}
