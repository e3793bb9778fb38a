package dev.landline.testing.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.engine.Opening;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.server.event.ServerEvent;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that behave, and callers that do not. */
class CallTest {

    private final List<ServerEvent> events = new CopyOnWriteArrayList<>();
    private LeakCheck leaks;
    private TestServer server;
    private Caller caller;

    @BeforeEach
    void start() throws IOException {
        leaks = LeakCheck.start();
        server =
                TestServer.with()
                        .events(events::add)
                        .with(builder ->
                                builder.handler(
                                                Given.json(
                                                        "echo",
                                                        call -> call.send(call.parameters())))
                                        .handler(
                                                Given.json(
                                                        "who",
                                                        call ->
                                                                call.send(
                                                                        new JsonValue.Text(
                                                                                call.identity()
                                                                                        .who()))))
                                        .handler(
                                                Given.json(
                                                        "count",
                                                        call -> {
                                                            for (int i = 0; i < 3; i++) {
                                                                call.send(new JsonValue.Int(i));
                                                            }
                                                        }))
                                        .handler(
                                                Given.raw(
                                                        "flight.upper",
                                                        call -> {
                                                            int next;
                                                            while ((next = call.input().read())
                                                                    >= 0) {
                                                                call.output()
                                                                        .write(
                                                                                Character
                                                                                        .toUpperCase(
                                                                                                next));
                                                            }
                                                        }))
                                        .handler(Given.json("fail", CallTest::fail))
                                        .handler(Given.json("wrong", call -> call.output()))
                                        .handler(
                                                Given.json(
                                                        "refuse",
                                                        call -> {
                                                            throw new ChannelException(
                                                                    ErrorCode.BAD_REQUEST,
                                                                    "expected less");
                                                        }))
                                        .handler(
                                                Given.json(
                                                        "some",
                                                        call -> {
                                                            call.send(new JsonValue.Int(1));
                                                            throw new IOException("the rest");
                                                        })))
                        .start();
        caller = Caller.on(server.link());
    }

    private static void fail(dev.landline.server.handler.Call call) {
        String what =
                ((JsonObject) call.parameters()).get("what") instanceof JsonValue.Text(var t)
                        ? t
                        : "";
        switch (what) {
            case "stack" -> recurse(0);
            case "error" -> throw new NoClassDefFoundError("x/Y");
            case "message" ->
                    throw new IllegalStateException() {
                        @Override
                        public String getMessage() {
                            throw new IllegalStateException("no message either");
                        }
                    };
            case "long" -> throw new IllegalStateException("\u001b[31m" + "x".repeat(1 << 20));
            default -> throw new IllegalStateException("out of planes");
        }
    }

    private static int recurse(int depth) {
        return depth < 0 ? 0 : recurse(depth + 1) + 1; // deeper than any stack
    }

    @AfterEach
    void stop() {
        caller.close();
        server.close();
        leaks.assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"flight\":\"CA981\",\"seats\":[1,2.50,-0,1e400,null,true]}",
                "[]",
                "\"text\"",
                "false",
                "123456789012345678901234567890"
            })
    void parametersAndAnswersAreAnyJson(String value) throws Exception {
        assertThat(caller.call("echo", value).text()).isEqualTo(value + "\n");
    }

    @Test
    void parametersComeOnTheInputWhereTheCallHasNone() throws Exception {
        Caller.Running call = caller.start("echo", "", null);
        call.write(" {\"flight\" :\n");
        call.write("\"CA981\"}\n ");
        call.endInput();

        assertThat(call.answer()).isEqualTo(new Caller.Answer("{\"flight\":\"CA981\"}\n", null));
        assertThat(caller.call("echo", "").text()).isEqualTo("{}\n");
        assertThat(caller.call("echo", "null").text()).isEqualTo("{}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1} 2 | second",
                "{\"a\": | JSON",
                "{\"a\":1,\"a\":2} | JSON",
                "{\"a\":1}} | JSON",
                "nul | JSON"
            })
    void anInputThatIsNotOneValueIsABadRequest(String text, String said) throws Exception {
        Caller.Running call = caller.start("echo", "", null);
        call.write(text);
        call.endInput();
        Caller.Answer answer = call.answer();

        assertThat(answer.code()).isEqualTo("bad_request");
        assertThat(answer.message()).startsWith("parameters: ").contains(said);
    }

    @Test
    void anInputThatIsTooLongIsABadRequest() throws Exception {
        Caller.Running call = caller.start("echo", "", null);
        byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 64; i++) {
                                call.channel().outgoing("stdin").write(blanks);
                            }
                        })
                .isInstanceOf(IOException.class);

        assertThat(call.answer().code()).isEqualTo("bad_request");
        assertThat(caller.call("echo", "1").text()).isEqualTo("1\n");
    }

    @Test
    void answersComeLineByLineAndTheHandlerKnowsWhoAsks() throws Exception {
        assertThat(caller.call("count", "").text()).isEqualTo("0\n1\n2\n");
        assertThat(caller.call("who", "{}").text())
                .isEqualTo("\"" + server.userKey().fingerprint().text() + "\"\n");
        try (Caller local = Caller.on(server.unixLink())) {
            assertThat(local.call("who", "").text())
                    .isEqualTo("\"unix:" + System.getProperty("user.name") + "\"\n");
        }
    }

    @Test
    void rawHandlersTakeAndGiveBytes() throws Exception {
        Caller.Running call = caller.start("flight.upper", "", null);
        call.write("abc");
        assertThat((char) call.channel().incoming("stdout").read()).isEqualTo('A');
        call.write("d");
        call.endInput();

        assertThat(call.answer()).isEqualTo(new Caller.Answer("BCD", null));
    }

    @Test
    void aFailureIsAnErrorWithItsClassAndMessageAndTheStackStaysHere() throws Exception {
        Caller.Answer answer = caller.call("fail", "{}");

        assertThat(answer.code()).isEqualTo("handler_failed");
        assertThat(answer.message()).isEqualTo("fail failed: IllegalStateException: out of planes");
        assertThat(answer.hint()).contains("log of the server").doesNotContain("CallTest");
        assertThat(events)
                .filteredOn(ServerEvent.CallFailed.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        ServerEvent.CallFailed.class,
                        failed -> {
                            assertThat(failed.handler()).isEqualTo("fail");
                            assertThat(failed.cause()).hasMessage("out of planes");
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "stack, StackOverflowError",
        "error, NoClassDefFoundError: x/Y",
        "message, fail failed:",
        "long, IllegalStateException: ?[31mxxxxx"
    })
    void everyKindOfFailureIsAnErrorAndTheServerServesOn(String what, String said)
            throws Exception {
        Caller.Answer answer = caller.call("fail", "{\"what\":\"" + what + "\"}");

        assertThat(answer.code()).isEqualTo("handler_failed");
        assertThat(answer.message()).contains(said).hasSizeLessThan(500);
        assertThat(caller.call("count", "").text()).isEqualTo("0\n1\n2\n");
    }

    @Test
    void whatAHandlerSaysItselfIsPassedOnAndIsNoFailure() throws Exception {
        Caller.Answer answer = caller.call("refuse", "{}");

        assertThat(answer.code()).isEqualTo("bad_request");
        assertThat(answer.message()).isEqualTo("expected less");
        assertThat(events).noneMatch(ServerEvent.CallFailed.class::isInstance);
        assertThat(caller.call("wrong", "{}").message())
                .isEqualTo(
                        "wrong failed: IllegalStateException: the output of wrong is JSON: use"
                                + " send() instead");
    }

    @Test
    void whatWasSentBeforeAFailureArrivesAndTheErrorBehindIt() throws Exception {
        Caller.Running call = caller.start("some", "{}", null);

        assertThat(call.line()).isEqualTo("1");
        assertThat(call.answer().code()).isEqualTo("handler_failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "/etc/passwd",
                "java.lang.Runtime",
                "java.lang.Runtime.getRuntime",
                "dev.landline.testing.handler.CallTest",
                "echo\u0000",
                "echo ",
                "ECHO",
                "",
                ".",
                "*",
                "${jndi:ldap://x}",
                "\u202eohce"
            })
    void aNameThatNobodyHasIsUnknown(String name) throws Exception {
        Caller.Answer answer = caller.call(name, "{}");

        assertThat(answer.code()).isEqualTo("unknown_handler");
        assertThat(answer.message().codePoints()).allMatch(dev.landline.Printable::isVisible);
    }

    @Test
    void aNameOf64KibibytesIsUnknownAsWell() throws Exception {
        Caller.Answer answer = caller.call("x".repeat(65_000), "");

        assertThat(answer.code()).isEqualTo("unknown_handler");
        assertThat(answer.message()).hasSizeLessThan(200);
        assertThat(caller.call("echo", "1").text()).isEqualTo("1\n");
    }

    @ParameterizedTest
    @CsvSource({
        "ecko, did you mean echo?",
        "upper, did you mean flight.upper?",
        "flight.uper, did you mean flight.upper?",
        "flight.upper.x, did you mean flight.upper?"
    })
    void anUnknownNameIsAnsweredWithNearOnes(String name, String hint) throws Exception {
        assertThat(caller.call(name, "{}").hint()).isEqualTo(hint);
    }

    @Test
    void aNameLikeNoneIsAnsweredWithSome() throws Exception {
        assertThat(caller.call("xyzzyxyzzy", "{}").hint())
                .isEqualTo("there are count, echo, fail, flight.upper, refuse, some, who, wrong");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | call: handler: expected a string, got nothing",
                "{\"handler\":7} | call: handler: expected a string, got the number 7",
                "{\"handler\":\"echo\",\"timeout\":0} | call: timeout: expected an integer from 1"
                        + " to 2147483647, got the number 0"
            })
    void aRequestThatIsNoneIsABadRequest(String request, String message) throws Exception {
        Caller.Answer answer = caller.open(Caller.json(request)).answer();

        assertThat(answer.code()).isEqualTo("bad_request");
        assertThat(answer.message()).isEqualTo(message);
    }

    @Test
    void handlersAreListedByTheirNames() throws Exception {
        List<String> lines = caller.list().text().lines().toList();

        assertThat(lines).hasSize(8);
        assertThat(lines.get(1))
                .isEqualTo(
                        "{\"name\":\"echo\",\"description\":\"for a test\",\"input\":\"json\","
                                + "\"output\":\"json\",\"parameters\":[],\"result\":\"\","
                                + "\"from\":\"server\"}");
        assertThat(lines.get(3)).contains("\"flight.upper\"", "\"input\":\"raw\"");
    }

    @Test
    void theServicesAreNamedToThoseWhoMayUseThem() {
        assertThat(caller.connection().peer().features()).contains("call", "handlers");
    }

    @Test
    void aCallIsNotResumed() throws Exception {
        Opening opening =
                new Opening(
                                "call",
                                new JsonObject(Map.of("handler", new JsonValue.Text("count"))),
                                List.of("stdout"),
                                List.of("stdin"))
                        .withId("0123456789abcdef0123456789abcdef");
        Caller.Running call =
                new Caller.Running(caller.connection().open(opening, Caller.PATIENCE));

        assertThat(call.answer().code()).isEqualTo("bad_request");
    }

    @Test
    void aCallerWithoutWindowsGetsTheAnswerInFrames() throws Exception {
        try (ScriptedPeer peer = server.peer()) {
            peer.sendHeader(
                    "{\"type\":\"open\",\"ch\":1,\"service\":\"call\",\"request\":"
                            + "{\"handler\":\"echo\",\"parameters\":[1,{\"a\":null}]}}");
            peer.expect(Frame.Opened.class);
            assertThat(text(peer.await(Frame.Data.class))).isEqualTo("[1,{\"a\":null}]\n");
            peer.expect(Frame.Eof.class);
            peer.expect(Frame.Close.class);

            peer.sendHeader(
                    "{\"type\":\"open\",\"ch\":3,\"service\":\"call\",\"request\":"
                            + "{\"handler\":\"../echo\"}}");
            assertThat(peer.expect(Frame.Error.class).code()).isEqualTo("unknown_handler");
        }
    }

    private static String text(Frame.Data data) {
        return StandardCharsets.UTF_8.decode(data.body().duplicate()).toString();
    }
}
