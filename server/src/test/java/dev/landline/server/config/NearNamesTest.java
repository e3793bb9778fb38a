package dev.landline.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {

    private static final List<String> NAMES =
            List.of("backlog", "listen", "full", "limits.full", "limits.max_body");

    @ParameterizedTest
    @CsvSource({
        "backlog, backlog",
        "back_log, backlog",
        "Backlog, backlog",
        "bcaklog, backlog",
        "lissten, listen",
        "ful, full",
        "max-body, limits.max_body",
        "MaxBody, limits.max_body"
    })
    void aNameWithAFewWrongLettersIsFound(String written, String meant) {
        assertThat(NearNames.nearest(written, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"log", "fu", "fulfil", "colour", "''", "limits"})
    void aNameThatIsFarFromAllIsNot(String written) {
        assertThat(NearNames.nearest(written, NAMES)).isEmpty();
    }

    @Test
    void aVeryLongNameCostsNothing() {
        assertThat(NearNames.nearest("x".repeat(1_000_000), NAMES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "flight.stadus, flight.status",
        "FLIGHT.STATUS, flight.status",
        "status, flight.status gate.status",
        "gate.statu, gate.status",
        "gate, ''",
        "xyzzy, ''",
        "../x, ''"
    })
    void theNamesThatMayHaveBeenMeantComeNearestFirst(String written, String meant) {
        List<String> names = List.of("flight.status", "gate.status", "weather.report");

        assertThat(String.join(" ", NearNames.near(written, names))).isEqualTo(meant);
    }

    @Test
    void atMostThreeAreNear() {
        assertThat(NearNames.near("ab1", List.of("ab2", "ab3", "ab4", "ab5"))).hasSize(3);
        assertThat(NearNames.near("x".repeat(1_000_000), NAMES)).isEmpty();
    }
}
