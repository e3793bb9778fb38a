package dev.landline.server.config;

import static dev.landline.server.config.ConfigFolder.DEFAULTS;
import static dev.landline.server.config.ConfigFolder.FILES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landline.json.JsonValue;
import dev.landline.setting.Setting;
import dev.landline.setting.Setting.From;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourceTest {

    @TempDir private Path directory;

    private static JsonValue text(String text) {
        return new JsonValue.Text(text);
    }

    private static JsonValue number(long number) {
        return new JsonValue.Int(number);
    }

    private Path write(String toml) throws IOException {
        return Files.writeString(directory.resolve("landline.toml"), toml);
    }

    private ConfigSource source(String toml) throws IOException {
        return ConfigSource.file(write(toml), FILES);
    }

    private static Setting setting(ConfigSource source, String name) throws ConfigException {
        return source.read().find(name).orElseThrow();
    }

    @Test
    void everySettingSaysWhatItIs() throws IOException {
        ConfigReading reading = source("limits.window = 65536\n").read();

        assertThat(reading.find("limits.window"))
                .contains(
                        new Setting(
                                "limits.window",
                                Setting.SIZE,
                                "4KiB to 16MiB",
                                text("256KiB"),
                                "how much of a command's input may be under way before it is taken",
                                true,
                                text("64KiB"),
                                From.FILE,
                                Optional.empty()));
        assertThat(reading.settings()).extracting(Setting::name).isSorted().doesNotHaveDuplicates();
        assertThat(reading.settings())
                .allSatisfy(setting -> {
                    assertThat(setting.description()).isNotEmpty().hasSizeLessThan(72);
                    assertThat(setting.range()).isNotEmpty();
                });
    }

    /** What is shown can be set, and changes nothing then. */
    @Test
    void everyValueCanBeSetAsItIsShown() throws IOException {
        ConfigSource source = source("");
        for (Setting setting : source.read().settings()) {
            source = source.with(setting.name(), setting.value(), From.LIVE);
        }
        ConfigReading set = source.read();

        assertThat(set.config()).isEqualTo(DEFAULTS);
        assertThat(set.settings())
                .allSatisfy(setting -> {
                    assertThat(setting.from()).isEqualTo(From.LIVE);
                    assertThat(setting.value()).isEqualTo(setting.fallback());
                });
    }

    @Test
    void theLaterOriginStandsOverTheEarlierOne() throws IOException {
        ConfigSource file = source("backlog = 5\n");
        ConfigSource option = file.with("backlog", number(6), From.OPTION);
        ConfigSource live = option.with("backlog", number(7), From.LIVE);

        assertThat(file.read().config().backlog()).isEqualTo(5);
        assertThat(option.read().config().backlog()).isEqualTo(6);
        assertThat(live.read().config().backlog()).isEqualTo(7);
        assertThat(setting(live, "backlog").from()).isEqualTo(From.LIVE);
        assertThat(setting(live.without("backlog", From.LIVE), "backlog").from())
                .isEqualTo(From.OPTION);
        assertThat(setting(file, "max_connections").from()).isEqualTo(From.DEFAULT);
    }

    @Test
    void aMistakeIsToldInTheWordsOfTheFileWithoutAPlaceInIt() throws IOException {
        ConfigSource source = source("startups.full = 100\n");

        assertThatThrownBy(() -> source.with("backlog", text("5"), From.LIVE).read())
                .hasMessage("backlog: expected an integer from 1 to 65535, got \"5\"");
        assertThatThrownBy(() -> source.with("limits.window", number(3), From.LIVE).read())
                .hasMessage("limits.window: expected a size from 4KiB to 16MiB, got 3");
        assertThatThrownBy(() -> source.with("startups.begin", number(101), From.LIVE).read())
                .hasMessage("startups.begin: expected at most full, which is 100, got 101");
        assertThatThrownBy(() ->
                        source.with(
                                        "access.exec",
                                        new JsonValue.Array(List.of(text("*"), text("*"))),
                                        From.LIVE)
                                .read())
                .hasMessage("access.exec: expected each only once, got \"*\" again");
    }

    @Test
    void whatSomebodyHasDecidedWithoutAFileIsAnOption() throws IOException {
        ConfigSource source = ConfigSource.fixed(DEFAULTS.withBacklog(7), FILES);

        assertThat(source.read().config()).isEqualTo(DEFAULTS.withBacklog(7));
        assertThat(setting(source, "backlog").from()).isEqualTo(From.OPTION);
        assertThat(setting(source, "backlog").fallback()).isEqualTo(number(128));
        assertThat(setting(source, "max_connections").from()).isEqualTo(From.DEFAULT);
        assertThatThrownBy(() -> source.keep("backlog", Optional.of(number(8))))
                .hasMessage("expected a configuration file to keep it in, got none");
    }

    @Test
    void limitsAndAddressesStandOverTheFile() throws IOException {
        ConfigSource source =
                source("limits.window = 4096\n")
                        .limits(DEFAULTS.limits())
                        .listen(List.of(new ListenAddress.UnixAddress(Path.of("socket"))));

        assertThat(source.read().config().limits()).isEqualTo(DEFAULTS.limits());
        assertThat(source.read().config().listen())
                .containsExactly(new ListenAddress.UnixAddress(Path.of("socket").toAbsolutePath()));
    }

    @Test
    void theFileIsReadAnewOnlyWhenAsked() throws IOException {
        ConfigSource source = source("backlog = 5\n");
        write("backlog = 6\n");

        assertThat(source.read().config().backlog()).isEqualTo(5);
        assertThat(source.reread().read().config().backlog()).isEqualTo(6);
    }

    @Test
    void aValueIsKeptAndTheRestOfTheFileStays() throws IOException {
        ConfigSource source = source("# all\n\n[limits] # l\nwindow = \"64KiB\" # w\n");
        Files.setPosixFilePermissions(
                source.file().orElseThrow(), PosixFilePermissions.fromString("rw-r-----"));

        ConfigSource kept =
                source.keep("limits.window", Optional.of(text("1MiB")))
                        .keep("access.exec", Optional.of(new JsonValue.Array(List.of())));

        assertThat(source.file().orElseThrow())
                .hasContent(
                        "# all\n\n[limits] # l\nwindow = \"1MiB\" # w\n\n[access]\nexec = []\n");
        assertThat(Files.getPosixFilePermissions(source.file().orElseThrow()))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(kept.read().config()).isEqualTo(kept.reread().read().config());
        assertThat(setting(kept, "limits.window").from()).isEqualTo(From.FILE);
        var _ = kept.keep("access.exec", Optional.empty());
        assertThat(source.file().orElseThrow())
                .hasContent("# all\n\n[limits] # l\nwindow = \"1MiB\" # w\n\n[access]\n");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFileThatIsMissingIsMadeInItsUsualPlaceOnly() throws IOException {
        ServerFiles files = new ServerFiles(directory.resolve("a/b"), directory, directory);
        ConfigSource usual = ConfigSource.usual(files).keep("backlog", Optional.of(number(7)));

        assertThat(files.configFile()).hasContent("backlog = 7\n");
        assertThat(usual.reread().read().config().backlog()).isEqualTo(7);
        ConfigSource named = source("backlog = 5\n");
        Files.delete(named.file().orElseThrow());
        assertThatThrownBy(() -> named.keep("backlog", Optional.of(number(7))))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith(": expected a file, got none with this name");
    }

    @Test
    void aReadOnlyFileIsLeftAlone() throws IOException {
        ConfigSource source = source("backlog = 5\n");
        Files.setPosixFilePermissions(
                source.file().orElseThrow(), PosixFilePermissions.fromString("r--r--r--"));

        assertThatThrownBy(() -> source.keep("backlog", Optional.of(number(7))))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith(
                        ": expected a file that may be written, got one that is read-only");
        assertThat(source.file().orElseThrow()).hasContent("backlog = 5\n");
    }

    @Test
    void throughASymbolicLinkTheFileItselfIsWritten() throws IOException {
        Path real = Files.writeString(directory.resolve("real.toml"), "backlog = 5\n");
        Path link =
                Files.createSymbolicLink(directory.resolve("landline.toml"), Path.of("real.toml"));
        var _ = ConfigSource.file(link, FILES).keep("backlog", Optional.of(number(7)));

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("backlog = 7\n");
    }

    @Test
    void whatWasChangedMeanwhileStaysInTheFileAndHoldsFromTheNextReadingOn() throws IOException {
        ConfigSource source = source("backlog = 5\n");
        write("# mine\nbacklog = 5\nmax_connections = 9\n");
        ConfigSource kept = source.keep("limits.max_channels", Optional.of(number(3)));

        assertThat(source.file().orElseThrow())
                .hasContent(
                        "# mine\nbacklog = 5\nmax_connections = 9\n\n[limits]\nmax_channels = 3\n");
        assertThat(kept.read().config().limits().maxChannels()).isEqualTo(3);
        assertThat(kept.read().config().maxConnections()).isEqualTo(10_000);
        assertThat(kept.reread().read().config().maxConnections()).isEqualTo(9);
    }

    @Test
    void whatIsChangedWhileItIsWrittenIsNotOverwritten() throws IOException {
        Path file = write("backlog = 6\n");

        assertThatThrownBy(() -> new KeptFile(file).write("backlog = 5\n", "backlog = 7\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith(
                        ": expected the file as it was read, but somebody has changed it");
        assertThat(file).hasContent("backlog = 6\n");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFileWithMistakesIsNotTouched() throws IOException {
        ConfigSource source = source("backlog = 5\n");
        write("backlog = 5\nmax_connections = 'half");

        ConfigException e =
                catchThrowableOfType(
                        ConfigException.class,
                        () -> source.keep("limits.max_channels", Optional.of(number(3))));
        assertThat(e.problems().getFirst()).contains("landline.toml:2:");
        assertThat(source.file().orElseThrow()).hasContent("backlog = 5\nmax_connections = 'half");
    }

    @Test
    void whatTheRestCannotDoWithoutIsNotRemoved() throws IOException {
        ConfigSource source = source("startups.begin = 200\nstartups.full = 300\n");

        assertThatThrownBy(() -> source.keep("startups.full", Optional.empty()))
                .hasMessageEndingWith(
                        "startups.begin: expected at most full, which is 100, got 200");
        assertThat(source.file().orElseThrow())
                .hasContent("startups.begin = 200\nstartups.full = 300\n");
    }

    @Test
    void textInAValueCannotBreakOut() throws IOException {
        ConfigSource source = source("");
        String path = "/x\"\nbacklog = 1 # \\ \u0001";
        ConfigSource kept = source.keep("host_key", Optional.of(text(path)));

        assertThat(kept.reread().read().config())
                .isEqualTo(kept.read().config())
                .satisfies(config -> {
                    assertThat(config.hostKey()).isEqualTo(Path.of(path));
                    assertThat(config.backlog()).isEqualTo(DEFAULTS.backlog());
                });
    }

    @Test
    void durationsAreShownAsTheyAreWritten() throws IOException {
        assertThat(setting(source("commands.stop_grace = '90s'\n"), "commands.stop_grace").value())
                .isEqualTo(text("90s"));
    }
}
