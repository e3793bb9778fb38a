package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code landline doctor}: what it shows, what programs read, and how it ends. */
@Timeout(60)
class DoctorTest {

    private Account someone;
    private Path home;

    @BeforeEach
    void aUser(@TempDir Path home) {
        this.home = home;
        this.someone = new Account(home);
    }

    private static JsonObject json(Account.Outcome outcome) throws Exception {
        assertThat(outcome.out().lines()).hasSize(1);
        byte[] bytes = outcome.out().strip().getBytes(StandardCharsets.UTF_8);
        return new JsonReader(8, 1 << 20).read(bytes, 0, bytes.length);
    }

    @Test
    void aServerThatIsWellIsShownStepByStep() {
        Account.Outcome outcome = someone.runs("doctor", "--time", "1", "local");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .containsSubsequence(
                        "key ",
                        "look-up ",
                        "connect ",
                        "TLS ",
                        "hello ",
                        "round trip ",
                        "first byte ",
                        "clock ",
                        "server ",
                        "limits ",
                        "of this side: frames of 1 MiB, windows from 256 KiB, a ping every 15 s",
                        "rights ",
                        "from there ",
                        "to there ");
        assertThat(outcome.out().lines().toList().getLast()).matches("(well|slow|odd): .+");
        assertThat(outcome.out())
                .containsPattern("\nconnect +[0-9.]+ ms  127.0.0.1:[0-9]+\n")
                .containsPattern("TLS_AES_128_GCM_SHA256 by SunJCE here; host key SHA256:")
                .containsPattern("round trip +[0-9.]+ ms  20 pings: least ")
                .containsPattern("from there +[0-9.]+ [kMG]B/s .*every byte right; window");
    }

    @Test
    void forProgramsItIsOneObject() throws Exception {
        JsonObject report = json(someone.runs("doctor", "--json", "--time", "1", "local"));

        assertThat(report.bool("ok")).isTrue();
        assertThat(report.text("target")).isEqualTo("local");
        assertThat(report.object("look_up").texts("addresses")).containsExactly("127.0.0.1");
        assertThat(report.get("connect")).isInstanceOf(JsonValue.Array.class);
        assertThat(report.object("tls").text("cipher")).startsWith("TLS_");
        assertThat(report.object("hello").integer("protocol", 1, 1)).isEqualTo(1);
        assertThat(report.object("round_trip").integer("median", 1, 60_000_000)).isPositive();
        assertThat(report.object("server").object("info").text("identity")).startsWith("SHA256:");
        assertThat(report.object("server").object("own_limits").integer("max_body", 1, 1 << 20))
                .isEqualTo(1 << 20);
        assertThat(report.get("failures")).isEqualTo(new JsonValue.Array(List.of()));
        for (String way : new String[] {"down", "up"}) {
            JsonObject flow = report.object(way);
            assertThat(flow.integer("bytes", 1, Long.MAX_VALUE)).isPositive();
            assertThat(flow.integer("took", 1, 60_000_000)).isPositive();
            assertThat(flow.integer("largest_window", 1, 16 << 20))
                    .isGreaterThanOrEqualTo(flow.integer("first_window", 1, 16 << 20));
        }
    }

    @Test
    void aPortWhereNobodyListensIsAFailureWithAHint() throws Exception {
        someone.runs("keys", "generate");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String target = "127.0.0.1:" + port;
        Account.Outcome outcome = someone.runs("doctor", "--failure-status", "99", target);

        assertThat(outcome.status()).isEqualTo(99);
        assertThat(outcome.out())
                .startsWith("key ")
                .containsPattern("\nconnect +[0-9.]+ ms  " + target + ": refused\n");
        assertThat(outcome.err())
                .isEqualTo(
                        "landline: "
                                + target
                                + ": the machine answers, but nobody listens on port "
                                + port
                                + "\nhint: start a server there (landline serve), or name the port"
                                + " that it listens on: HOST:PORT\n");

        JsonObject report = json(someone.runs("doctor", "--json", target));
        assertThat(report.bool("ok")).isFalse();
        assertThat(report.get("failures"))
                .isInstanceOfSatisfying(
                        JsonValue.Array.class,
                        failures ->
                                assertThat(failures.items())
                                        .singleElement()
                                        .isInstanceOfSatisfying(
                                                JsonObject.class,
                                                failure ->
                                                        assertThat(failure.fields().get("stage"))
                                                                .isEqualTo(
                                                                        new JsonValue.Text(
                                                                                "connect"))));
    }

    @Test
    void noKeyIsMadeAndNoHostIsTrustedByLooking(@TempDir Path other) throws Exception {
        try (Neighbour neighbour = Neighbour.in(other)) {
            Account.Outcome keyless = someone.runs("doctor", neighbour.target());
            assertThat(keyless.status()).isEqualTo(255);
            assertThat(keyless.err()).contains("no key to be known by", "landline keys generate");
            assertThat(someone.config("id_ed25519")).doesNotExist();

            someone.runs("keys", "generate");
            Account.Outcome unknown = someone.runs("doctor", neighbour.target());
            assertThat(unknown.status()).isEqualTo(255);
            assertThat(unknown.err()).contains(neighbour.fingerprint(), "--accept-new");
            assertThat(someone.config("known_hosts")).doesNotExist();

            Account.Outcome stranger = someone.runs("doctor", "--accept-new", neighbour.target());
            assertThat(stranger.status()).isEqualTo(255);
            assertThat(stranger.err())
                    .contains("the server does not know your key SHA256:")
                    .contains("hint: on 127.0.0.1: echo 'ssh-ed25519 ")
                    .contains("' | landline keys authorize -");
            assertThat(someone.config("known_hosts")).exists();
        }
    }

    @Test
    void anInterruptEndsItAtOnce() throws Exception {
        try (Jvm doctor = Jvm.start(home, "doctor", "--time", "60", "local")) {
            String line = doctor.outLine();
            for (int i = 0; i < 20 && !line.startsWith("rights"); i++) {
                line = doctor.outLine();
            }
            assertThat(line).startsWith("rights");
            doctor.signal("INT");
            assertThat(doctor.status()).isEqualTo(130);
            assertThat(doctor.errLines()).isEmpty();
        }
        assertThat(Files.exists(home.resolve(".config/landline/id_ed25519"))).isFalse();
    }
}
