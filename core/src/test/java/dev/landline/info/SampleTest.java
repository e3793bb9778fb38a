package dev.landline.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.json.Json;
import dev.landline.json.JsonException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {

    @Test
    void theNameHasItsLabelsSortedAndQuoted() {
        assertThat(new Sample("up", Map.of(), 1L).id()).isEqualTo("up");
        assertThat(new Sample("f_total", Map.of("type", "data", "direction", "in"), 1L).id())
                .isEqualTo("f_total{direction=\"in\",type=\"data\"}");
        assertThat(new Sample("f", Map.of("le", "a\\b\"c\nd"), 1L).id())
                .isEqualTo("f{le=\"a\\\\b\\\"c\\nd\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "12, 12",
        "-3, -3",
        "0.25, 0.25",
        "9007199254740992, 9007199254740992",
        "1e300, 1.0E300",
        "1e-7, 1.0E-7",
    })
    void numbersAreNumbersOfJsonAndComeBack(double value, String text) throws Exception {
        Sample sample = new Sample("x", Map.of("a", "b"), value);

        assertThat(sample.number()).isEqualTo(text);
        assertThat(Sample.fromJson(Json.read(Json.write(sample.toJson()))).value())
                .isEqualTo(Double.parseDouble(text));
    }

    @Test
    void whatIsNotFiniteIsNoSample() {
        assertThatThrownBy(() -> new Sample("x", Map.of(), Double.NaN))
                .hasMessage("x: expected a finite number, got NaN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'x','labels':{}}",
                "{'name':'x','labels':{},'value':'7'}",
                "{'name':'x','labels':{},'value':1e999}",
                "{'name':'x','labels':{},'value':null}",
                "{'name':'x','value':7}",
                "{'name':'x','labels':{'a':1},'value':7}",
                "{'labels':{},'value':7}",
            })
    void aServerThatSendsSomethingElseIsContradicted(String json) {
        assertThatThrownBy(() -> Sample.fromJson(Json.read(json)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("expected");
    }
}
