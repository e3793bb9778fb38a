package dev.landline.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ErrorCode;
import dev.landline.link.MemoryLink;
import dev.landline.wire.Frame;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kit's own promises: a script that is not followed fails, in time and in words. */
class ScriptedPeerTest {

    private ScriptedPeer one;
    private ScriptedPeer other;

    @BeforeEach
    void connect() {
        MemoryLink.Pair pair = MemoryLink.pair(64 * 1024);
        one = ScriptedPeer.silent(pair.one());
        other = ScriptedPeer.silent(pair.other());
    }

    @Test
    void framesArriveAsTheyWereSent() {
        one.send(new Frame.Bye("done", "bye"), new Frame.Pong(5));
        assertThat(other.expect(Frame.Bye.class)).isEqualTo(new Frame.Bye("done", "bye"));
        assertThat(other.expect(Frame.Pong.class, pong -> pong.id() == 5).id()).isEqualTo(5);
    }

    @Test
    void greetingIsForBoth() throws Exception {
        Thread greeting = Thread.ofVirtual().start(() -> other.greet(ScriptedPeer.hello(7)));
        one.greet(ScriptedPeer.hello(0));
        greeting.join();
        assertThat(one.peerHello().maxChannels()).isEqualTo(7);
        assertThat(other.peerHello().maxChannels()).isZero();
    }

    @Test
    void whoWasNotGreetedCannotSayByWhom() {
        assertThatThrownBy(() -> one.peerHello()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pingsAreAnsweredUnlessTheyAreWanted() {
        one.send(new Frame.Ping(1), new Frame.Close(3));
        other.expect(Frame.Close.class);
        one.expect(Frame.Pong.class, pong -> pong.id() == 1);
        one.send(new Frame.Ping(2));
        assertThat(other.expect(Frame.Ping.class).id()).isEqualTo(2);
    }

    @Test
    void anotherFrameFailsAndTellsTheConversation() {
        one.send(new Frame.Close(3));
        assertThatThrownBy(() -> other.expect(Frame.Opened.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("expected opened", "ch=3 close", "so far");
        one.send(new Frame.Close(5));
        assertThatThrownBy(() -> other.expect(Frame.Close.class, close -> close.ch() == 7))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void awaitingDropsWhatComesBefore() {
        one.send(new Frame.Close(3), new Frame.Close(5), new Frame.Pong(1));
        assertThat(other.await(Frame.Close.class, close -> close.ch() == 5).ch()).isEqualTo(5);
        other.await(Frame.Pong.class);
    }

    @Test
    void silenceFailsWhenThePatienceIsAtItsEnd() {
        other.patience(Duration.ofMillis(50));
        assertThatThrownBy(() -> other.expect(Frame.Opened.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("within 50 ms");
        assertThatThrownBy(() -> other.expect(Frame.Opened.class))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aPeerThatTakesNothingFailsTheSender() {
        one.patience(Duration.ofMillis(50));
        assertThatThrownBy(() -> one.sendBytes(new byte[200_000]))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("within 50 ms");
    }

    @Test
    void theEndIsExpectedOrAFailure() {
        one.send(new Frame.Ping(1), new Frame.Close(3));
        assertThatThrownBy(() -> other.expectClosed())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("close");
        one.close();
        other.expectClosed();
        assertThatThrownBy(() -> other.expect(Frame.Close.class))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aRefusalHasItsCodeAndIsFollowedByTheEnd() {
        one.send(new Frame.Error(OptionalInt.empty(), "unauthorized", "not you", Optional.empty()));
        one.link().finish();
        assertThat(other.awaitRefusal(ErrorCode.UNAUTHORIZED).message()).isEqualTo("not you");
    }

    @Test
    void aRefusalWithAnotherCodeIsAFailure() {
        one.send(new Frame.Error(OptionalInt.empty(), "internal", "not you", Optional.empty()));
        assertThatThrownBy(() -> other.awaitRefusal(ErrorCode.UNAUTHORIZED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("unauthorized");
        one.send(new Frame.Error(OptionalInt.of(1), "unauthorized", "not you", Optional.empty()));
        assertThatThrownBy(() -> other.awaitRefusal(ErrorCode.UNAUTHORIZED))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aHeaderCanBeSpelledOut() {
        one.sendHeader("{\"id\": 4,\"type\":\"pong\"}");
        assertThat(other.expect(Frame.Pong.class).id()).isEqualTo(4);
        assertThat(ScriptedPeer.frameOf("{}")).containsExactly(2, 0, 0, 0, '{', '}');
    }

    @Test
    void otherProtocolsAreReadAsText() {
        one.sendBytes("HTTP/1.1 400\r\n".getBytes(US_ASCII));
        one.link().finish();
        assertThat(other.readText()).isEqualTo("HTTP/1.1 400\r\n");
    }
}
