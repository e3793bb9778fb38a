package dev.landline.server.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landline.json.JsonValue;
import dev.landline.server.config.ConfigException;
import dev.landline.server.config.ConfigSource;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.ServerFiles;
import dev.landline.server.event.ServerEvent;
import dev.landline.setting.Setting;
import dev.landline.setting.Setting.From;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSettingsTest {

    private static final String WHO = "ada";

    @TempDir private Path directory;

    private final List<ServerEvent> events = new ArrayList<>();
    private final List<ServerConfig> applied = new ArrayList<>();
    private Path file;
    private LiveSettings settings;

    @BeforeEach
    void start() throws IOException {
        file = write("# mine\nbacklog = 5\n[limits]\nwindow = '64KiB' # w\n");
        settings = started();
    }

    private Path write(String toml) throws IOException {
        return Files.writeString(directory.resolve("landline.toml"), toml);
    }

    private LiveSettings started() throws IOException {
        ConfigSource source =
                ConfigSource.file(file, new ServerFiles(directory, directory, directory))
                        .with("max_connections", new JsonValue.Int(50), From.OPTION);
        return new LiveSettings(source, source.read(), events::add, applied::add);
    }

    private static ServerEvent changed(
            String name, String before, String after, boolean kept, boolean live) {
        return new ServerEvent.SettingChanged(WHO, name, before, after, kept, live);
    }

    @Test
    void aValueThatIsSetHoldsAndIsUnsetAgain() throws IOException {
        Setting set = settings.setText(WHO, "limits.window", "1MiB", false);

        assertThat(set.value()).isEqualTo(new JsonValue.Text("1MiB"));
        assertThat(set.from()).isEqualTo(From.LIVE);
        assertThat(applied).hasSize(1);
        assertThat(applied.getFirst().limits().window()).isEqualTo(1 << 20);
        assertThat(settings.unset(WHO, "limits.window", false).from()).isEqualTo(From.FILE);
        assertThat(applied.getLast().limits().window()).isEqualTo(64 << 10);
        assertThat(events)
                .containsExactly(
                        changed("limits.window", "64KiB", "1MiB", false, true),
                        changed("limits.window", "1MiB", "64KiB", false, true));
        assertThat(file).hasContent("# mine\nbacklog = 5\n[limits]\nwindow = '64KiB' # w\n");
    }

    @Test
    void aMistakeChangesNothing() {
        ConfigException e =
                catchThrowableOfType(
                        ConfigException.class,
                        () -> settings.setText(WHO, "limits.window", "much", true));

        assertThat(e.problems())
                .containsExactly(
                        "limits.window: expected a size from 4KiB to 16MiB, as a number of bytes or"
                                + " with B, KiB, MiB or GiB, got \"much\"");
        assertThat(applied).isEmpty();
        assertThat(events).isEmpty();
        assertThat(file).hasContent("# mine\nbacklog = 5\n[limits]\nwindow = '64KiB' # w\n");
    }

    @Test
    void aNameThatIsNoneIsToldWithTheNearestOne() {
        SettingException e =
                catchThrowableOfType(SettingException.class, () -> settings.get("limit.windw"));

        assertThat(e).hasMessage("expected the name of a setting, got 'limit.windw'");
        assertThat(e.hint()).contains("did you mean limits.window?");
        assertThatThrownBy(() -> settings.get("[\u0007" + "x".repeat(100_000)))
                .isInstanceOf(SettingException.class)
                .satisfies(it -> assertThat(it.getMessage()).hasSizeLessThan(120));
    }

    @Test
    void whatNeedsARestartCanOnlyBeKept() throws IOException {
        SettingException e =
                catchThrowableOfType(
                        SettingException.class, () -> settings.setText(WHO, "backlog", "7", false));
        assertThat(e)
                .hasMessage(
                        "backlog: expected a setting that can change while the server runs, got one"
                                + " that needs a restart");

        Setting kept = settings.setText(WHO, "backlog", "7", true);

        assertThat(kept.value()).isEqualTo(new JsonValue.Int(5));
        assertThat(kept.next()).contains(new JsonValue.Int(7));
        assertThat(applied).isEmpty();
        assertThat(events).containsExactly(changed("backlog", "5", "7", true, false));
        assertThat(file).hasContent("# mine\nbacklog = 7\n[limits]\nwindow = '64KiB' # w\n");
        assertThat(settings.unset(WHO, "backlog", true).next()).contains(new JsonValue.Int(128));
        assertThat(settings.setText(WHO, "backlog", "5", true).next()).isEmpty();
    }

    @Test
    void aValueThatIsKeptIsThatOfTheFile() throws IOException {
        var _ = settings.setText(WHO, "limits.window", "2MiB", false);
        Setting kept = settings.setText(WHO, "limits.window", "1MiB", true);

        assertThat(kept.from()).isEqualTo(From.FILE);
        assertThat(file).hasContent("# mine\nbacklog = 5\n[limits]\nwindow = \"1MiB\" # w\n");
        assertThat(settings.unset(WHO, "limits.window", true).from()).isEqualTo(From.DEFAULT);
        assertThat(file).hasContent("# mine\nbacklog = 5\n[limits]\n# w\n");
    }

    /** An option would hide it otherwise. */
    @Test
    void aValueThatIsKeptHoldsAlsoWhereAnOptionStandsOverTheFile() throws IOException {
        Setting kept = settings.setText(WHO, "max_connections", "70", true);

        assertThat(kept.value()).isEqualTo(new JsonValue.Int(70));
        assertThat(kept.from()).isEqualTo(From.LIVE);
        assertThat(settings.unset(WHO, "max_connections", false).value())
                .isEqualTo(new JsonValue.Int(50));
        assertThat(file).content().contains("max_connections = 70\n");
    }

    @Test
    void theFileIsReadAnewWithWhatWasSetOverIt() throws IOException {
        var _ = settings.setText(WHO, "limits.window", "1MiB", false);
        events.clear();
        write("backlog = 6\n[limits]\nwindow = '32KiB'\nmax_channels = 3\n");

        settings.reload(WHO);

        assertThat(settings.get("limits.window").value()).isEqualTo(new JsonValue.Text("1MiB"));
        assertThat(applied.getLast().limits().maxChannels()).isEqualTo(3);
        assertThat(applied.getLast().backlog()).isEqualTo(5);
        assertThat(settings.get("backlog").next()).contains(new JsonValue.Int(6));
        assertThat(events)
                .containsExactly(
                        changed("backlog", "5", "6", true, false),
                        changed("limits.max_channels", "256", "3", true, true));
        assertThat(settings.unset(WHO, "limits.window", false).value())
                .isEqualTo(new JsonValue.Text("32KiB"));
    }

    @Test
    void aFileWithMistakesLeavesEverythingAsItWas() throws IOException {
        List<Setting> before = settings.list();
        write("backlog = 6\n[limits]\nwindw = 3\nmax_channels = 3\n");

        assertThatThrownBy(() -> settings.reload(WHO)).isInstanceOf(ConfigException.class);
        assertThat(settings.list()).isEqualTo(before);
        assertThat(applied).isEmpty();
        Files.delete(file);
        assertThatThrownBy(() -> settings.reload(WHO)).isInstanceOf(ConfigException.class);
        assertThat(settings.list()).isEqualTo(before);
    }

    @Test
    void arraysAreTypedWithCommasOrAsInTheFile() throws IOException {
        for (String text : List.of("unix:ada, *", "unix:ada,*", "['unix:ada', \"*\"]")) {
            assertThat(settings.setText(WHO, "access.exec", text, false).value())
                    .isEqualTo(
                            new JsonValue.Array(
                                    List.of(
                                            new JsonValue.Text("unix:ada"),
                                            new JsonValue.Text("*"))));
        }
        assertThat(settings.setText(WHO, "access.exec", "[]", false).value())
                .isEqualTo(new JsonValue.Array(List.of()));
        assertThatThrownBy(() -> settings.setText(WHO, "access.exec", "[1]", false))
                .hasMessageContaining("access.exec: expected");
        assertThatThrownBy(() -> settings.setText(WHO, "access.exec", "['", false))
                .hasMessageContaining("access.exec: expected");
    }

    @Test
    void noOtherKindOfValueGetsIn() {
        assertThatThrownBy(() -> settings.set(WHO, "backlog", new JsonValue.Null(), true))
                .hasMessage("backlog: expected a string, a number or an array, got null");
        assertThatThrownBy(
                        () -> settings.set(WHO, "limits.window", new JsonValue.Real("1e3"), false))
                .hasMessageContaining("limits.window: expected a size from 4KiB to 16MiB");
        assertThatThrownBy(
                        () -> settings.set(WHO, "limits.window", new JsonValue.Bool(true), false))
                .hasMessageContaining("limits.window: expected a size from 4KiB to 16MiB");
        assertThat(events).isEmpty();
    }

    @Test
    void quotesAreNeededNowhereAndAllowedEverywhere() throws IOException {
        assertThat(settings.setText(WHO, "limits.ping_interval", "\"20s\"", false).value())
                .isEqualTo(settings.setText(WHO, "limits.ping_interval", " 20s ", false).value());
        assertThat(settings.setText(WHO, "commands.umask", "077", false).value())
                .isEqualTo(new JsonValue.Text("077"));
        assertThat(settings.get("limits.handshake").next()).isEqualTo(Optional.empty());
    }
}
