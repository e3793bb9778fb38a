package dev.landline.testing.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.client.Landline;
import dev.landline.info.Sample;
import dev.landline.info.ServerInfo;
import dev.landline.server.auth.AccessRules;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server tells of itself, and to whom. */
@Timeout(60)
class InfoServiceTest {

    private static final Limits LIMITS =
            new Limits(65_536, 17, 8192, Duration.ofSeconds(7), Duration.ofSeconds(19));

    @Test
    void theServersOwnAccountLearnsEverything() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.with().limits(LIMITS).start();
                Landline landline = server.connect()) {
            Instant before = Instant.now().minusMillis(1);
            ServerInfo info = landline.info();

            assertThat(info.now()).isBetween(before, Instant.now());
            assertThat(info.software()).startsWith("landline-java/");
            assertThat(info.protocol()).isEqualTo(1);
            assertThat(info.instance()).isPresent();
            assertThat(info.uptime()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
            assertThat(info.platform().java()).isEqualTo(System.getProperty("java.version"));
            assertThat(info.platform().processors())
                    .isEqualTo(Runtime.getRuntime().availableProcessors());
            assertThat(info.limits()).isEqualTo(LIMITS);
            assertThat(info.link().kind()).isEqualTo("tls");
            assertThat(info.link().remote()).startsWith("127.0.0.1:");
            assertThat(info.link().cipher())
                    .hasValueSatisfying(c -> assertThat(c).startsWith("TLS_"));
            assertThat(info.link().provider()).contains("SunJCE");
            assertThat(info.client().software()).isNotEmpty();
            assertThat(info.identity()).isEqualTo(server.userKey().fingerprint().text());
            assertThat(info.rights().services()).contains("exec", "get", "info", "put", "settings");
            assertThat(info.rights().calls()).containsExactly("*");
            assertThat(info.rights().settings()).isEqualTo("write");
            assertThat(info.rights().counters()).isTrue();
            assertThat(info.accounts())
                    .singleElement()
                    .satisfies(account -> {
                        assertThat(account.name()).isEqualTo(System.getProperty("user.name"));
                        assertThat(account.commands()).isTrue();
                        assertThat(account.terminal()).isTrue();
                        assertThat(account.read()).contains("/");
                    });
            assertThat(landline.counters())
                    .isNotEmpty()
                    .extracting(Sample::id)
                    .containsAll(
                            server.server().counters().stream()
                                    .map(Sample::id)
                                    .filter(id -> id.startsWith("landline_frames"))
                                    .toList());
        }
    }

    @Test
    void aLimitedKeyLearnsItsLimitsAndNoNumbers() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server =
                        TestServer.with().keyOptions("restrict,command=\"date -u\"").start();
                Landline landline = server.connect()) {
            ServerInfo info = landline.info();

            assertThat(info.rights().counters()).isFalse();
            assertThat(info.rights().settings()).isEqualTo("nothing");
            assertThat(info.rights().calls()).isEmpty();
            assertThat(info.accounts())
                    .singleElement()
                    .satisfies(account -> {
                        assertThat(account.forcedCommand()).contains("date -u");
                        assertThat(account.terminal()).isFalse();
                        assertThat(account.read()).isEmpty();
                    });
            ChannelException e = catchThrowableOfType(ChannelException.class, landline::counters);
            assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED);
            assertThat(e.hint())
                    .hasValueSatisfying(hint -> assertThat(hint).contains("access.info"));
        }
    }

    @Test
    void overASocketTheKernelSaysWhoAsks() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline landline = Landline.to(server.unixTarget()).connect()) {
            ServerInfo info = landline.info();

            assertThat(info.identity()).isEqualTo("unix:" + System.getProperty("user.name"));
            assertThat(info.link().kind()).isEqualTo("unix");
            assertThat(info.link().cipher()).isEmpty();
            assertThat(info.link().provider()).isEmpty();
            assertThat(info.rights().counters()).isTrue();
        }
    }

    @Test
    void theConfigurationSaysWhoSeesTheNumbers() throws Exception {
        AccessRules nobody = new AccessRules(Map.of("exec", Set.of("*")));
        try (TestServer server = TestServer.with().access(nobody).start();
                Landline landline = server.connect()) {
            assertThat(landline.info().rights().counters()).isFalse();
            assertThat(catchThrowableOfType(ChannelException.class, landline::counters).code())
                    .isEqualTo(ErrorCode.NOT_PERMITTED);
        }
        AccessRules everybody = new AccessRules(Map.of("info", Set.of("*")));
        try (TestServer server = TestServer.with().access(everybody).start();
                Landline landline = server.connect()) {
            assertThat(landline.info().rights().services()).containsExactly("info", "probe");
            assertThat(landline.counters()).isNotEmpty();
        }
    }

    @Test
    void everyVectorOfARequestIsAnsweredAsItsNameSays() throws Exception {
        List<Vector> vectors = Vector.all();
        assertThat(vectors).hasSizeGreaterThan(12);
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start()) {
            for (Vector vector : vectors) {
                try (ScriptedPeer peer = ScriptedPeer.client(server.unixLink())) {
                    peer.sendBytes(vector.bytes());
                    if (vector.name().contains("refused")) {
                        Frame.Error error = peer.expect(Frame.Error.class);
                        assertThat(error.ch()).as(vector.name()).isEqualTo(OptionalInt.of(1));
                        assertThat(error.code()).as(vector.name()).isEqualTo("bad_request");
                        assertThat(error.message()).contains("expected");
                    } else {
                        peer.expect(Frame.Opened.class);
                        Frame.Data data = peer.expect(Frame.Data.class);
                        String text = StandardCharsets.UTF_8.decode(data.body()).toString();
                        assertThat(text).as(vector.name()).startsWith("{").endsWith("}\n");
                        peer.await(Frame.Close.class);
                    }
                }
            }
            server.assertServing();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "ünïcødé 語", "\\u0007\\\"\\\\", "\\u202e"})
    void anEchoComesBack(String echo) throws Exception {
        try (TestServer server = TestServer.start();
                ScriptedPeer peer = ScriptedPeer.client(server.unixLink())) {
            peer.sendHeader(
                    "{\"type\":\"open\",\"ch\":1,\"service\":\"info\",\"request\":{\"echo\":\""
                            + echo
                            + "\"},\"windows\":{\"stdout\":65536}}");
            peer.expect(Frame.Opened.class);
            String text =
                    StandardCharsets.UTF_8.decode(peer.expect(Frame.Data.class).body()).toString();

            assertThat(text).containsPattern("\"echo\":\"[^\n]*\"}\n$").contains("\"now\":");
        }
    }

    /** A block of {@code spec/vectors/info.vec}. */
    record Vector(String name, String hex) {
        static List<Vector> all() throws IOException {
            String text = Files.readString(Path.of("..", "spec", "vectors", "info.vec"));
            Matcher blocks =
                    Pattern.compile(
                                    """
                                    name: (\\S+)
                                    section: 6\\.14
                                    expect: frame open
                                    hex: ([0-9a-f\\s]+)\
                                    """)
                            .matcher(text);
            List<Vector> all = new ArrayList<>();
            while (blocks.find()) {
                all.add(new Vector(blocks.group(1), blocks.group(2)));
            }
            return all;
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        }
    }
}
