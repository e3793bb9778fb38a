package dev.landline.testing.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.IncomingStream;
import dev.landline.engine.Opening;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that goes on with a channel, and a server that follows a script. */
@Timeout(60)
class ResumedStreamsTest {

    private static final int WINDOW = 65_536;
    private static final Opening OPENING =
            new Opening("echo", Wired.NOTHING, List.of("stdout"), List.of("stdin"))
                    .withId(ResumingClient.ID);

    private final List<Line> lines = new ArrayList<>();
    private LeakCheck leaks;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        lines.forEach(Line::close);
        leaks.assertNothingLeft();
    }

    /** A connection whose far end follows the script. */
    private record Line(Connection client, ScriptedPeer server) implements AutoCloseable {
        Frame.Open expectOpen(ClientChannel channel) {
            return server.await(Frame.Open.class, open -> open.ch() == channel.id());
        }

        void open(ClientChannel channel, Map<String, Long> resume) throws Exception {
            expectOpen(channel);
            server.send(
                    new Frame.Opened(channel.id(), Map.of("stdin", 65_536L), Optional.of(resume)));
            channel.opened().get(10, TimeUnit.SECONDS);
        }

        void data(ClientChannel channel, long offset, String text) {
            server.send(
                    new Frame.Data(
                            channel.id(), "stdout", offset, ByteBuffer.wrap(text.getBytes(UTF_8))));
        }

        void fill(ClientChannel channel, long offset, int count) {
            server.send(new Frame.Data(channel.id(), "stdout", offset, ByteBuffer.allocate(count)));
        }

        void eof(ClientChannel channel, long offset) {
            server.send(new Frame.Eof(channel.id(), "stdout", offset));
        }

        /** Returns when the client has dealt with all that was sent so far. */
        void settle() {
            server.send(new Frame.Ping(4711));
            server.await(Frame.Pong.class, pong -> pong.id() == 4711);
        }

        @Override
        public void close() {
            server.close();
            client.close();
        }
    }

    private Line line() throws Exception {
        LinkKind.Ends ends = LinkKind.MEMORY.open();
        Wired.Plan plan =
                Wired.Plan.of(Services::byName).limits(Limits.DEFAULTS.withWindow(WINDOW));
        Background<ScriptedPeer> server = Background.of(() -> ScriptedPeer.server(ends.server()));
        Line line = new Line(Wired.connect(ends.client(), plan), server.get());
        lines.add(line);
        return line;
    }

    private static ClientChannel open(Line line, Opening opening) throws Exception {
        return line.client().open(opening, Wired.PATIENCE);
    }

    private static Opening resuming(IncomingStream stream) {
        return OPENING.resuming(Map.of("stdout", stream));
    }

    private static byte[] take(IncomingStream stream, int count) throws Exception {
        return stream.readNBytes(count);
    }

    @Test
    void saysWhatHasArrivedAndGoesOnThere() throws Exception {
        Line one = line();
        ClientChannel first = open(one, OPENING);
        one.open(first, Map.of());
        one.data(first, 0, "abc");
        one.settle();
        one.close();
        IncomingStream stdout = first.incoming("stdout");

        Line other = line();
        ClientChannel second = open(other, resuming(stdout));
        assertThat(second.incoming("stdout")).isSameAs(stdout);
        Frame.Open open = other.expectOpen(second);
        assertThat(open.resume()).contains(Map.of("stdout", 3L));
        assertThat(open.windows()).contains(Map.of("stdout", (long) WINDOW));
        other.server()
                .send(
                        new Frame.Opened(
                                second.id(),
                                Map.of("stdin", 100_000L),
                                Optional.of(Map.of("stdin", 7L, "stdout", 3L))));
        second.opened().get(10, TimeUnit.SECONDS);
        assertThat(second.outgoing("stdin").offset()).isEqualTo(7);
        other.data(second, 3, "def");
        other.eof(second, 6);
        assertThat(Services.text(stdout)).isEqualTo("abcdef");
        assertThat(stdout.missing()).isZero();
    }

    @Test
    void whateverBecomesOfTheOldChannelDoesNotConcernTheStreamThatHasLeftIt() throws Exception {
        Line one = line();
        Line other = line();
        ClientChannel first = open(one, OPENING);
        one.open(first, Map.of());
        one.data(first, 0, "ab");
        one.settle();
        IncomingStream stdout = first.incoming("stdout");
        ClientChannel second = open(other, resuming(stdout));
        other.open(second, Map.of("stdout", 2L));
        Background<String> reader = Background.of(() -> Services.text(stdout));
        Eventually.until(
                "the reader waits", () -> reader.thread().getState() == Thread.State.WAITING);

        one.data(first, 2, "late");
        one.eof(first, 6);
        one.server()
                .send(
                        new Frame.Error(
                                OptionalInt.of(first.id()),
                                ErrorCode.SUPERSEDED.wire(),
                                "opened again",
                                Optional.empty()));
        one.settle();
        assertThatThrownBy(() -> first.exit().get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SUPERSEDED));
        one.close();
        other.data(second, 2, "cd");
        other.eof(second, 4);
        assertThat(reader.get()).isEqualTo("abcd");
    }

    @Test
    void theStreamOfAChannelThatTheServerEndsEndsWithIt() throws Exception {
        Line one = line();
        ClientChannel first = open(one, OPENING);
        one.open(first, Map.of());
        one.data(first, 0, "ab");
        one.server().send(new Frame.Close(first.id()));
        IncomingStream stdout = first.incoming("stdout");
        assertThat(take(stdout, 2)).isEqualTo("ab".getBytes(UTF_8));
        assertThatThrownBy(stdout::read)
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void nothingIsSentOnAChannelThatResumesBeforeItIsOpened() throws Exception {
        Line one = line();
        ClientChannel first = open(one, OPENING);
        one.open(first, Map.of());
        one.fill(first, 0, WINDOW);
        one.settle();
        one.close();
        IncomingStream stdout = first.incoming("stdout");

        Line other = line();
        ClientChannel second = open(other, resuming(stdout));
        take(stdout, WINDOW);
        other.expectOpen(second);
        other.server().send(new Frame.Ping(4711));
        other.server().expect(Frame.Pong.class);
        other.server()
                .send(new Frame.Opened(second.id(), Map.of("stdin", 65_536L), Optional.empty()));
        Frame.Window grant = other.server().expect(Frame.Window.class);
        assertThat(grant.consumed()).isEqualTo(WINDOW);
        assertThat(grant.limit()).isEqualTo(2 * WINDOW);
    }

    @Test
    void whoReadsWaitsOnWhileAServerThatHasHeardNothingIsAskedOnceMore() throws Exception {
        Line one = line();
        ClientChannel first = open(one, OPENING);
        IncomingStream stdout = first.incoming("stdout");
        Background<String> reader = Background.of(() -> Services.text(stdout));
        one.expectOpen(first);
        one.close();

        Line other = line();
        ClientChannel second = open(other, resuming(stdout));
        other.expectOpen(second);
        other.server()
                .send(
                        new Frame.Error(
                                OptionalInt.of(second.id()),
                                ErrorCode.UNKNOWN_SESSION.wire(),
                                "never heard of it",
                                Optional.empty()));
        other.settle();
        ClientChannel third = open(other, OPENING.repeating(Map.of("stdout", stdout)));
        assertThat(other.expectOpen(third).resume()).isEmpty();
        other.server().send(new Frame.Opened(third.id(), Map.of(), Optional.empty()));
        other.data(third, 0, "hello");
        other.eof(third, 5);
        assertThat(reader.get()).isEqualTo("hello");
    }

    @Test
    void sendsNoMoreThanTheServerSaysWhenItGoesOn() throws Exception {
        Line line = line();
        ClientChannel first = open(line, OPENING);
        line.open(first, Map.of());
        ClientChannel second = open(line, resuming(first.incoming("stdout")));
        line.expectOpen(second);
        line.server()
                .send(
                        new Frame.Opened(
                                second.id(),
                                Map.of("stdin", 1010L),
                                Optional.of(Map.of("stdin", 1000L))));
        second.opened().get(10, TimeUnit.SECONDS);
        Background<Void> writer =
                Background.doing(() -> second.outgoing("stdin").write(new byte[100]));
        Frame.Data data = line.server().expect(Frame.Data.class);
        assertThat(data.offset()).isEqualTo(1000);
        assertThat(data.body().remaining()).isEqualTo(10);
        line.server().send(new Frame.Window(second.id(), "stdin", 1010, 1100));
        assertThat(line.server().expect(Frame.Data.class).body().remaining()).isEqualTo(90);
        writer.get();
    }

    @Test
    void aWindowIsNoWiderForAHundredMoves() throws Exception {
        Line line = line();
        ClientChannel channel = open(line, OPENING);
        line.open(channel, Map.of());
        line.fill(channel, 0, WINDOW - 100);
        line.settle();
        IncomingStream stdout = channel.incoming("stdout");
        for (int i = 0; i < 100; i++) {
            ClientChannel next = open(line, resuming(stdout));
            assertThat(line.expectOpen(next).windows()).contains(Map.of("stdout", (long) WINDOW));
            line.server()
                    .send(new Frame.Opened(next.id(), Map.of(), Optional.empty()))
                    .send(new Frame.Close(channel.id()));
            line.fill(next, WINDOW - 100 + i, 1);
            line.settle();
            channel = next;
        }
        assertThat(stdout.received()).isEqualTo(WINDOW);
        line.fill(channel, WINDOW, 1);
        Frame.Error error = line.server().await(Frame.Error.class);
        assertThat(error.code()).isEqualTo("window_exceeded");
    }

    @Test
    void bytesThatTheServerNoLongerHasAreCounted() throws Exception {
        Line one = line();
        ClientChannel first = open(one, OPENING);
        one.open(first, Map.of());
        one.data(first, 0, "ab");
        one.settle();
        one.close();
        IncomingStream stdout = first.incoming("stdout");

        Line other = line();
        ClientChannel second = open(other, resuming(stdout));
        other.open(second, Map.of("stdout", 1_000_000L));
        Frame.Window grant = other.server().expect(Frame.Window.class);
        assertThat(grant.limit()).isGreaterThan(1_000_000L + WINDOW / 2);
        other.data(second, 1_000_000, "yz");
        other.eof(second, 1_000_002);
        assertThat(Services.text(stdout)).isEqualTo("abyz");
        assertThat(stdout.missing()).isEqualTo(999_998);
    }

    @Test
    void aServerMayLeaveBytesOutWhereTheClientExpectsIt() throws Exception {
        Line line = line();
        ClientChannel channel = open(line, OPENING.withGaps());
        line.open(channel, Map.of());
        line.data(channel, 0, "ab");
        line.data(channel, 100, "cd");
        line.fill(channel, 10_000_000, 0);
        Frame.Window grant =
                line.server().await(Frame.Window.class, window -> window.limit() > 10_000_000);
        assertThat(grant.consumed()).isEqualTo(10_000_000 - 4);
        assertThat(grant.limit()).isEqualTo(10_000_000 - 4 + WINDOW);
        line.data(channel, 10_000_000, "ef");
        line.eof(channel, 10_000_002);

        IncomingStream stdout = channel.incoming("stdout");
        assertThat(Services.text(stdout)).isEqualTo("abcdef");
        assertThat(stdout.missing()).isEqualTo(10_000_000 - 4);
    }

    @Test
    void gapsDoNotWidenTheWindow() throws Exception {
        Line line = line();
        ClientChannel channel = open(line, OPENING.withGaps());
        line.open(channel, Map.of());
        long offset = 0;
        for (int i = 0; i < 3; i++) {
            line.fill(channel, offset, 30_000);
            offset += 30_001;
        }
        Frame.Error error = line.server().await(Frame.Error.class);
        assertThat(error.code()).isEqualTo("window_exceeded");
        assertThat(channel.incoming("stdout").received()).isEqualTo(60_002);
    }

    @Test
    void elsewhereAGapIsAnError() throws Exception {
        Line line = line();
        ClientChannel channel = open(line, OPENING);
        line.open(channel, Map.of());
        line.data(channel, 0, "ab");
        line.data(channel, 100, "cd");
        assertThat(line.server().await(Frame.Error.class).code()).isEqualTo("stream_state");
    }

    @Test
    void aStreamThatNobodyGoesOnWithCanBeGivenUp() throws Exception {
        Line line = line();
        ClientChannel channel = open(line, OPENING);
        line.open(channel, Map.of());
        line.data(channel, 0, "ab");
        line.settle();
        line.close();
        IncomingStream stdout = channel.incoming("stdout");
        assertThat(take(stdout, 2)).isEqualTo("ab".getBytes(UTF_8));
        Background<Integer> waiting = Background.of(stdout::read);
        Eventually.until(
                "the reader waits", () -> waiting.thread().getState() == Thread.State.WAITING);

        stdout.giveUp(new ChannelException(ErrorCode.CANCELLED, "nobody comes back"));
        assertThat(waiting.failure()).hasMessageContaining("nobody comes back");
    }
}
