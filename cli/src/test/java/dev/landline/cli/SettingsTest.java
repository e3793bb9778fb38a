package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import dev.landline.setting.Setting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The settings of a server that runs, looked at and changed from the command line. */
@Timeout(60)
class SettingsTest {

    private Account someone;
    private Neighbour neighbour;
    private String target;

    @BeforeEach
    void aServer(@TempDir Path home, @TempDir Path other) throws Exception {
        someone = new Account(home);
        neighbour = Neighbour.atSocket(other);
        target = neighbour.target();
    }

    @AfterEach
    void ends() {
        neighbour.close();
    }

    private Account.Outcome settings(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "settings";
        System.arraycopy(words, 0, all, 1, words.length);
        return someone.runs(all);
    }

    @Test
    void allAreListedWithWhatTheyAreFor() {
        Account.Outcome list = settings("list", target);

        assertThat(list.err()).isEmpty();
        assertThat(list.out().lines())
                .hasSizeGreaterThan(25)
                .first()
                .asString()
                .matches("NAME +VALUE +FROM +RANGE +DESCRIPTION");
        assertThat(list.out())
                .containsPattern(
                        "\nlimits.window +256KiB +default +4KiB to 16MiB +how much of a command's")
                .containsPattern("\nbacklog +128 +default .* \\(needs a restart\\)\n");
        assertThat(settings("list", target, "startups").out().lines()).hasSize(5);
        assertThat(settings("list", target, "backlog").out().lines()).hasSize(2);
    }

    @Test
    void aValueIsSetGotAndUnset() {
        assertThat(settings("set", target, "limits.window", "1MiB").out())
                .isEqualTo("limits.window = 1MiB (live)\n");
        assertThat(settings("get", target, "limits.window").out()).isEqualTo("1MiB\n");
        assertThat(settings("unset", target, "limits.window").out())
                .isEqualTo("limits.window = 256KiB (default)\n");
        assertThat(settings("set", target, "access.put", "unix:ada, unix:ben").out())
                .isEqualTo("access.put = unix:ada, unix:ben (live)\n");
        assertThat(settings("set", target, "access.put", "[]").out())
                .isEqualTo("access.put = [] (live)\n");
    }

    @Test
    void groupsAndSingleHandlersAreMade() {
        assertThat(settings("set", target, "groups.desk", "unix:ada").out())
                .isEqualTo("groups.desk = unix:ada (live)\n");
        assertThat(settings("set", target, "access.handlers.flight.*", "@desk").out())
                .isEqualTo("access.handlers.\"flight.*\" = @desk (live)\n");
        assertThat(settings("unset", target, "groups.desk").err())
                .contains("expected a group that stands in [groups], got \"@desk\"");
        assertThat(settings("unset", target, "access.handlers.\"flight.*\"").out())
                .isEqualTo("access.handlers.\"flight.*\" = [] (default)\n");
        assertThat(settings("unset", target, "groups.desk").status()).isZero();
        assertThat(settings("list", target, "groups").out().lines()).hasSize(1);
    }

    @Test
    void forProgramsASettingIsAsOnTheWire() throws Exception {
        byte[] line =
                settings("set", "--json", target, "limits.max_channels", "7")
                        .out()
                        .strip()
                        .getBytes(StandardCharsets.UTF_8);
        JsonObject json = new JsonReader(4, 1 << 20).read(line, 0, line.length);

        assertThat(Setting.fromJson(json))
                .isEqualTo(
                        new Setting(
                                "limits.max_channels",
                                Setting.INTEGER,
                                "1 to 65536",
                                new JsonValue.Int(256),
                                "how many commands a connection may run at once",
                                true,
                                new JsonValue.Int(7),
                                Setting.From.LIVE,
                                Optional.empty()));
    }

    @Test
    void mistakesAreToldInTheWordsOfTheFile() {
        Account.Outcome range = settings("set", target, "limits.window", "3");
        assertThat(range.status()).isEqualTo(255);
        assertThat(range.err())
                .contains("limits.window: expected a size from 4KiB to 16MiB, got 3\n");
        assertThat(settings("get", target, "limits.windw").err())
                .contains("expected the name of a setting, got 'limits.windw'")
                .contains("did you mean limits.window?");
        assertThat(settings("set", target, "backlog", "7").err())
                .contains("needs a restart")
                .contains("--keep");
        assertThat(settings("set", "--keep", target, "backlog", "7").err())
                .contains("expected a configuration file to keep it in, got none");
        assertThat(settings("set", target, "limits.window").status()).isEqualTo(2);
        assertThat(settings("set", "--failure-status=9", target, "no\u0007pe", "1").status())
                .isEqualTo(9);
        assertThat(settings("set", target, "no\u0007pe", "1").err()).doesNotContain("\u0007");
    }

    @Test
    void theyHaveHelp() {
        assertThat(settings("--help").out()).contains("list", "get", "set", "unset");
        assertThat(settings("set", "--help").out()).contains("--keep");
        assertThat(settings().status()).isEqualTo(2);
    }
}
