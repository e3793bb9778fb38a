package dev.landline.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.TerminalSize;
import dev.landline.json.Json;
import dev.landline.json.JsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalRequestTest {

    private static final TerminalSize SIZE = new TerminalSize(80, 24);

    @Test
    void comesBackFromTheLineAsItWent() throws Exception {
        TerminalRequest request = new TerminalRequest("xterm-256color", SIZE);
        assertThat(Json.write(request.toJson()))
                .isEqualTo("{'term':'xterm-256color','columns':80,'rows':24}");
        assertThat(TerminalRequest.fromJson(request.toJson())).isEqualTo(request);
    }

    @Test
    void aNameMayHave64CharactersAndNoMore() {
        assertThat(new TerminalRequest("t".repeat(64), SIZE).term()).hasSize(64);
        assertRefused("t".repeat(65));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "a\0", "\u007f", "ä"})
    void whatIsNoNameOfATerminalIsRefused(String term) {
        assertRefused(term);
    }

    private static void assertRefused(String term) {
        assertThatThrownBy(() -> new TerminalRequest(term, SIZE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("term: expected 1 to 64 printable ASCII characters, got '");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'columns':80,'rows':24}|term: expected a string, got nothing",
                "{'term':'a','rows':24}|columns: expected an integer from 1 to 65535, got nothing",
                "{'term':'a','columns':80}|rows: expected an integer from 1 to 65535, got nothing",
                "{'term':'a','columns':0,'rows':1}"
                        + "|columns: expected an integer from 1 to 65535, got the number 0",
                "{'term':'a','columns':1,'rows':65536}"
                        + "|rows: expected an integer from 1 to 65535, got the number 65536"
            })
    void whatIsMissingOrOutOfRangeIsRefused(String json, String message) {
        assertThatThrownBy(() -> TerminalRequest.fromJson(Json.read(json)))
                .isInstanceOf(JsonException.class)
                .hasMessage(message);
    }

    @Test
    void anExecRequestSaysWhereItStood() {
        assertThatThrownBy(() ->
                        ExecRequest.fromJson(
                                Json.read(
                                        "{'login':true,'pty':"
                                                + "{'term':' ','columns':80,'rows':24}}")))
                .isInstanceOf(JsonException.class)
                .hasMessage("exec: term: expected 1 to 64 printable ASCII characters, got ' '");
    }
}
