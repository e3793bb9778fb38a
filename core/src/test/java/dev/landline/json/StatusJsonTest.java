package dev.landline.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatusJsonTest {

    private static ExitStatus read(String json) throws JsonException {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return StatusJson.read(new JsonReader(8, 65_536).read(bytes, 0, bytes.length));
    }

    static List<ExitStatus> all() {
        return Stream.<ExitStatus>concat(
                        Stream.of(
                                new ExitStatus.Exited(0),
                                new ExitStatus.Exited(255),
                                new ExitStatus.Signaled(1, "HUP", false),
                                new ExitStatus.Signaled(127, "127", true)),
                        Stream.of(ExitStatus.Reason.values())
                                .map(reason -> new ExitStatus.NotStarted(reason, "no 'such'")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyStatusComesBackAsItWent(ExitStatus status) throws Exception {
        assertThat(StatusJson.read(StatusJson.write(status))).isEqualTo(status);
    }

    @Test
    void theFormsAreThoseOfTheSpecification() throws Exception {
        assertThat(read("{'exited':7}")).isEqualTo(new ExitStatus.Exited(7));
        assertThat(read("{'signaled':9,'name':'KILL','core_dumped':false}"))
                .isEqualTo(new ExitStatus.Signaled(9, "KILL", false));
        assertThat(read("{'not_started':'not_found','message':'m'}"))
                .isEqualTo(new ExitStatus.NotStarted(ExitStatus.Reason.NOT_FOUND, "m"));
    }

    @Test
    void aLostStatusCannotBeSent() {
        assertThatThrownBy(() ->
                        StatusJson.write(new ExitStatus.Lost(ErrorCode.CONNECTION_LOST, "gone")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a lost status cannot be sent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|status: expected one of exited, signaled and not_started, got none of them",
                "{'lost':1}"
                        + "|status: expected one of exited, signaled and not_started,"
                        + " got none of them",
                "{'exited':0,'signaled':9,'name':'KILL','core_dumped':false}"
                        + "|status: expected one of exited, signaled and not_started,"
                        + " got several of them",
                "{'exited':256}|exited: expected an integer from 0 to 255, got the number 256",
                "{'exited':-1}|exited: expected an integer from 0 to 255, got the number -1",
                "{'signaled':0,'name':'a','core_dumped':false}"
                        + "|signaled: expected an integer from 1 to 127, got the number 0",
                "{'signaled':9,'core_dumped':false}|name: expected a string, got nothing",
                "{'signaled':9,'name':'KILL'}|core_dumped: expected true or false, got nothing",
                "{'not_started':'failed'}|message: expected a string, got nothing",
                "{'not_started':'tired','message':'m'}"
                        + "|not_started: expected not_found, not_executable or failed,"
                        + " got the string \"tired\""
            })
    void anythingElseIsRefused(String json, String message) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(JsonException.class).hasMessage(message);
    }
}
