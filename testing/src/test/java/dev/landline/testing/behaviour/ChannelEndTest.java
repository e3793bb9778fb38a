package dev.landline.testing.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.engine.ChannelHandler;
import dev.landline.testing.LeakCheck;
import dev.landline.wire.Frame;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * However a service ends, the client hears one last frame of the channel, and it is the right one.
 */
class ChannelEndTest {

    private LeakCheck leaks;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        leaks.assertNothingLeft();
    }

    private static Frame.Error lastWordOf(ChannelHandler handler) throws Exception {
        ChannelHandler first =
                (channel, service, request) -> {
                    if (channel.id() == 1) {
                        handler.serve(channel, service, request);
                    } else {
                        Services.byName(channel, service, request);
                    }
                };
        try (Served served = Served.by(first)) {
            served.client.send(Served.open(1, "x"));
            Frame.Error error = served.client.expect(Frame.Error.class);
            assertThat(error.ch()).hasValue(1);
            served.assertServes(3);
            return error;
        }
    }

    @Test
    void aFailureElsewhereIsAFailureOfTheService() throws Exception {
        Frame.Error error =
                lastWordOf((channel, service, request) -> {
                    throw new ConnectionException(ErrorCode.UNREACHABLE, "the database is gone");
                });
        assertThat(error.code()).isEqualTo("internal");
        assertThat(error.message()).contains("the database is gone");
    }

    @Test
    void anErrorOfTheRuntimeIsAFailureOfTheService() throws Exception {
        Frame.Error error =
                lastWordOf((channel, service, request) -> {
                    Thread.currentThread().setUncaughtExceptionHandler((t, e) -> {});
                    throw new OutOfMemoryError("as if");
                });
        assertThat(error.code()).isEqualTo("internal");
    }

    @Test
    void anInterruptThatTheServiceLeavesBehindDoesNoHarm() throws Exception {
        Frame.Error error =
                lastWordOf((channel, service, request) -> {
                    Thread.currentThread().interrupt();
                    throw new ChannelException(ErrorCode.BAD_REQUEST, "no");
                });
        assertThat(error.code()).isEqualTo("bad_request");
        assertThat(
                        lastWordOf(
                                        (channel, service, request) -> {
                                            throw new InterruptedException("stopped");
                                        })
                                .code())
                .isEqualTo("internal");
    }

    /** A header has 65,536 bytes and holds no half surrogate pairs, whatever a service says. */
    @Test
    void aMessageThatCannotTravelIsMadeToFit() throws Exception {
        Frame.Error error =
                lastWordOf((channel, service, request) -> {
                    throw new ChannelException(
                            ErrorCode.BAD_REQUEST,
                            "half a pair \uD83D, a bell \u0007, " + "\uD83D\uDE80".repeat(50_000),
                            "hint ".repeat(50_000),
                            null);
                });
        assertThat(error.code()).isEqualTo("bad_request");
        assertThat(error.message()).startsWith("half a pair ?, a bell ?, ").endsWith("…");
        assertThat(error.hint()).isPresent();
    }

    @Test
    void aStatusThatCannotTravelIsMadeToFit() throws Exception {
        ChannelHandler handler =
                (channel, service, request) -> {
                    if (service.equals("exit7")) {
                        Services.byName(channel, service, request);
                        return;
                    }
                    Services.accept(channel);
                    channel.exit(
                            new ExitStatus.NotStarted(
                                    ExitStatus.Reason.FAILED, "\uD83D" + "path/".repeat(50_000)),
                            false);
                };
        try (Served served = Served.by(handler)) {
            served.client.send(Served.open(1, "x"));
            Frame.Exit exit = served.client.await(Frame.Exit.class);
            assertThat(exit.status()).isInstanceOf(ExitStatus.NotStarted.class);
            served.client.expect(Frame.Close.class);
            served.assertServes(3);
        }
    }

    @Test
    void aCloseIsAnsweredByACloseHoweverTheServiceTakesIt() throws Exception {
        try (Served served = Served.by(Services::byName)) {
            served.client.send(Served.open(1, "flood"));
            served.client.await(Frame.Data.class);
            served.client.send(new Frame.Close(1));
            Frame last =
                    served.client.await(
                            Frame.class,
                            frame -> frame instanceof Frame.Close || frame instanceof Frame.Error);
            assertThat(last).isEqualTo(new Frame.Close(1));
            served.assertServes(3);
        }
    }

    @Test
    void anErrorOfTheClientIsAskingForTheEnd() throws Exception {
        try (Served served = Served.by(Services::byName)) {
            served.client.send(Served.open(1, "wait"));
            served.client.expect(Frame.Opened.class);
            served.client.send(
                    new Frame.Error(
                            OptionalInt.of(1), "stream_state", "I am lost", Optional.empty()));
            served.client.expect(Frame.Exit.class);
            served.client.expect(Frame.Close.class);
            served.assertServes(3);
        }
    }

    @Test
    void aBreachOfTheRulesIsTheLastWordAfterTheStatus() throws Exception {
        try (Served served = Served.by(Services::byName)) {
            served.client.send(Served.open(1, "wait"));
            served.client.expect(Frame.Opened.class);
            served.client.send(new Frame.Data(1, "stdin", 17, ByteBuffer.allocate(1)));
            served.client.expect(Frame.Exit.class);
            Frame.Error error = served.client.expect(Frame.Error.class);
            assertThat(error.code()).isEqualTo("stream_state");
            assertThat(error.message()).contains("offset 0").contains("17");
            served.assertServes(3);
        }
    }

    @Test
    void nothingFollowsTheLastFrame() throws Exception {
        try (Served served = Served.by(Services::byName)) {
            served.client.send(Served.open(1, "exit7"));
            served.client.await(Frame.Close.class);
            // Whatever still comes for the channel crossed its end on the line.
            served.client.send(
                    new Frame.Data(1, "stdin", 0, ByteBuffer.allocate(60_000)),
                    new Frame.Data(1, "nonsense", 5, ByteBuffer.allocate(1)),
                    new Frame.Window(1, "stdout", 0, 1 << 20),
                    new Frame.Signal(1, "INT"),
                    new Frame.Eof(1, "stdin", 3),
                    new Frame.Close(1));
            served.client.send(new Frame.Ping(4711));
            served.client.expect(Frame.Pong.class);
        }
    }
}
