package dev.landline.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.TerminalSize;
import dev.landline.json.Json;
import dev.landline.json.JsonException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecRequestTest {

    private static final ExecRequest.Command ECHO =
            new ExecRequest.Command.Argv(List.of("echo", "hi"));

    private static ExecRequest read(String json) throws JsonException {
        return ExecRequest.fromJson(Json.read(json));
    }

    private static void refused(String json, String message) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(JsonException.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'argv':['echo','hi']}",
                "{'argv':['echo','']}",
                "{'command':'echo hi'}",
                "{'command':''}",
                "{'login':true}",
                "{'argv':['a'],'env':{'A':'1','B':''}}",
                "{'argv':['a'],'cwd':'/tmp','user':'ann'}",
                "{'login':true,'pty':{'term':'xterm-256color','columns':80,'rows':24}}",
                "{'argv':['a'],'timeout':1}",
                "{'argv':['a'],'timeout':2147483647}",
                "{'argv':['a'],'on_disconnect':'keep'}",
                "{'argv':['a'],'on_disconnect':'keep','keep':60000}",
                "{'argv':['a'],'on_disconnect':'detach','name':'a.b_C-9'}",
                "{'argv':['a'],'on_disconnect':'detach','detached':true}"
            })
    void comesBackFromTheLineAsItWent(String json) throws Exception {
        assertThat(Json.write(read(json).toJson())).isEqualTo(json);
    }

    @Test
    void allFieldsTogether() throws Exception {
        ExecRequest request =
                new ExecRequest(
                        ECHO,
                        Map.of("A", "1"),
                        Optional.of("work"),
                        Optional.of("ann"),
                        Optional.of(new TerminalRequest("vt100", new TerminalSize(132, 43))),
                        Optional.of(Duration.ofSeconds(5)),
                        OnDisconnect.detach(),
                        Optional.of("nightly"),
                        true);
        assertThat(ExecRequest.fromJson(request.toJson())).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'argv':['a'],'on_disconnect':'kill'}",
                "{'argv':['a'],'login':false,'detached':false}",
                "{'argv':['a'],'command':null,'on_disconnect':null,'name':null,'pty':null}",
                "{'argv':['a'],'something':['else']}"
            })
    void whatIsWrittenOutThoughItGoesWithoutSayingChangesNothing(String json) throws Exception {
        assertThat(Json.write(read(json).toJson())).isEqualTo("{'argv':['a']}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|none of them",
                "{'login':false}|none of them",
                "{'argv':['a'],'command':'b'}|argv and command",
                "{'argv':['a'],'login':true}|argv and login",
                "{'command':'a','login':true}|command and login",
                "{'argv':['a'],'command':'b','login':true}|argv and command and login"
            })
    void exactlyOneCommandIsWanted(String json, String got) {
        refused(json, "exec: expected exactly one of argv, command and login, got " + got);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'argv':[]}|exec: argv: expected at least a program, got none",
                "{'argv':['']}|exec: argv: expected at least a program, got none",
                "{'argv':['a','b\\u0000']}|exec: argv: expected text without NUL, got one with it",
                "{'argv':['a',1]}|argv: expected an array of strings, got the number 1",
                "{'argv':'a'}|argv: expected an array of strings, got the string \"a\"",
                "{'command':'a\\u0000'}|exec: command: expected text without NUL, got one with it",
                "{'command':1}|command: expected a string, got the number 1",
                "{'login':1}|login: expected true or false, got the number 1"
            })
    void aCommandThatCannotBeRunIsRefused(String json, String message) {
        refused(json, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'env':{'':'x'}|exec: env: expected names without '=', got ''",
                "'env':{'A=B':'x'}|exec: env: expected names without '=', got 'A=B'",
                "'env':{'A':'\\u0000'}|exec: env: expected text without NUL, got one with it",
                "'env':{'\\u0000':'x'}|exec: env: expected text without NUL, got one with it",
                "'env':{'A':1}|A: expected a string, got the number 1",
                "'env':[]|env: expected an object, got an array",
                "'cwd':'\\u0000'|exec: cwd: expected text without NUL, got one with it",
                "'cwd':1|cwd: expected a string, got the number 1",
                "'user':'root\\u0000'|exec: user: expected text without NUL, got one with it",
                "'user':1|user: expected a string, got the number 1"
            })
    void surroundingsThatCannotBeAreRefused(String field, String message) {
        refused("{'argv':['a']," + field + "}", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2147483648"})
    void aTimeThatCannotBeIsRefused(String time) {
        String message = "expected an integer from 1 to 2147483647, got the number " + time;
        refused("{'argv':['a'],'timeout':" + time + "}", "timeout: " + message);
        refused("{'argv':['a'],'on_disconnect':'keep','keep':" + time + "}", "keep: " + message);
    }

    @Test
    void aTimeoutBelowAMillisecondIsRefused() {
        assertThatThrownBy(() ->
                        new ExecRequest(
                                ECHO,
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Duration.ofNanos(999_999)),
                                OnDisconnect.kill(),
                                Optional.empty(),
                                false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout: expected 1 to 2147483647 ms, got 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "ä", "a\\n", "name:1"})
    void aNameThatIsNoNameIsRefused(String name) {
        assertThatThrownBy(() -> read("{'argv':['a'],'name':'" + name + "'}"))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith(
                        "exec: name: expected 1 to 64 letters, digits, '.', '_' and '-', got '");
    }

    @Test
    void aNameMayHave64CharactersAndNoMore() throws Exception {
        String longest = "n".repeat(64);
        assertThat(read("{'argv':['a'],'name':'" + longest + "'}").name()).contains(longest);
        assertThatThrownBy(() -> read("{'argv':['a'],'name':'" + longest + "n'}"))
                .isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "keep"})
    void onlyWhatGoesOnByItselfCanBeginByItself(String policy) {
        refused(
                "{'argv':['a'],'on_disconnect':'" + policy + "','detached':true}",
                "exec: detached: expected on_disconnect detach beside it, got " + policy);
    }

    @Test
    void nothingElseCanHappenOnDisconnect() {
        refused(
                "{'argv':['a'],'on_disconnect':'stay'}",
                "on_disconnect: expected kill, keep or detach, got the string \"stay\"");
    }

    @Test
    void theEnvironmentKeepsItsOrderAndIsACopy() throws Exception {
        ExecRequest request = read("{'argv':['a'],'env':{'Z':'1','A':'2','M':'3'}}");
        assertThat(request.env().keySet()).containsExactly("Z", "A", "M");
        assertThatThrownBy(() -> request.env().put("B", "4"))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
