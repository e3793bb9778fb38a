package dev.landline.testing.behaviour;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import dev.landline.Limits;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client keeps the rules and its head, whatever the server does. */
class HostileServerTest {

    private LeakCheck leaks;
    private ScriptedPeer server;
    private Connection client;

    @BeforeEach
    void begin() throws Exception {
        leaks = LeakCheck.start();
        connect(256);
    }

    private void connect(int maxChannels) throws Exception {
        LinkKind.Ends ends = LinkKind.MEMORY.open();
        Background<ScriptedPeer> greeted =
                Background.of(() ->
                        ScriptedPeer.silent(ends.server()).greet(ScriptedPeer.hello(maxChannels)));
        client =
                Wired.connect(
                        ends.client(), Wired.Plan.of(Services::byName).limits(Limits.DEFAULTS));
        server = greeted.get();
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        client.close();
        leaks.assertNothingLeft();
    }

    private ClientChannel opened() throws Exception {
        ClientChannel channel = Wired.open(client, "x");
        Frame.Open open = server.await(Frame.Open.class);
        assertThat(open.ch()).isEqualTo(channel.id());
        server.send(new Frame.Opened(open.ch(), Map.of("stdin", 65_536L)));
        channel.opened().get(10, SECONDS);
        return channel;
    }

    private static ErrorCode codeOf(Future<?> future) {
        Throwable[] cause = new Throwable[1];
        assertThatThrownBy(() -> future.get(10, SECONDS))
                .satisfies(thrown -> cause[0] = thrown.getCause());
        return ((LandlineException) cause[0]).code();
    }

    /** The channel has failed with this code, the server was told, and the connection goes on. */
    private void assertBreachOf(ClientChannel channel, ErrorCode code) throws Exception {
        assertThat(codeOf(channel.exit())).isEqualTo(code);
        assertThatThrownBy(() -> channel.incoming("stdout").readAllBytes())
                .isInstanceOfSatisfying(
                        ChannelException.class, e -> assertThat(e.code()).isEqualTo(code));
        Frame.Error told = server.await(Frame.Error.class);
        assertThat(told.ch()).hasValue(channel.id());
        assertThat(told.code()).isEqualTo(code.wire());
        assertThat(channel.ended()).isNotDone();
        // Whatever it goes on to say on the channel is dropped, until it ends it.
        server.send(
                new Frame.Data(channel.id(), "stdout", 3, ByteBuffer.allocate(9)),
                new Frame.Exit(channel.id(), new ExitStatus.Exited(0), false),
                new Frame.Close(channel.id()));
        channel.ended().get(10, SECONDS);
        assertThat(client.openChannels()).isZero();
        ClientChannel next = opened();
        server.send(
                new Frame.Exit(next.id(), new ExitStatus.Exited(7), false),
                new Frame.Close(next.id()));
        assertThat(next.exit().get(10, SECONDS).status()).isEqualTo(new ExitStatus.Exited(7));
        next.ended().get(10, SECONDS);
    }

    @Test
    void bytesBeyondTheWindow() throws Exception {
        ClientChannel channel = opened();
        for (int i = 0; i < 5; i++) {
            server.send(
                    new Frame.Data(channel.id(), "stdout", i << 16, ByteBuffer.allocate(1 << 16)));
        }
        assertBreachOf(channel, ErrorCode.WINDOW_EXCEEDED);
    }

    @Test
    void bytesAtTheWrongOffset() throws Exception {
        ClientChannel channel = opened();
        server.send(
                new Frame.Data(channel.id(), "stdout", 0, ByteBuffer.allocate(3)),
                new Frame.Data(channel.id(), "stdout", 2, ByteBuffer.allocate(3)));
        assertBreachOf(channel, ErrorCode.STREAM_STATE);
    }

    @Test
    void bytesAfterTheEnd() throws Exception {
        ClientChannel channel = opened();
        server.send(
                new Frame.Eof(channel.id(), "stderr", 0),
                new Frame.Data(channel.id(), "stderr", 0, ByteBuffer.allocate(1)));
        assertBreachOf(channel, ErrorCode.STREAM_STATE);
    }

    @Test
    void anEndAtTheWrongOffset() throws Exception {
        ClientChannel channel = opened();
        server.send(new Frame.Eof(channel.id(), "stdout", 5));
        assertBreachOf(channel, ErrorCode.STREAM_STATE);
    }

    @Test
    void aStreamThatTheChannelDoesNotHave() throws Exception {
        ClientChannel channel = opened();
        server.send(new Frame.Data(channel.id(), "stdin", 0, ByteBuffer.allocate(1)));
        assertBreachOf(channel, ErrorCode.STREAM_STATE);
    }

    @Test
    void aFrameTypeThatNobodyKnows() throws Exception {
        ClientChannel channel = opened();
        server.sendHeader("{\"type\":\"dance\",\"ch\":" + channel.id() + "}");
        assertBreachOf(channel, ErrorCode.UNKNOWN_TYPE);
    }

    @Test
    void anEndWithoutAStatus() throws Exception {
        ClientChannel channel = opened();
        server.send(new Frame.Close(channel.id()));
        assertThat(codeOf(channel.exit())).isEqualTo(ErrorCode.CANCELLED);
        assertThatThrownBy(() -> channel.incoming("stdout").read())
                .isInstanceOf(ChannelException.class);
        channel.ended().get(10, SECONDS);
    }

    @Test
    void aSecondStatusChangesNothing() throws Exception {
        ClientChannel channel = opened();
        server.send(
                new Frame.Exit(channel.id(), new ExitStatus.Exited(1), false),
                new Frame.Exit(channel.id(), new ExitStatus.Exited(2), true),
                new Frame.Close(channel.id()));
        channel.ended().get(10, SECONDS);
        assertThat(channel.exit().get().status()).isEqualTo(new ExitStatus.Exited(1));
    }

    @Test
    void aWordThatIsNoErrorCodeIsInternal() throws Exception {
        ClientChannel channel = opened();
        server.send(
                new Frame.Error(
                        OptionalInt.of(channel.id()), "out_to_lunch", "later", Optional.empty()));
        assertThat(codeOf(channel.exit())).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void aChannelThatWasNeverOpened() throws Exception {
        server.send(new Frame.Data(9, "stdout", 0, ByteBuffer.allocate(1)));
        assertThat(client.closed().get(10, SECONDS).code()).isEqualTo(ErrorCode.UNKNOWN_CHANNEL);
        server.awaitRefusal(ErrorCode.UNKNOWN_CHANNEL);
    }

    @Test
    void framesThatOnlyAClientSends() throws Exception {
        server.send(Served.open(2, "x"));
        assertThat(client.closed().get(10, SECONDS).code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
        server.awaitRefusal(ErrorCode.PROTOCOL_VIOLATION);
    }

    @Test
    void bytesThatAreNoFrame() throws Exception {
        server.sendBytes((byte) 1, (byte) 0, (byte) 0, (byte) 0x80);
        assertThat(client.closed().get(10, SECONDS).code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
        server.awaitRefusal(ErrorCode.MALFORMED_FRAME);
    }

    /** The one that fills the line must fail with the others, and not wait for ever. */
    @Test
    void aServerThatReadsNothingEndsEveryChannelThatWaitsForIt() throws Exception {
        server.close();
        client.close();
        connect(65_536);
        List<ClientChannel> channels = new ArrayList<>();
        assertThatThrownBy(
                        () -> {
                            while (channels.size() < 30_000) {
                                channels.add(Wired.open(client, "x"));
                            }
                        })
                .isInstanceOfSatisfying(
                        LandlineException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PEER_CLOGGED));
        for (ClientChannel channel : channels) {
            channel.ended().get(10, TimeUnit.SECONDS);
        }
        assertThat(client.openChannels()).isZero();
    }
}
