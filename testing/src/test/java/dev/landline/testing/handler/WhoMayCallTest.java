package dev.landline.testing.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.client.Landline;
import dev.landline.json.JsonValue;
import dev.landline.server.auth.AccessRules;
import dev.landline.testing.TestServer;
import dev.landline.testing.TestServerBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets to a handler at all. */
class WhoMayCallTest {

    private static Given answering(String name) {
        return Given.json(name, call -> call.send(new JsonValue.Text(name)));
    }

    private static TestServerBuilder server() {
        return TestServer.with()
                .with(builder ->
                        builder.handler(answering("flight.status"))
                                .handler(answering("flight.list"))
                                .handler(answering("gate")));
    }

    private static void assertRefused(Caller caller, String name) throws Exception {
        Caller.Answer answer = caller.call(name, "{}");
        assertThat(answer.code()).as(name).isEqualTo("not_permitted");
        assertThat(answer.message()).contains("may not call '" + name + "'");
        assertThat(answer.hint()).contains("[access]").doesNotContain("flight", "gate");
    }

    @Test
    void theServersOwnAccountMayCallAllOfThem() throws Exception {
        try (TestServer server = server().start();
                Caller key = Caller.on(server.link());
                Caller local = Caller.on(server.unixLink())) {
            assertThat(key.call("gate", "{}").text()).isEqualTo("\"gate\"\n");
            assertThat(local.call("gate", "{}").text()).isEqualTo("\"gate\"\n");
            assertThat(local.list().text().lines()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"restrict", "command=\"date\"", "read=\"/tmp\"", "settings=\"write\""})
    void aKeyWithALimitMayCallNothingAndLearnsNothing(String options) throws Exception {
        try (TestServer server = server().keyOptions(options).start();
                Caller caller = Caller.on(server.link())) {
            assertRefused(caller, "gate");
            assertRefused(caller, "no-such-handler");
            assertThat(caller.list().code()).isEqualTo("not_permitted");
            assertThat(caller.connection().peer().features()).doesNotContain("call", "handlers");
        }
    }

    @Test
    void aKeyThatNamesHandlersMayCallThoseAndRunNothing() throws Exception {
        try (TestServer server = server().keyOptions("call=\"flight.*\"").start();
                Caller caller = Caller.on(server.link())) {
            assertThat(caller.call("flight.status", "{}").text()).isEqualTo("\"flight.status\"\n");
            assertRefused(caller, "gate");
            assertThat(caller.list().text().lines()).hasSize(2);
            Caller.Answer answer = caller.call("flight.stadus", "{}");
            assertThat(answer.code()).isEqualTo("unknown_handler");
            assertThat(answer.hint()).isEqualTo("did you mean flight.status?");
            assertThat(caller.call("flight.gate", "{}").hint())
                    .as("a name that it may not call is never near")
                    .doesNotContain("gate");
            try (Landline line = server.connect()) {
                assertThatThrownBy(() -> line.exec("true").run())
                        .isInstanceOfSatisfying(
                                ChannelException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED));
            }
        }
    }

    @Test
    void theConfigurationGrantsSingleHandlersAndCanTakeAllAway() throws Exception {
        AccessRules rules =
                new AccessRules(
                        Map.of("exec", Set.of("*"), "call", Set.of()),
                        Map.of("gate", Set.of("own"), "flight.list", Set.of("unix:nobody-here")));
        try (TestServer server = server().access(rules).start();
                Caller caller = Caller.on(server.link())) {
            assertThat(caller.call("gate", "{}").text()).isEqualTo("\"gate\"\n");
            assertRefused(caller, "flight.list");
            assertThat(caller.list().text().lines()).hasSize(1);
        }
    }
}
