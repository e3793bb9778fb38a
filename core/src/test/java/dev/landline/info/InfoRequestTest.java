package dev.landline.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.info.InfoRequest.About;
import dev.landline.json.Json;
import dev.landline.json.JsonException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InfoRequestTest {

    @ParameterizedTest
    @EnumSource
    void everyPartComesBackFromTheLineAsItWent(About about) throws Exception {
        InfoRequest request = new InfoRequest(about, Optional.of("ünïcødé"));

        assertThat(InfoRequest.fromJson(Json.read(Json.write(request.toJson()))))
                .isEqualTo(request);
    }

    @Test
    void nothingSaidAsksAboutTheServer() throws Exception {
        assertThat(InfoRequest.fromJson(Json.read("{}")))
                .isEqualTo(new InfoRequest(About.SERVER, Optional.empty()));
        assertThat(Json.write(new InfoRequest(About.SERVER, Optional.empty()).toJson()))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'about':'all'}    | about: expected server or counters, got the string \"all\"",
                "{'about':1}        | about: expected a string, got the number 1",
                "{'echo':7}         | echo: expected a string, got the number 7",
            })
    void anythingElseIsNamed(String json, String message) {
        assertThatThrownBy(() -> InfoRequest.fromJson(Json.read(json)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anEchoHasALargestLength() {
        assertThat(new InfoRequest(About.SERVER, Optional.of("x".repeat(256))).echo()).isPresent();
        assertThatThrownBy(() -> new InfoRequest(About.SERVER, Optional.of("x".repeat(257))))
                .hasMessage("echo: expected at most 256 characters, got 257");
    }
}
