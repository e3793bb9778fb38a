package dev.landline.testing.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import dev.landline.Limits;
import dev.landline.engine.ChannelEvent;
import dev.landline.engine.ChannelHandler;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Opening;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.testing.LeakCheck;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One channel from its beginning to its end, over every kind of link. */
@ParameterizedClass
@EnumSource(LinkKind.class)
class ConversationTest {

    @Parameter LinkKind kind;

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
    void bytesGoThereAndBackAndTheStatusFollowsThem() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            ClientChannel channel = wired.open("echo");
            try (OutputStream stdin = channel.outgoing("stdin")) {
                stdin.write("hello".getBytes(UTF_8));
            }
            assertThat(Services.text(channel.incoming("stdout"))).isEqualTo("hello");
            assertThat(Services.text(channel.incoming("stderr"))).isEqualTo("5");
            Frame.Exit exit = channel.exit().get(10, SECONDS);
            assertThat(exit.status()).isEqualTo(new ExitStatus.Exited(0));
            assertThat(exit.pipesOpen()).isFalse();
            channel.ended().get(10, SECONDS);
            assertThat(channel.opened()).isCompleted();
            assertThat(wired.client.openChannels()).isZero();
            assertThat(wired.server.openChannels()).isZero();
        }
    }

    @Test
    void theRequestArrivesAsItWasSent() throws Exception {
        JsonObject request =
                new JsonObject(
                        Map.of(
                                "text", new JsonValue.Text("Grüße \uD83D\uDE80 \"\n\\"),
                                "list", new JsonValue.Array(List.of(new JsonValue.Int(-7)))));
        CompletableFuture<JsonObject> arrived = new CompletableFuture<>();
        ChannelHandler handler =
                (channel, service, body) -> {
                    arrived.complete(body);
                    Services.accept(channel);
                };
        try (Wired wired = Wired.over(kind, handler)) {
            wired.client.open(new Opening("x", request, List.of(), List.of()), Wired.PATIENCE);
            assertThat(arrived.get(10, SECONDS)).isEqualTo(request);
        }
    }

    @Test
    void whatIsWrittenToTwoStreamsStaysApartAndInOrder() throws Exception {
        ChannelHandler handler =
                (channel, service, request) -> {
                    Services.accept(channel);
                    for (int i = 0; i < 1000; i++) {
                        String stream = i % 3 == 0 ? "stderr" : "stdout";
                        channel.outgoing(stream).write((i + "\n").getBytes(UTF_8));
                    }
                    channel.outgoing("stdout").close();
                    channel.outgoing("stderr").close();
                };
        StringBuilder thirds = new StringBuilder();
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            (i % 3 == 0 ? thirds : others).append(i).append('\n');
        }
        try (Wired wired = Wired.over(kind, handler)) {
            ClientChannel channel = wired.open("x");
            assertThat(Services.text(channel.incoming("stderr"))).isEqualTo(thirds.toString());
            assertThat(Services.text(channel.incoming("stdout"))).isEqualTo(others.toString());
        }
    }

    @Test
    void anEmptyStreamEndsWithoutAByte() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            ClientChannel channel = wired.open("echo");
            channel.outgoing("stdin").close();
            assertThat(channel.incoming("stdout").read()).isEqualTo(-1);
            assertThat(channel.incoming("stdout").read(new byte[0])).isZero();
            assertThat(Services.text(channel.incoming("stderr"))).isEqualTo("0");
        }
    }

    @Test
    void nothingCanBeWrittenBehindTheEnd() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            ClientChannel channel = wired.open("echo");
            channel.outgoing("stdin").close();
            channel.outgoing("stdin").close();
            assertThatThrownBy(() -> channel.outgoing("stdin").write(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("closed");
            channel.ended().get(10, SECONDS);
        }
    }

    @Test
    void aRefusalSaysWhyAndReachesEveryWaiter() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            ClientChannel channel = wired.open("refuse");
            assertThatThrownBy(() -> channel.opened().get(10, SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED);
                                assertThat(e).hasMessage("not for you");
                                assertThat(e.hint()).contains("ask somebody else");
                            });
            assertThat(codeOf(channel.exit())).isEqualTo(ErrorCode.NOT_PERMITTED);
            assertThatThrownBy(() -> channel.incoming("stdout").read())
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED));
            assertThatThrownBy(() -> channel.outgoing("stdin").write(1))
                    .isInstanceOf(ChannelException.class);
            channel.ended().get(10, SECONDS);
            assertStillServes(wired);
        }
    }

    @Test
    void aServiceThatNobodyOffersIsRefused() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            assertThat(codeOf(wired.open("nonsense").opened()))
                    .isEqualTo(ErrorCode.UNKNOWN_SERVICE);
            assertStillServes(wired);
        }
    }

    @Test
    void aServiceThatFailsEndsItsChannelOnly() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            assertThat(codeOf(wired.open("crash").exit())).isEqualTo(ErrorCode.INTERNAL);
            assertStillServes(wired);
        }
    }

    @Test
    void cancellingEndsWhatRunsAndTheStatusSaysHow() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            ClientChannel channel = wired.open("wait");
            channel.opened().get(10, SECONDS);
            channel.close();
            channel.close();
            assertThat(channel.exit().get(10, SECONDS).status())
                    .isEqualTo(new ExitStatus.Signaled(1, "HUP", false));
            channel.ended().get(10, SECONDS);
            assertThatThrownBy(() -> channel.outgoing("stdin").write(1))
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
            assertStillServes(wired);
        }
    }

    @Test
    void signalsArriveInTheirOrder() throws Exception {
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        ChannelHandler handler =
                (channel, service, request) -> {
                    Services.accept(channel);
                    while (channel.nextEvent() instanceof ChannelEvent.Signal(String name)) {
                        arrived.add(name);
                    }
                };
        try (Wired wired = Wired.over(kind, handler)) {
            ClientChannel channel = wired.open("x");
            List<String> names = List.of("INT", "TERM", "USR1", "HUP");
            names.forEach(channel::signal);
            for (String name : names) {
                assertThat(arrived.poll(10, SECONDS)).isEqualTo(name);
            }
        }
    }

    @Test
    void theOrdinaryEndIsKnownToBothSides() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            wired.client.close();
            wired.client.close();
            assertThat(wired.client.closed().get(10, SECONDS).code())
                    .isEqualTo(ErrorCode.CONNECTION_CLOSED);
            assertThat(wired.server.closed().get(10, SECONDS))
                    .hasMessage("the other side left: no more to do");
        }
    }

    @Test
    void aServerThatStopsSaysSo() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            ClientChannel channel = wired.open("wait");
            wired.server.shutDown("gone fishing");
            LandlineException cause = wired.client.closed().get(10, SECONDS);
            assertThat(cause.code()).isEqualTo(ErrorCode.SHUTTING_DOWN);
            assertThat(cause).hasMessageContaining("gone fishing");
            assertThat(codeOf(channel.exit())).isEqualTo(ErrorCode.SHUTTING_DOWN);
        }
    }

    @Test
    void whoTakesSmallBodiesOnlyGetsSmallOnes() throws Exception {
        Set<Integer> sizes = ConcurrentHashMap.newKeySet();
        Wired.Plan plan =
                Wired.Plan.of(Services::byName)
                        .limits(Limits.DEFAULTS.withMaxBody(1024))
                        .serverTrace((outgoing, frame) -> {
                            if (frame instanceof Frame.Data data) {
                                sizes.add(data.body().remaining());
                            }
                        });
        try (Wired wired = Wired.over(kind, plan)) {
            ClientChannel channel = wired.open("echo");
            byte[] bytes = new byte[50_000];
            new Random(3).nextBytes(bytes);
            channel.outgoing("stdin").write(bytes);
            channel.outgoing("stdin").close();
            assertThat(channel.incoming("stdout").readAllBytes()).isEqualTo(bytes);
            assertThat(sizes).isNotEmpty().allMatch(size -> size <= 1024);
        }
    }

    @Test
    void theRoundTripIsMeasured() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            Eventually.until(
                    "both sides know the round trip",
                    () ->
                            wired.client.roundTrip().compareTo(Duration.ZERO) > 0
                                    && wired.server.roundTrip().compareTo(Duration.ZERO) > 0);
            assertThat(wired.client.roundTrip()).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void assertStillServes(Wired wired) throws Exception {
        ClientChannel channel = wired.open("exit7");
        assertThat(channel.exit().get(10, SECONDS).status()).isEqualTo(new ExitStatus.Exited(7));
    }

    private static ErrorCode codeOf(CompletableFuture<?> future) throws Exception {
        try {
            Object value = future.get(10, SECONDS);
            throw new AssertionError("expected a failure, got " + value);
        } catch (ExecutionException e) {
            return ((LandlineException) e.getCause()).code();
        }
    }
}
