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
}
