package dev.landline.testing.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.engine.ChannelEvent;
import dev.landline.engine.ChannelHandler;
import dev.landline.testing.LeakCheck;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client sends before it has heard whether its channel is open. The handler is held up until
 * the reading thread has dealt with it.
 */
class EarlyFramesTest {

    private final CountDownLatch go = new CountDownLatch(1);
    private LeakCheck leaks;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        leaks.assertNothingLeft();
    }

    private ChannelHandler late(ChannelHandler handler) {
        return (channel, service, request) -> {
            go.await();
            handler.serve(channel, service, request);
        };
    }

    private static Frame.Data data(String stream, String text) {
        return new Frame.Data(1, stream, 0, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    @Test
    void bytesAndTheirEndAreKept() throws Exception {
        try (Served served = Served.by(late(Services.ECHO))) {
            served.client.send(
                    Served.open(1, "x"), data("stdin", "early"), new Frame.Eof(1, "stdin", 5));
            served.settle();
            go.countDown();
            Frame.Data echo = served.client.await(Frame.Data.class);
            assertThat(UTF_8.decode(echo.body()).toString()).isEqualTo("early");
            served.client.await(Frame.Close.class);
        }
    }

    @Test
    void aGrantCountsThoughItComesBeforeTheAnswer() throws Exception {
        ChannelHandler writes =
                (channel, service, request) -> {
                    Services.accept(channel);
                    channel.outgoing("stdout").write(new byte[100]);
                };
        try (Served served = Served.by(late(writes))) {
            served.client.send(
                    new Frame.Open(1, "x", Wired.NOTHING, Optional.of(Map.of("stdout", 0L))),
                    new Frame.Window(1, "stdout", 0, 60),
                    new Frame.Window(1, "stdout", 0, 100),
                    new Frame.Window(1, "stdout", 0, 80));
            served.settle();
            go.countDown();
            served.client.expect(Frame.Opened.class);
            served.client.expect(Frame.Data.class, data -> data.body().remaining() == 100);
            served.client.expect(Frame.Close.class);
        }
    }

    @Test
    void signalsAreKept() throws Exception {
        CompletableFuture<ChannelEvent> first = new CompletableFuture<>();
        ChannelHandler hears =
                (channel, service, request) -> {
                    Services.accept(channel);
                    first.complete(channel.nextEvent());
                };
        try (Served served = Served.by(late(hears))) {
            served.client.send(Served.open(1, "x"), new Frame.Signal(1, "INT"));
            served.settle();
            go.countDown();
            assertThat(first.get(10, SECONDS)).isEqualTo(new ChannelEvent.Signal("INT"));
        }
    }

    @Test
    void aCloseEndsTheReadsOfAHandlerThatHadNotBegun() throws Exception {
        CompletableFuture<Object> read = new CompletableFuture<>();
        ChannelHandler reads =
                (channel, service, request) -> {
                    Services.accept(channel);
                    try {
                        read.complete(channel.incoming("stdin").read());
                    } catch (IOException e) {
                        read.complete(e);
                        throw e;
                    }
                };
        try (Served served = Served.by(late(reads))) {
            served.client.send(Served.open(1, "x"), new Frame.Close(1));
            served.settle();
            go.countDown();
            served.client.expect(Frame.Opened.class);
            served.client.expect(Frame.Close.class);
            assertThat(read.get(10, SECONDS))
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bogus", "stdout"})
    void bytesOfAStreamThatTheServiceDoesNotReadAreAnError(String stream) throws Exception {
        try (Served served = Served.by(late(Services::byName))) {
            served.client.send(Served.open(1, "wait"), data(stream, "lost"));
            served.settle();
            go.countDown();
            served.client.expect(Frame.Opened.class);
            served.client.await(
                    Frame.Error.class,
                    error ->
                            error.ch().equals(OptionalInt.of(1))
                                    && error.code().equals("stream_state"));
            served.assertServes(3);
        }
    }

    @Test
    void aGrantForAStreamThatTheServiceDoesNotWriteIsAnError() throws Exception {
        try (Served served = Served.by(late(Services::byName))) {
            served.client.send(Served.open(1, "wait"), new Frame.Window(1, "bogus", 0, 10));
            served.settle();
            go.countDown();
            served.client.await(Frame.Error.class, error -> error.code().equals("stream_state"));
            served.assertServes(3);
        }
    }

    @Test
    void streamsWithoutNumberAreAnErrorBeforeTheServiceHasBegun() throws Exception {
        try (Served served = Served.by(late(Services::byName))) {
            served.client.send(Served.open(1, "wait"));
            for (int i = 0; i < 1000; i++) {
                served.client.send(data("s" + i, "x"), new Frame.Window(1, "s" + i, 0, 10));
            }
            served.settle();
            go.countDown();
            served.client.await(Frame.Error.class, error -> error.code().equals("stream_state"));
            served.assertServes(3);
        }
    }

    @Test
    void theWindowHoldsBeforeTheAnswerToo() throws Exception {
        try (Served served = Served.by(late(Services::byName))) {
            served.client.send(Served.open(1, "wait"));
            long sent = 0;
            while (sent <= 1 << 20) {
                served.client.send(
                        new Frame.Data(1, "stdin", sent, ByteBuffer.allocate(64 * 1024)));
                sent += 64 * 1024;
            }
            served.settle();
            go.countDown();
            served.client.await(Frame.Error.class, error -> error.code().equals("window_exceeded"));
            served.assertServes(3);
        }
    }

    @Test
    void theFirst65536BytesAreTakenWhateverTheServersWindow() throws Exception {
        Wired.Plan plan =
                Wired.Plan.of(late(Services.ECHO)).limits(Limits.DEFAULTS.withWindow(4096));
        try (Served served = Served.by(plan)) {
            served.client.send(
                    Served.open(1, "x"),
                    new Frame.Data(1, "stdin", 0, ByteBuffer.allocate(65_536)));
            served.settle();
            go.countDown();
            Frame.Opened opened = served.client.expect(Frame.Opened.class);
            assertThat(opened.windows()).containsOnlyKeys("stdin");
            assertThat(opened.windows().get("stdin")).isGreaterThanOrEqualTo(65_536);
            served.client.await(Frame.Data.class);
        }
    }
}
