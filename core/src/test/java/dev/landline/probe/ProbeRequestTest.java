package dev.landline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.probe.ProbeRequest.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeRequestTest {

    @ParameterizedTest
    @EnumSource
    void aRequestComesBackAsItWent(Direction direction) throws Exception {
        ProbeRequest request = new ProbeRequest(direction, 12_345, Duration.ofSeconds(2));

        assertThat(ProbeRequest.fromJson(request.toJson())).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"direction\":\"off\",\"bytes\":1,\"time\":1}           | down or up",
                "{\"bytes\":1,\"time\":1}                             | direction",
                "{\"direction\":\"up\",\"bytes\":-1,\"time\":1}           | bytes",
                "{\"direction\":\"up\",\"bytes\":68719476737,\"time\":1}  | bytes",
                "{\"direction\":\"up\",\"bytes\":1,\"time\":0}            | time",
                "{\"direction\":\"up\",\"bytes\":1,\"time\":60001}        | time",
                "{\"direction\":\"up\",\"bytes\":1}                     | time",
            })
    void whatHasNoBoundIsRefused(String text, String message) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        JsonObject json = new JsonReader(4, 1000).read(bytes, 0, bytes.length);

        assertThatThrownBy(() -> ProbeRequest.fromJson(json))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(message);
    }

    @Test
    void boundsHoldForThisSideToo() {
        assertThatThrownBy(() -> new ProbeRequest(Direction.UP, 1, Duration.ofMinutes(2)))
                .hasMessageContaining("expected 1 to 60000 ms, got 120000");
        assertThatThrownBy(() -> new ProbeRequest(Direction.UP, -1, Duration.ofMillis(1)))
                .hasMessageContaining("bytes: expected 0 to 68719476736, got -1");
    }
}
