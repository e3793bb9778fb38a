package dev.landline.testing.behaviour;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.engine.Connection;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import dev.landline.wire.Framing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The first frame of each side, seen from both. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class GreetingTest {

    /** Whether the side that is tested is the server. */
    @Parameter boolean server;

    private LeakCheck leaks;
    private ScriptedPeer peer;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        peer.close();
        leaks.assertNothingLeft();
    }

    private Background<Connection> greeting(LinkKind kind, Limits limits) throws Exception {
        LinkKind.Ends ends = kind.open();
        peer = ScriptedPeer.silent(server ? ends.client() : ends.server());
        Wired.Plan plan = Wired.Plan.of(Services::byName).limits(limits);
        return Background.of(() ->
                server ? Wired.accept(ends.server(), plan) : Wired.connect(ends.client(), plan));
    }

    private Background<Connection> greeting() throws Exception {
        return greeting(LinkKind.UNIX, Limits.DEFAULTS);
    }

    private static ConnectionException failure(Background<Connection> greeting) throws Exception {
        return (ConnectionException) greeting.failure();
    }

    @Test
    void bothSidesGreetAtOnceAndLearnTheLimits() throws Exception {
        Background<Connection> greeting = greeting();
        peer.greet(new Frame.Hello(Framing.VERSION, "x", List.of("exec", "new"), 5000, 9));
        try (Connection connection = greeting.get()) {
            assertThat(connection.peer().maxBody()).isEqualTo(5000);
            assertThat(connection.peer().features()).containsExactly("exec", "new");
            assertThat(peer.peerHello().maxChannels())
                    .isEqualTo(server ? Limits.DEFAULTS.maxChannels() : 0);
            peer.close();
        }
    }

    @Test
    void anotherVersionIsRefusedWithBothNumbers() throws Exception {
        Background<Connection> greeting = greeting();
        peer.send(new Frame.Hello(2, "from the future", List.of(), 1 << 20, 0));
        ConnectionException failure = failure(greeting);
        assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(failure).hasMessageContainingAll("1", "2");
        peer.awaitRefusal(ErrorCode.UNSUPPORTED_VERSION);
    }

    @Test
    void anotherFirstFrameIsRefused() throws Exception {
        Background<Connection> greeting = greeting();
        peer.send(new Frame.Ping(1));
        assertThat(failure(greeting).code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
        peer.awaitRefusal(ErrorCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aSecondGreetingIsRefused() throws Exception {
        Background<Connection> greeting = greeting();
        peer.greet(ScriptedPeer.hello(1));
        peer.send(ScriptedPeer.hello(1));
        try (Connection connection = greeting.get()) {
            assertThat(connection.closed().get(10, SECONDS).code())
                    .isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
            peer.awaitRefusal(ErrorCode.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void bytesThatAreNoFrameAreRefused() throws Exception {
        Background<Connection> greeting = greeting();
        peer.sendBytes((byte) 0, (byte) 0, (byte) 0, (byte) 0);
        assertThat(failure(greeting).code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
        peer.awaitRefusal(ErrorCode.MALFORMED_FRAME);
    }

    @Test
    void aRefusalIsPassedOnAsItIs() throws Exception {
        Background<Connection> greeting = greeting();
        peer.send(
                new Frame.Error(
                        OptionalInt.empty(), "unauthorized", "not you", Optional.of("a hint")));
        peer.close();
        ConnectionException failure = failure(greeting);
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
        assertThat(failure).hasMessage("not you");
        assertThat(failure.hint()).contains("a hint");
    }

    @Test
    void aPeerThatLeavesWithoutAWordIsLost() throws Exception {
        Background<Connection> greeting = greeting();
        peer.close();
        assertThat(failure(greeting).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
    }

    @Test
    void silenceEndsAtTheDeadline() throws Exception {
        Background<Connection> greeting =
                greeting(LinkKind.UNIX, Limits.DEFAULTS.withHandshake(Duration.ofMillis(100)));
        ConnectionException failure = failure(greeting);
        assertThat(failure.code()).isEqualTo(ErrorCode.HANDSHAKE_TIMEOUT);
        assertThat(failure).hasMessageContaining("100 ms");
        peer.expect(Frame.Hello.class);
        peer.expectClosed();
    }

    /** It is read by people on a terminal, and by people who read a log. */
    @Test
    void whatAStrangerSaysIsShownWithoutControlCharacters() throws Exception {
        String red = "\u001b[31mred\r\n";
        Background<Connection> leaving = greeting(LinkKind.MEMORY, Limits.DEFAULTS);
        peer.send(new Frame.Bye("done", red));
        assertThat(failure(leaving)).hasMessageContaining("red").hasMessageNotContaining("\u001b");
        peer.close();
        Background<Connection> unknown = greeting(LinkKind.MEMORY, Limits.DEFAULTS);
        peer.send(new Frame.Unknown(red, OptionalInt.empty()));
        assertThat(failure(unknown)).hasMessageContaining("red").hasMessageNotContaining("\u001b");
        peer.close();
        Background<Connection> refused = greeting(LinkKind.MEMORY, Limits.DEFAULTS);
        peer.send(new Frame.Error(OptionalInt.empty(), "internal", red, Optional.of(red)));
        ConnectionException failure = failure(refused);
        assertThat(failure).hasMessageContaining("red").hasMessageNotContaining("\u001b");
        assertThat(failure.hint().orElseThrow()).doesNotContain("\u001b");
    }
}
