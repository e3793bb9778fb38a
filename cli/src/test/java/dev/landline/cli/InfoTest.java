package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.info.ServerInfo;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code landline info}. */
@Timeout(60)
class InfoTest {

    private Account someone;

    @BeforeEach
    void aUser(@TempDir Path home) {
        someone = new Account(home);
    }

    private static JsonObject json(String line) throws Exception {
        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        byte[] bytes = line.strip().getBytes(StandardCharsets.UTF_8);
        return new JsonReader(8, 1 << 20).read(bytes, 0, bytes.length);
    }

    @Test
    void aPageForPeople(@TempDir Path other) throws Exception {
        try (Neighbour neighbour = Neighbour.atSocket(other)) {
            Account.Outcome outcome = someone.runs("info", neighbour.target());

            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.status()).isZero();
            assertThat(outcome.out())
                    .containsPattern("(?m)^server +landline-java/\\S+, protocol 1, up \\d+m?s$")
                    .containsPattern("(?m)^platform +\\S.*, Java \\d\\S*, \\d+ processors?$")
                    .containsPattern("(?m)^connection +unix from \\S+$")
                    .containsPattern("(?m)^round trip +\\d+\\.\\d{3} ms$")
                    .containsPattern("(?m)^clock +agrees with this one$")
                    .containsPattern("(?m)^limits +bodies to 1048576 bytes, 256 channels, .*15s.*$")
                    .containsPattern("(?m)^you are +unix:\\S+$")
                    .containsPattern("(?m)^you may use +.*exec.*, info.*$")
                    .containsPattern("(?m)^you may call +\\*$")
                    .containsPattern("(?m)^settings +you may write them$")
                    .containsPattern("(?m)^you act as +\\S+, without limits$")
                    .containsPattern("(?m)^landline_connections_open +1$")
                    .containsPattern("(?m)^landline_channels_total\\{service=\"info\"} +\\d$")
                    .doesNotContain("_bucket", " 0\n");
        }
    }

    @Test
    void oneObjectForPrograms(@TempDir Path other) throws Exception {
        try (Neighbour neighbour = Neighbour.atSocket(other)) {
            JsonObject json = json(someone.runs("info", "--json", neighbour.target()).out());
            ServerInfo info = ServerInfo.fromJson(json);

            assertThat(info.link().kind()).isEqualTo("unix");
            assertThat(json.get("round_trip")).isInstanceOf(JsonValue.Real.class);
            assertThat(json.integer("clock_ahead", -10_000, 10_000)).isBetween(-10_000L, 10_000L);
            assertThat(json.get("counters"))
                    .isInstanceOfSatisfying(
                            JsonValue.Array.class,
                            counters -> assertThat(counters.items()).hasSizeGreaterThan(50));
        }
    }

    @Test
    void theServerInThisProcessTellsOfItselfOverTls() throws Exception {
        Account.Outcome outcome = someone.runs("info", "local");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .containsPattern(
                        "(?m)^connection +tls from 127\\.0\\.0\\.1:\\d+, TLS_\\S+ of \\S+$")
                .containsPattern("(?m)^you are +SHA256:\\S+$")
                .contains("landline_connections_open");
        assertThat(json(someone.runs("info", "local", "--json").out()).text("identity"))
                .startsWith("SHA256:");
    }

    @Test
    void whoMayNotSeeTheNumbersSeesTheRest(@TempDir Path other) throws Exception {
        try (Neighbour neighbour = Neighbour.atSocket(other)) {
            String target = neighbour.target();
            assertThat(someone.runs("settings", "set", target, "access.info", "unix:nobody").err())
                    .isEmpty();

            Account.Outcome outcome = someone.runs("info", target);
            assertThat(outcome.status()).isZero();
            assertThat(outcome.out()).contains("you are").doesNotContain("landline_");
            assertThat(json(someone.runs("info", "--json", target).out()).has("counters"))
                    .isFalse();
        }
    }

    @Test
    void whereNobodyListensItFails(@TempDir Path other) {
        String target = "unix:" + other.resolve("nothing");
        Account.Outcome outcome = someone.runs("info", "--failure-status=9", target);

        assertThat(outcome.status()).isEqualTo(9);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("landline: ").contains(target);
    }
}
