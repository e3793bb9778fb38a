package dev.landline.testing.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.client.Landline;
import dev.landline.json.JsonValue;
import dev.landline.server.LandlineServer;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.ServerFiles;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.setting.SettingException;
import dev.landline.setting.Setting;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change of a setting does to a server with connections. */
@Timeout(60)
class LiveSettingsTest {

    @Test
    void aChangeHoldsForWhatComesAndDropsNothing() throws Exception {
        try (TestServer server = TestServer.start();
                Landline first = server.connect()) {
            var _ = first.settings().set("max_connections", new JsonValue.Int(1), false);
            ConnectionException e =
                    catchThrowableOfType(ConnectionException.class, server::connect);

            assertThat(e.code()).isEqualTo(ErrorCode.SHUTTING_DOWN);
            assertThat(first.exec("echo", "still").run().stdoutText()).isEqualTo("still\n");
            assertThat(first.settings().unset("max_connections", false).value())
                    .isEqualTo(new JsonValue.Int(10_000));
            try (Landline second = server.connect()) {
                assertThat(second.exec("echo", "here").run().stdoutText()).isEqualTo("here\n");
            }
        }
    }

    @Test
    void accessHoldsForTheNextConnection() throws Exception {
        try (TestServer server = TestServer.start();
                Landline first = server.connect()) {
            var _ = first.settings().set("access.exec", "unix:nobody", false);

            assertThat(first.exec("echo", "still").run().stdoutText()).isEqualTo("still\n");
            try (Landline second = server.connect()) {
                ChannelException e =
                        catchThrowableOfType(
                                ChannelException.class, () -> second.exec("true").run());
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED);
            }
        }
    }

    @Test
    void limitsHoldForTheNextConnection() throws Exception {
        try (TestServer server = TestServer.start();
                Landline first = server.connect()) {
            var _ = first.settings().set("limits.max_channels", "7", false);
            try (ScriptedPeer second = server.peer()) {
                assertThat(second.peerHello().maxChannels()).isEqualTo(7);
                assertThat(second.peerHello().features()).contains("settings");
            }
        }
    }

    @Test
    void whoHasChangedWhatIsAnEvent() throws Exception {
        List<ServerEvent> events = new CopyOnWriteArrayList<>();
        try (TestServer server = TestServer.with().events(events::add).start();
                Landline landline = server.connect()) {
            var _ = landline.settings().set("sessions.keep", "1m", false);

            assertThat(events)
                    .contains(
                            new ServerEvent.SettingChanged(
                                    server.userKey().fingerprint() + " (test user)",
                                    "sessions.keep",
                                    "10m",
                                    "1m",
                                    false,
                                    true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"restrict", "command=\"true\"", "call=\"x\"", "read=\"/tmp\""})
    void aKeyWithALimitHasNoSettings(String options) throws Exception {
        try (TestServer server = TestServer.with().keyOptions(options).start();
                Landline landline = server.connect()) {
            ChannelException e =
                    catchThrowableOfType(ChannelException.class, () -> landline.settings().list());

            assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED);
        }
    }

    @Test
    void aKeyThatMayReadMayNotWrite() throws Exception {
        try (TestServer server = TestServer.with().keyOptions("settings=\"read\"").start();
                Landline landline = server.connect()) {
            assertThat(landline.settings().list()).hasSizeGreaterThan(25);
            ChannelException e =
                    catchThrowableOfType(
                            ChannelException.class,
                            () -> landline.settings().set("backlog", "1", true));

            assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED);
        }
    }

    @Test
    void manyMayChangeSettingsAtOnce() throws Exception {
        try (TestServer server = TestServer.start();
                Landline landline = server.connect()) {
            CountDownLatch done = new CountDownLatch(8);
            List<Throwable> failures = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 8; i++) {
                String value = String.valueOf(i + 1);
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                for (int n = 0; n < 20; n++) {
                                    var _ = landline.settings().set("startups.rate", value, false);
                                }
                            } catch (Exception e) {
                                failures.add(e);
                            } finally {
                                done.countDown();
                            }
                        });
            }
            done.await();

            assertThat(failures).isEmpty();
            assertThat(Setting.shown(landline.settings().get("startups.rate").value()))
                    .matches("[1-8]");
        }
    }

    @Test
    void theyAreSeenByJmxAndGoWithTheServer(@TempDir Path home) throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName any = new ObjectName("dev.landline:type=Settings,*");
        ServerConfig config =
                ServerConfig.defaults(ServerFiles.of(Map.of("HOME", home.toString()), home));
        try (LandlineServer server =
                LandlineServer.builder()
                        .config(config)
                        .listen("unix:" + home.resolve("socket"))
                        .jmx()
                        .start()) {
            while (beans.queryNames(any, null).isEmpty()) {
                Thread.onSpinWait();
            }
            ObjectName name = beans.queryNames(any, null).iterator().next();

            assertThat(beans.getMBeanInfo(name).getAttributes())
                    .hasSameSizeAs(server.settings().list());
            assertThat(beans.getAttribute(name, "limits.max_channels")).isEqualTo(256);
            assertThat(beans.getAttribute(name, "access.exec")).isEqualTo(new String[] {"*"});
            beans.setAttribute(name, new Attribute("limits.max_channels", 3));
            assertThat(server.settings().get("limits.max_channels").value())
                    .isEqualTo(new JsonValue.Int(3));
            assertThatThrownBy(() -> beans.getAttribute(name, "limits.max_channel"))
                    .isInstanceOf(AttributeNotFoundException.class)
                    .hasMessageContaining("did you mean limits.max_channels?");
        }
        assertThat(beans.queryNames(any, null)).isEmpty();
    }

    @Test
    void anEmbedderChangesThemWithoutAFile() throws Exception {
        try (TestServer server = TestServer.start()) {
            var settings = server.server().settings();

            assertThat(settings.setText("we", "limits.window", "1MiB", false).from())
                    .isEqualTo(Setting.From.LIVE);
            settings.reload("we");
            assertThat(settings.get("limits.window").value()).isEqualTo(new JsonValue.Text("1MiB"));
            assertThatThrownBy(() -> settings.get("limits")).isInstanceOf(SettingException.class);
        }
    }
}
