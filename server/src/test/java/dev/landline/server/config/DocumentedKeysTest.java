package dev.landline.server.config;

import static dev.landline.server.config.ConfigFolder.DEFAULTS;
import static dev.landline.server.config.ConfigFolder.FILES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landline.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Holds the example file and the table in {@code docs/operations.md} against the loader. */
class DocumentedKeysTest {

    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| `([a-z_.]+)` \\| `(.+?)` \\| (.+?) \\| .+ \\|$", Pattern.MULTILINE);
    private static final Pattern RANGE = Pattern.compile("([0-9]+)(\\S*) to ([0-9]+)(\\S*)");

    @TempDir private Path directory;

    /** A row of the table. */
    record Row(String key, String fallback, String range) {
        @Override
        public String toString() {
            return key;
        }
    }

    private static Path project(String path) {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("examples/landline.toml"))) {
                return at.resolve(path);
            }
        }
        throw new IllegalStateException(
                "expected examples/landline.toml in a parent directory of " + start);
    }

    static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(project("docs/operations.md")))
                .results()
                .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
                .toList();
    }

    static List<Row> rowsWithARange() throws IOException {
        return rows().stream().filter(row -> RANGE.matcher(row.range).matches()).toList();
    }

    private static SortedSet<String> keysOfTheLoader() {
        ConfigDocument document = ConfigDocument.parse(Path.of("/none.toml"), "");
        ServerConfigFile.read(document, new ConfigPaths(Path.of("/"), FILES.home()), FILES);
        return document.keys();
    }

    private static Map<String, Object> keysOfTheExample() throws IOException {
        return values(Files.readString(project("examples/landline.toml")));
    }

    /** Full names of keys, and their values; arrays as lists. */
    private static Map<String, Object> values(String toml) {
        TomlTable table = Toml.parse(toml);
        Map<String, Object> values = new TreeMap<>();
        for (String key : table.dottedKeySet()) {
            Object value = table.get(key);
            values.put(key, value instanceof TomlArray array ? array.toList() : value);
        }
        return values;
    }

    @Test
    void theExampleHasEveryKeyThatTheLoaderKnows() throws IOException {
        assertThat(keysOfTheExample().keySet())
                .containsExactlyInAnyOrderElementsOf(keysOfTheLoader());
        assertThat(keysOfTheLoader()).hasSizeGreaterThanOrEqualTo(19);
    }

    @Test
    void theExampleSaysWhatHoldsWithoutIt() throws IOException {
        assertThat(ServerConfigFile.load(project("examples/landline.toml"), FILES))
                .isEqualTo(DEFAULTS);
    }

    @Test
    void thePageHasEveryKeyOnceWithTheDefaultOfTheExample() throws IOException {
        String page =
                rows().stream()
                        .map(row -> row.key + " = " + row.fallback + "\n")
                        .collect(Collectors.joining());

        assertThat(values(page)).isEqualTo(keysOfTheExample());
        assertThat(new ConfigFolder(directory).load(page)).isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @MethodSource("rowsWithARange")
    void bothEndsOfARangeOnThePageAreAccepted(Row row) throws IOException {
        MatchResult range = RANGE.matcher(row.range).results().toList().getFirst();
        ConfigFolder folder = new ConfigFolder(directory);

        assertThat(folder.load(with(row.key, range.group(1), range.group(2))))
                .isNotEqualTo(folder.load(with(row.key, range.group(3), range.group(4))));
    }

    @ParameterizedTest
    @MethodSource("rowsWithARange")
    void aValueBeyondARangeOnThePageIsRefusedWithThatRange(Row row) {
        MatchResult range = RANGE.matcher(row.range).results().toList().getFirst();
        String beyond = "1" + range.group(3);

        ConfigException e =
                catchThrowableOfType(
                        ConfigException.class,
                        () ->
                                new ConfigFolder(directory)
                                        .load(with(row.key, beyond, range.group(4))));

        assertThat(e.problems()).hasSize(1);
        assertThat(e).hasMessageContaining(": " + row.key + ": expected ");
        assertThat(e).hasMessageContaining(" from " + row.range + ", got ");
    }

    /** But for the umask, whose digits are no quantity. */
    @Test
    void thePageHasARangeForEveryNumber() throws IOException {
        Map<String, Object> keys = keysOfTheExample();
        keys.remove("commands.umask");
        long numbers =
                keys.values().stream()
                        .filter(value ->
                                value instanceof Long
                                        || (value instanceof String text
                                                && !text.isEmpty()
                                                && Character.isDigit(text.charAt(0))))
                        .count();

        assertThat(rowsWithARange()).hasSize((int) numbers);
    }

    @Test
    void thePageHasTheRangesThatTheSettingsSay() throws IOException {
        Map<String, String> ranges = new TreeMap<>();
        ConfigSource.fixed(DEFAULTS, FILES)
                .read()
                .settings()
                .forEach(setting -> ranges.put(setting.name(), setting.range()));

        assertThat(rowsWithARange())
                .allSatisfy(row -> assertThat(row.range).isEqualTo(ranges.get(row.key)));
    }

    @Test
    void thePageNamesWhatNeedsARestart() throws IOException {
        String page = Files.readString(project("docs/operations.md"));
        String names =
                Pattern.compile("(?s)\\*\\*A restart\\*\\* is needed for (.+?)\\.\n")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.joining());

        assertThat(Pattern.compile("`([a-z_.]+)`").matcher(names).results())
                .extracting(name -> name.group(1))
                .containsExactlyElementsOf(
                        ConfigSource.fixed(DEFAULTS, FILES).read().settings().stream()
                                .filter(setting -> !setting.live())
                                .map(Setting::name)
                                .toList());
    }

    /** A file that sets the key, and its counterpart so that the two agree. */
    private static String with(String key, String number, String unit) {
        String counterpart =
                switch (key) {
                    case "startups.begin" -> "startups.full = 1000000\n";
                    case "startups.full" -> "startups.begin = 1\n";
                    default -> "";
                };
        String value = unit.isEmpty() ? number : '"' + number + unit + '"';
        return counterpart + key + " = " + value + "\n";
    }
}
