package dev.landline.testing.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.client.ExecResult;
import dev.landline.client.Landline;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.auth.Grant;
import dev.landline.server.auth.Identity;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.TestServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before a key, and what the configuration allows, holds for whoever comes with it. */
class AuthorizedKeyOptionsTest {

    private LeakCheck leaks;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        leaks.assertNothingLeft();
    }

    private static void assertRefused(String options) throws IOException {
        try (TestServer server = TestServer.with().keyOptions(options).start()) {
            assertThatThrownBy(server::connect)
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED));
        }
    }

    private static void assertAccepted(String options) throws IOException {
        try (TestServer server = TestServer.with().keyOptions(options).start()) {
            server.assertServing();
        }
    }

    @Test
    void aForcedCommandRunsWhateverIsAskedFor() throws Exception {
        String options = "command=\"echo forced: \\\"$LANDLINE_ORIGINAL_COMMAND\\\"\"";
        try (TestServer server = TestServer.with().keyOptions(options).start();
                Landline client = server.connect()) {
            assertThat(client.exec("rm", "-rf", "a b").run().stdoutText())
                    .startsWith("forced: ")
                    .contains("rm", "-rf", "a b");
            assertThat(client.shell("id; echo $HOME").run().stdoutText())
                    .isEqualTo("forced: id; echo $HOME\n");
        }
    }

    @Test
    void aForcedCommandCannotBeTurnedByTheEnvironment() throws Exception {
        String options =
                "command=\"printf '%s|' \\\"$LANDLINE_ORIGINAL_COMMAND\\\" \\\"$PATH\\\"\"";
        try (TestServer server = TestServer.with().keyOptions(options).start();
                Landline client = server.connect()) {
            ExecResult result =
                    client.exec("asked")
                            .env("LANDLINE_ORIGINAL_COMMAND", "forged")
                            .env("PATH", "/tmp/evil")
                            .env("LD_PRELOAD", "/tmp/evil.so")
                            .run();
            assertThat(result.stdoutText()).startsWith("asked|").doesNotContain("evil", "forged");
            assertThat(result.stderrText()).isEmpty();
        }
    }

    @Test
    void fromNamesWhereOneMayComeFrom() throws Exception {
        assertAccepted("from=\"127.0.0.0/8\"");
        assertAccepted("from=\"10.0.0.0/8,127.0.0.1\"");
        assertRefused("from=\"10.0.0.0/8\"");
        assertRefused("from=\"!127.0.0.1,*\"");
    }

    @Test
    void anExpiryIsAnEnd() throws Exception {
        assertAccepted("expiry-time=\"20991231\"");
        assertRefused("expiry-time=\"20200101\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-option", "from=127.0.0.1", "command=\"open"})
    void anOptionThatIsNotUnderstoodRefusesTheKey(String options) throws Exception {
        assertRefused(options);
    }

    @Test
    void accessRulesSayWhoMayOpenWhat() throws Exception {
        TestServerBuilder nobody =
                TestServer.with().access(new AccessRules(Map.of("exec", Set.of("unix:somebody"))));
        try (TestServer server = nobody.start();
                Landline client = server.connect()) {
            assertThatThrownBy(() -> client.exec("true").run())
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED);
                                assertThat(e.hint()).isPresent();
                            });
        }
    }

    @Test
    void theUnixSocketNeedsNoKey() throws Exception {
        try (TestServer server = TestServer.start();
                Landline client = Landline.to(server.unixTarget()).connect()) {
            assertThat(client.exec("echo", "hello").run().stdoutText()).isEqualTo("hello\n");
        }
    }

    /** A gate that fails is shut, and whoever stood before it is not left standing there. */
    @Test
    void anAuthorizerThatFailsLetsNobodyInAndLeavesNothingOpen() throws Exception {
        Authorizer broken =
                new Authorizer() {
                    @Override
                    public Decision authorize(PublicKey key, InetAddress client) {
                        throw new IllegalStateException("the directory does not answer");
                    }

                    @Override
                    public Decision authorize(long uid, String name) {
                        return new Decision.Granted(
                                new Grant(
                                        new Identity.Local(uid, name),
                                        Set.of("exec"),
                                        List.of(AccountGrant.OWN)));
                    }
                };
        try (TestServer server = TestServer.with().authorizer(broken).start()) {
            assertThatThrownBy(() ->
                            server.client()
                                    .limits(
                                            dev.landline.Limits.DEFAULTS.withHandshake(
                                                    java.time.Duration.ofSeconds(5)))
                                    .connect())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e ->
                                    assertThat(e.code())
                                            .as("a quick end, and no wait for the deadline")
                                            .isNotEqualTo(ErrorCode.HANDSHAKE_TIMEOUT));
            try (Landline client = Landline.to(server.unixTarget()).connect()) {
                assertThat(client.exec("true").run().status().success()).isTrue();
            }
        }
    }
}
