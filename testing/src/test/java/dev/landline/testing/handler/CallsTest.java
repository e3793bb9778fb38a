package dev.landline.testing.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.client.Landline;
import dev.landline.client.call.HandlerEntry;
import dev.landline.client.call.RunningCall;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Background;
import dev.landline.testing.behaviour.Eventually;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers called by their names, from Java. */
class CallsTest {

    private static final int MUCH = 20 << 20;

    private final Samples samples = new Samples();
    private LeakCheck leaks;
    private TestServer server;
    private Landline line;

    @BeforeEach
    void connect() throws IOException {
        leaks = LeakCheck.start();
        server = TestServer.with().with(samples::offer).start();
        line = server.connect();
    }

    @AfterEach
    void nothingIsLeft() {
        line.close();
        server.close();
        leaks.assertNothingLeft();
    }

    private static ErrorCode codeOf(Throwable failure) {
        assertThat(failure).isInstanceOf(ChannelException.class);
        return ((ChannelException) failure).code();
    }

    @Test
    void oneAnswerIsAValueOrAnObject() throws IOException {
        assertThat(line.call("flight.status").parameter("flight", "CA981").value())
                .isEqualTo(
                        new JsonObject(
                                Map.of(
                                        "flight",
                                        new JsonValue.Text("CA981"),
                                        "state",
                                        new JsonValue.Text("boarding"),
                                        "on",
                                        new JsonValue.Null())));
        assertThat(
                        line.call("flight.status")
                                .parameters(Map.of("flight", "CA981", "on", "2026-11-27"))
                                .value(Samples.Flight.class)
                                .on())
                .hasToString("Optional[2026-11-27]");
        assertThat(line.call("add").parameter("a", 1).parameter("b", -3).value(int.class))
                .isEqualTo(-2);
        assertThat(line.call("null").value()).isEqualTo(new JsonValue.Null());
        line.call("nothing").run();
        line.call("add").parameter("a", 1).parameter("b", 2).run();
    }

    @Test
    void severalAnswersAreCollectedOrComeOneByOne() throws IOException {
        assertThat(line.call("count").parameter("to", 3).values())
                .containsExactly(new JsonValue.Int(1), new JsonValue.Int(2), new JsonValue.Int(3));
        assertThat(line.call("count").parameter("to", 3).values(Long.class))
                .containsExactly(1L, 2L, 3L);
        assertThat(line.call("count").parameter("to", 0).values()).isEmpty();
        try (Stream<Integer> numbers =
                line.call("count").parameter("to", 100_000).stream(Integer.class)) {
            assertThat(numbers.mapToLong(Integer::longValue).sum()).isEqualTo(5_000_050_000L);
        }
        assertThatThrownBy(() -> line.call("count").parameter("to", 2).value())
                .hasMessageContaining("count: expected one answer, got more than one");
        assertThatThrownBy(() -> line.call("nothing").value())
                .hasMessageContaining("nothing: expected one answer, got none");
        assertThatThrownBy(() -> line.call("table").value(int.class))
                .hasMessageContaining("table: expected an answer of the type int, got {\"one\":1}");
        assertThatThrownBy(() -> line.call("bytes.filled").parameter("size", 9).value())
                .hasMessageContaining("expected an answer in JSON; use bytes() for others");
        assertThatThrownBy(() -> line.call("count").parameter("to", 9_000).maxOutput(99).values())
                .hasMessageContaining("raise maxOutput");
    }

    @Test
    void rawBytesGoThroughAsTheyAre() throws IOException {
        byte[] much = samples.filled(MUCH);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        assertThat(line.call("bytes.same").input(new ByteArrayInputStream(much)).copyTo(back))
                .isEqualTo(MUCH);
        assertThat(Arrays.equals(back.toByteArray(), much)).isTrue();
        assertThat(line.call("bytes.filled").parameter("size", 70_000).bytes())
                .isEqualTo(samples.filled(70_000));
        assertThat(
                        line.call("bytes.length")
                                .parameter("unit", "KiB")
                                .input(new ByteArrayInputStream(much))
                                .value())
                .isEqualTo(new JsonValue.Int(MUCH / 1024));
    }

    @Test
    void anInputMayBeWrittenByHandWhileTheOutputIsRead() throws IOException {
        try (RunningCall call = line.call("bytes.same").inputByHand().start()) {
            for (int i = 0; i < 100; i++) {
                call.input().write(new byte[] {(byte) i, '\n'});
                assertThat(call.output().readNBytes(2)).containsExactly(i, '\n');
            }
            call.input().close();
            assertThat(call.output().read()).isEqualTo(-1);
            call.await();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 32_000, 40_000, 200_000, 3_000_000})
    void parametersOfAnySizeArrive(int size) throws IOException {
        JsonValue text = new JsonValue.Array(List.of(new JsonValue.Text("ü".repeat(size / 2))));
        assertThat(line.call("echo").parameters(text).value()).isEqualTo(text);
    }

    @Test
    void parametersOfManyLevelsArrive() throws IOException {
        JsonValue deep = new JsonValue.Int(1);
        for (int i = 0; i < 12; i++) {
            deep = new JsonValue.Array(List.of(deep));
        }
        assertThat(line.call("echo").parameters(deep).value()).isEqualTo(deep);
        JsonValue tooDeep = deep;
        assertThatThrownBy(() ->
                        line.call("echo")
                                .parameters(tooDeep)
                                .input(InputStream.nullInputStream())
                                .run())
                .hasMessageContaining("at most 32 KiB and six levels beside an input");
    }

    @Test
    void withoutParametersTheyAreReadFromTheInput() throws IOException {
        assertThat(
                        line.call("add")
                                .input(
                                        new ByteArrayInputStream(
                                                "{\"a\": 2,\n \"b\": 3}\n".getBytes(UTF_8)))
                                .value())
                .isEqualTo(new JsonValue.Int(5));
        assertThat(line.call("echo").value()).isEqualTo(new JsonObject(Map.of()));
    }

    @Test
    void theListSaysWhatThereIs() throws IOException {
        List<HandlerEntry> handlers = line.handlers();
        assertThat(handlers)
                .extracting(HandlerEntry::name)
                .isSorted()
                .contains("add", "bytes.same", "count", "echo", "flight.status");
        HandlerEntry status =
                handlers.stream()
                        .filter(one -> one.name().equals("flight.status"))
                        .findFirst()
                        .orElseThrow();
        assertThat(status.description()).isEqualTo("How a flight is doing.");
        assertThat(status.input()).isEqualTo("json");
        assertThat(status.output()).isEqualTo("json");
        assertThat(status.from()).isEqualTo("server");
        assertThat(status.parameters())
                .extracting(HandlerEntry.Parameter::name)
                .containsExactly("flight", "on");
        assertThat(status.parameters())
                .extracting(HandlerEntry.Parameter::optional)
                .containsExactly(false, true);
        assertThat(HandlerEntry.fromJson(status.toJson())).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flight.statsu",
                "../x",
                "java.lang.Runtime",
                "",
                " ",
                "flight.status\n",
                "flight.status\u0000",
                "𝔘𝔫𝔨𝔫𝔬𝔴𝔫"
            })
    void aNameThatNobodyHasIsAnError(String name) throws IOException {
        assertThatThrownBy(() -> line.call(name).run())
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.UNKNOWN_HANDLER));
        line.call("nothing").run();
    }

    @Test
    void aNameOf64KiBIsAnErrorLikeAnyOther() throws IOException {
        assertThatThrownBy(() -> line.call("x".repeat(1 << 16)).run())
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.UNKNOWN_HANDLER))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
        line.call("nothing").run();
    }

    @Test
    void aNameThatIsNearlyRightIsHinted() {
        assertThatThrownBy(() -> line.call("flight.statsu").run())
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> assertThat(e.hint().orElse("")).contains("flight.status"));
    }

    @Test
    void whatDoesNotFitIsSaidToTheCaller() {
        assertThatThrownBy(() -> line.call("add").parameter("a", 1).run())
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.BAD_REQUEST))
                .hasMessageContaining("b");
        assertThatThrownBy(() -> line.call("add").parameter("a", 1).parameter("b", "two").run())
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.BAD_REQUEST))
                .hasMessageContaining("b");
        assertThatThrownBy(() ->
                        line.call("add").input(new ByteArrayInputStream("{".getBytes(UTF_8))).run())
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void aHandlerThatThrowsIsAnErrorWithoutItsStack() throws IOException {
        assertThatThrownBy(() -> line.call("fails").run())
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.HANDLER_FAILED))
                .hasMessageContaining("IllegalStateException")
                .hasMessageContaining("no fuel")
                .hasMessageNotContaining("\u001b")
                .hasMessageNotContaining("Samples.java");
        try (Stream<JsonValue> answers = line.call("fails.late").stream()) {
            Iterator<JsonValue> all = answers.iterator();
            assertThat(all.next()).isEqualTo(new JsonValue.Int(2));
            assertThat(all.next()).isEqualTo(new JsonValue.Int(1));
            assertThatThrownBy(all::next)
                    .isInstanceOf(UncheckedIOException.class)
                    .satisfies(e ->
                            assertThat(codeOf(e.getCause())).isEqualTo(ErrorCode.HANDLER_FAILED))
                    .hasMessageContaining("/ by zero");
        }
        line.call("nothing").run();
    }

    @Test
    void aHandlerThatHangsIsEndedAfterTheCallersTime() throws Exception {
        assertThatThrownBy(() -> line.call("hangs").timeout(Duration.ofMillis(200)).run())
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.TIMED_OUT));
        assertThat(samples.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancellingInterruptsTheHandler() throws Exception {
        try (RunningCall call = line.call("hangs").start()) {
            samples.begun.await();
            call.cancel();
            assertThatThrownBy(call::await)
                    .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.CANCELLED));
        }
        assertThat(samples.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingAStreamHalfwayEndsTheHandler() throws Exception {
        try (Stream<String> answers = line.call("flood").stream(String.class)) {
            assertThat(answers.limit(1000)).allMatch(answer -> answer.length() == 1000);
        }
        assertThat(samples.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        Eventually.until("the channel has ended", () -> line.running() == 0);
    }

    @Test
    void aFloodWaitsForItsReader() throws Exception {
        try (RunningCall call = line.call("flood").start()) {
            samples.begun.await();
            long[] last = {-1};
            int[] same = {0};
            Eventually.until(
                    "the flood stands still",
                    () -> {
                        long now = samples.flooded.get();
                        same[0] = now == last[0] && now > 0 ? same[0] + 1 : 0;
                        last[0] = now;
                        return same[0] >= 300;
                    });
            assertThat(samples.flooded.get()).isLessThan(100_000);
            line.call("nothing").run();
            assertThat(call.output().readNBytes(1002)).hasSize(1002);
        }
        assertThat(samples.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptCancelsTheCall() throws Exception {
        Background<Void> waiting = Background.doing(() -> line.call("hangs").run());
        samples.begun.await();
        waiting.thread().interrupt();
        assertThat(waiting.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(samples.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInputThatCannotBeReadIsTheReason() {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        throw new IOException("the disk is gone");
                    }
                };
        assertThatThrownBy(() -> line.call("bytes.same").input(broken).bytes())
                .hasMessage("cannot read the input of the call: the disk is gone");
    }

    @Test
    void anOutputThatCannotBeWrittenEndsTheCall() throws Exception {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("no room");
                    }
                };
        assertThatThrownBy(() -> line.call("flood").copyTo(full)).hasMessage("no room");
        assertThat(samples.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theEndOfTheConnectionEndsItsCalls() throws Exception {
        Background<Void> waiting = Background.doing(() -> line.call("hangs").run());
        samples.begun.await();
        line.close();
        assertThat(waiting.failure()).isInstanceOf(ConnectionException.class);
        assertThat(samples.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
