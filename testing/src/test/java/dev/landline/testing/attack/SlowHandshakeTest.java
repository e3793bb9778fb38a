package dev.landline.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.identity.IdentityKey;
import dev.landline.link.Link;
import dev.landline.link.SocketLink;
import dev.landline.server.event.ServerEvent;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Eventually;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever does not get on with it is dropped at the deadline, wherever it stands still. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowHandshakeTest {

    private static final Duration DEADLINE = Duration.ofMillis(300);

    private final Queue<ServerEvent.Refused> refused = new ConcurrentLinkedQueue<>();
    private Victim victim;

    @BeforeAll
    void start() throws IOException {
        victim =
                Victim.ready(
                        TestServer.with()
                                .limits(Limits.DEFAULTS.withHandshake(DEADLINE))
                                .events(event -> {
                                    if (event instanceof ServerEvent.Refused one) {
                                        refused.add(one);
                                    }
                                }));
    }

    @AfterAll
    void stop() {
        victim.close();
    }

    @BeforeEach
    void forget() {
        refused.clear();
    }

    private void assertDropped(Link link) throws IOException {
        long start = System.nanoTime();
        try (ScriptedPeer slow = ScriptedPeer.silent(link)) {
            slow.readText();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plusSeconds(3));
        assertLogged();
    }

    private void assertLogged() throws IOException {
        Eventually.until("one line in the log", () -> !refused.isEmpty());
        assertThat(refused)
                .singleElement()
                .satisfies(
                        event -> assertThat(event.code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT));
        victim.assertServing();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 60, 200})
    void afterSoManyBytesOfTheClientHello(int count) throws Exception {
        Socket socket = victim.server.socket();
        socket.getOutputStream().write(Arrays.copyOf(RawTls.clientHello(), count));
        assertDropped(SocketLink.over(socket));
    }

    @Test
    void afterTheClientHello() throws Exception {
        Socket socket = victim.server.socket();
        socket.getOutputStream().write(RawTls.clientHello());
        assertDropped(SocketLink.over(socket));
    }

    @Test
    void afterTlsAndBeforeTheGreeting() throws Exception {
        try (ScriptedPeer slow = ScriptedPeer.silent(victim.server.link())) {
            slow.expect(Frame.Hello.class);
            slow.expectClosed();
        }
        assertLogged();
    }

    @Test
    void inTheMiddleOfTheGreeting() throws Exception {
        try (ScriptedPeer slow = ScriptedPeer.silent(victim.server.link())) {
            slow.sendBytes((byte) 100, (byte) 0, (byte) 0, (byte) 0, (byte) '{');
            slow.expect(Frame.Hello.class);
            slow.expectClosed();
        }
        assertLogged();
    }

    @Test
    void aTrickleIsNoProgress() throws Exception {
        byte[] hello = RawTls.clientHello();
        try (Socket socket = victim.server.socket()) {
            Link link = SocketLink.over(socket);
            link.output().write(Arrays.copyOf(hello, 50));
            Trickle trickle = Trickle.of(link, 0, Duration.ofMillis(10));
            assertDropped(link);
            assertThat(trickle.sent()).isLessThan(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5})
    void onTheUnixSocketAfterSoManyBytes(int count) throws Exception {
        Link link = victim.server.unixLink();
        link.output().write(new byte[] {100, 0, 0, 0, '{'}, 0, count);
        assertDropped(link);
    }

    /** A stranger who is being told that it is one, and does not listen. */
    @Test
    void aRefusalThatNobodyReads() throws Exception {
        Link link = victim.server.link(IdentityKey.generate("stranger"));
        Eventually.until("the stranger is gone", () -> !refused.isEmpty());
        link.abort();
        assertThat(refused)
                .singleElement()
                .satisfies(event -> assertThat(event.code()).isEqualTo(ErrorCode.UNAUTHORIZED));
        victim.assertServing();
    }
}
