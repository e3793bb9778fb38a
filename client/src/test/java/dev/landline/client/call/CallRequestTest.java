package dev.landline.client.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What travels in the request, and what beside it. */
class CallRequestTest {

    private static CallRequest of(JsonValue parameters) {
        return new CallRequest("a.b", Optional.of(parameters), Optional.empty());
    }

    private static JsonValue nested(int levels) {
        JsonValue value = new JsonValue.Int(1);
        for (int i = 0; i < levels; i++) {
            value =
                    i % 2 == 0
                            ? new JsonValue.Array(List.of(value))
                            : new JsonObject(Map.of("x", value));
        }
        return value;
    }

    @Test
    void hasItsFieldsInOrder() {
        CallRequest request =
                new CallRequest(
                        "flight.status",
                        Optional.of(new JsonObject(Map.of("flight", new JsonValue.Text("CA981")))),
                        Optional.of(Duration.ofSeconds(2)));
        assertThat(request.toJson().fields().keySet())
                .containsExactly("handler", "parameters", "timeout");
        assertThat(request.toJson().get("timeout")).isEqualTo(new JsonValue.Int(2000));
        assertThat(new String(request.bytes(), UTF_8)).isEqualTo("{\"flight\":\"CA981\"}");
    }

    @Test
    void withoutParametersThereAreNone() {
        CallRequest request = new CallRequest("a.b", Optional.empty(), Optional.empty());
        assertThat(request.fits()).isTrue();
        assertThat(request.toJson().fields().keySet()).containsExactly("handler");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "6, true", "7, false", "400, false"})
    void aHeaderHasEightLevels(int levels, boolean fits) {
        assertThat(of(nested(levels)).fits()).isEqualTo(fits);
        assertThat(of(nested(levels)).toJson().has("parameters")).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"32766, true", "32767, false", "1000000, false"})
    void aHeaderHasRoomForSoMuch(int length, boolean fits) {
        CallRequest request = of(new JsonValue.Text("x".repeat(length)));
        assertThat(request.fits()).isEqualTo(fits);
        assertThat(request.bytes()).hasSize(length + 2);
    }
}
