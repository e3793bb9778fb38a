package dev.landline.testing.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.engine.ChannelEvent;
import dev.landline.engine.ChannelHandler;
import dev.landline.engine.IncomingStream;
import dev.landline.engine.ServerChannel;
import dev.landline.json.JsonObject;
import dev.landline.testing.LeakCheck;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server holds to when a client goes on with a channel, and what it refuses then. */
@Timeout(60)
class ResumeRulesTest {

    private static final String ID = ResumingClient.ID;
    private static final int WINDOW = 256 * 1024;

    private LeakCheck leaks;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        leaks.assertNothingLeft();
    }

    private static Frame.Open open(int ch, Map<String, Long> resume) {
        return new Frame.Open(
                ch,
                "echo",
                Wired.NOTHING,
                Optional.of(Map.of("stdout", (long) WINDOW)),
                Optional.of(ID),
                Optional.ofNullable(resume));
    }

    private static Frame.Data stdin(int ch, long offset, String text) {
        return new Frame.Data(ch, "stdin", offset, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private static void expectEcho(Served served, int ch, long offset, String text) {
        served.client.await(
                Frame.Data.class,
                data ->
                        data.ch() == ch
                                && data.offset() == offset
                                && UTF_8.decode(data.body().duplicate()).toString().equals(text));
    }

    private static void expectError(Served served, int ch, String code) {
        served.client.await(
                Frame.Error.class,
                error -> error.ch().orElse(0) == ch && error.code().equals(code));
    }

    private static void finish(Served served, int ch, long length) {
        served.client.send(new Frame.Eof(ch, "stdin", length));
        served.client.await(Frame.Close.class, close -> close.ch() == ch);
    }

    @Test
    void theNewChannelGoesOnAndTheOldOneIsSuperseded() throws Exception {
        ResumableEcho echo = new ResumableEcho();
        try (Served one = Served.by(echo);
                Served other = Served.by(echo)) {
            one.client.send(open(1, null), stdin(1, 0, "ab"));
            assertThat(one.client.expect(Frame.Opened.class).resume()).isEmpty();
            expectEcho(one, 1, 0, "ab");

            other.client.send(open(1, Map.of("stdout", 1L)));
            Frame.Opened opened = other.client.expect(Frame.Opened.class);
            assertThat(opened.resume()).contains(Map.of("stdin", 2L, "stdout", 1L));
            expectEcho(other, 1, 1, "b");
            expectError(one, 1, "superseded");

            other.client.send(stdin(1, 2, "cd"));
            expectEcho(other, 1, 2, "cd");
            finish(other, 1, 4);
        }
    }

    @Test
    void theSameOpenAgainJoinsFromTheBeginning() throws Exception {
        ResumableEcho echo = new ResumableEcho();
        try (Served served = Served.by(echo)) {
            served.client.send(open(1, null), stdin(1, 0, "ab"));
            expectEcho(served, 1, 0, "ab");
            served.client.send(open(3, null));
            Frame.Opened opened = served.client.await(Frame.Opened.class, frame -> frame.ch() == 3);
            assertThat(opened.resume()).contains(Map.of("stdin", 2L));
            expectEcho(served, 3, 0, "ab");
            finish(served, 3, 2);
        }
    }

    @Test
    void anIdThatIsNotKnownStartsNothing() throws Exception {
        try (Served served = Served.by(new ResumableEcho())) {
            served.client.send(open(1, Map.of("stdout", 0L)));
            expectError(served, 1, "unknown_session");
            served.client.send(open(3, null));
            served.client.await(Frame.Opened.class, opened -> opened.ch() == 3);
            finish(served, 3, 0);
        }
    }

    @Test
    void aClientMustNotSendBeforeItKnowsWhereTheStreamsGoOn() throws Exception {
        ResumableEcho echo = new ResumableEcho();
        AtomicBoolean held = new AtomicBoolean();
        ChannelHandler late =
                (channel, service, request) -> {
                    if (channel.resume().isPresent() && held.compareAndSet(false, true)) {
                        channel.nextEvent(); // the signal behind the bytes that come too early
                    }
                    echo.serve(channel, service, request);
                };
        try (Served served = Served.by(late)) {
            served.client.send(open(1, null), stdin(1, 0, "ab"));
            expectEcho(served, 1, 0, "ab");
            served.client.send(
                    open(3, Map.of("stdout", 0L)),
                    stdin(3, 0, "early"),
                    new Frame.Signal(3, "USR1"));
            expectError(served, 3, "stream_state");

            served.client.send(open(5, Map.of("stdout", 2L)));
            Frame.Opened opened = served.client.await(Frame.Opened.class, frame -> frame.ch() == 5);
            assertThat(opened.resume()).contains(Map.of("stdin", 2L, "stdout", 2L));
            served.client.send(stdin(5, 2, "cd"));
            expectEcho(served, 5, 2, "cd");
            finish(served, 5, 4);
        }
    }

    /** Accepts a channel, whatever its id is; its input goes from one channel to the next. */
    private static final class Passing implements ChannelHandler {
        private IncomingStream stdin;

        @Override
        public void serve(ServerChannel channel, String service, JsonObject request)
                throws IOException, InterruptedException {
            if (service.equals("exit7")) {
                Services.byName(channel, service, request);
                return;
            }
            if (stdin == null) {
                channel.acceptAt(List.of("stdin"), Map.of(), Map.of());
                stdin = channel.incoming("stdin");
            } else {
                channel.acceptAt(List.of(), Map.of("stdin", stdin), Map.of());
            }
            while (!(channel.nextEvent() instanceof ChannelEvent.End)) {
                // it runs until it is ended
            }
        }
    }

    @Test
    void whatComesLateByTheOldChannelIsDropped() throws Exception {
        Passing passing = new Passing();
        try (Served served = Served.by(passing)) {
            served.client.send(open(1, null), stdin(1, 0, "ab"));
            served.settle();
            served.client.send(open(3, Map.of()));
            served.client.await(Frame.Opened.class, opened -> opened.ch() == 3);
            served.client.send(
                    stdin(1, 2, "late"), new Frame.Eof(1, "stdin", 6), stdin(3, 2, "cd"));
            served.settle();
            served.client.send(new Frame.Close(1), new Frame.Eof(3, "stdin", 4));
            served.client.await(Frame.Close.class, close -> close.ch() == 1);
            assertThat(Services.text(passing.stdin)).isEqualTo("abcd");
        }
    }

    @Test
    void anEndThatMayHaveBeenLostComesOnceMore() throws Exception {
        Passing passing = new Passing();
        try (Served served = Served.by(passing)) {
            served.client.send(open(1, null), stdin(1, 0, "ab"), new Frame.Eof(1, "stdin", 2));
            served.settle();
            served.client.send(open(3, Map.of()));
            served.client.await(Frame.Opened.class, opened -> opened.ch() == 3);
            served.client.send(new Frame.Eof(3, "stdin", 2));
            served.settle();
            assertThat(Services.text(passing.stdin)).isEqualTo("ab");
            served.client.send(new Frame.Eof(3, "stdin", 2));
            expectError(served, 3, "stream_state");
        }
    }

    @Test
    void anEndThatComesOnceMoreMustBeTheSame() throws Exception {
        Passing passing = new Passing();
        try (Served served = Served.by(passing)) {
            served.client.send(open(1, null), stdin(1, 0, "ab"), new Frame.Eof(1, "stdin", 2));
            served.settle();
            served.client.send(open(3, Map.of()));
            served.client.await(Frame.Opened.class, opened -> opened.ch() == 3);
            served.client.send(new Frame.Eof(3, "stdin", 1));
            expectError(served, 3, "stream_state");
        }
    }

    @Test
    void aWindowIsNoWiderForAHundredMoves() throws Exception {
        Passing passing = new Passing();
        try (Served served = Served.by(passing)) {
            long sent = 0;
            served.client.send(open(1, null));
            for (int ch = 1; ch < 200; ch += 2) {
                int channel = ch;
                Frame.Opened opened =
                        served.client.await(Frame.Opened.class, frame -> frame.ch() == channel);
                assertThat(opened.windows()).containsEntry("stdin", (long) WINDOW);
                if (sent < WINDOW) {
                    served.client.send(
                            new Frame.Data(ch, "stdin", sent, ByteBuffer.allocate(1 << 14)));
                    sent += 1 << 14;
                }
                served.settle();
                served.client.send(open(ch + 2, Map.of()));
            }
            assertThat(passing.stdin.received()).isEqualTo(WINDOW);
            served.client.await(Frame.Opened.class, frame -> frame.ch() == 201);
            served.client.send(stdin(201, WINDOW, "x"));
            expectError(served, 201, "window_exceeded");
        }
    }

    @Test
    void grantsComeBehindTheAnswerThoughTheStreamIsReadMeanwhile() throws Exception {
        Passing passing = new Passing();
        try (Served served = Served.by(passing)) {
            served.client.send(open(1, null));
            long limit = stdinLimit(served.client.await(Frame.Opened.class));
            Background<Long> reader =
                    Background.of(() -> {
                        byte[] chunk = new byte[100];
                        long all = 0;
                        int count;
                        while ((count = passing.stdin.read(chunk)) >= 0) {
                            all += count;
                        }
                        return all;
                    });
            long sent = 0;
            for (int ch = 1; ch < 1001; ch += 2) {
                long end = sent + 60_000;
                if (end > limit) {
                    limit = expectGrant(served, ch, end);
                }
                served.client.send(
                        new Frame.Data(ch, "stdin", sent, ByteBuffer.allocate(60_000)),
                        open(ch + 2, Map.of()));
                sent = end;
                limit = Math.max(limit, expectOpenedBeforeAnythingElse(served, ch + 2));
                served.client.send(new Frame.Close(ch));
            }
            served.client.send(new Frame.Eof(1001, "stdin", sent));
            assertThat(reader.get()).isEqualTo(sent);
        }
    }

    /** The limit that it grants. */
    private static long expectGrant(Served served, int ch, long atLeast) {
        return served.client
                .await(Frame.Window.class, window -> window.ch() == ch && window.limit() >= atLeast)
                .limit();
    }

    /** The limit that it grants. */
    private static long expectOpenedBeforeAnythingElse(Served served, int ch) {
        Frame opened =
                served.client.await(
                        Frame.class,
                        frame -> {
                            if (frame instanceof Frame.Window window && window.ch() == ch) {
                                throw new AssertionError(
                                        "a grant of channel " + ch + " before opened");
                            }
                            return frame instanceof Frame.Opened answer && answer.ch() == ch;
                        });
        return stdinLimit((Frame.Opened) opened);
    }

    private static long stdinLimit(Frame.Opened opened) {
        return opened.windows().get("stdin");
    }
}
