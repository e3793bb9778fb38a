package dev.landline.client.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the file and the expressions in {@code docs/fan-out.md} against the inventory. */
final class DocumentedHostsTest {

    private static final Pattern FILE = Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| `([^`]+)` \\|$", Pattern.MULTILINE);

    @TempDir Path directory;

    @Test
    void theExpressionsMeanWhatThePageSays() throws IOException {
        String page = Files.readString(page());
        Matcher file = FILE.matcher(page);
        assertThat(file.find()).isTrue();
        Path hosts = Files.writeString(directory.resolve("hosts.toml"), file.group(1));
        Inventory inventory = Inventory.load(hosts, directory);

        Matcher row = ROW.matcher(page);
        int rows = 0;
        while (row.find()) {
            rows++;
            assertThat(fold(inventory, row.group(1))).as(row.group(1)).isEqualTo(row.group(2));
        }
        assertThat(rows).isGreaterThan(8);
        assertThat(page).contains("@all          46  " + inventory.all().fold());
        assertThat(inventory.all().size()).isEqualTo(46);
        assertThat(inventory.host("db1").target()).hasToString("deploy@10.0.0.5");
    }

    private static String fold(Inventory inventory, String expression) throws IOException {
        return HostSet.of(inventory.select(expression).stream().map(Host::name).toList()).fold();
    }

    private static Path page() {
        Path module = Path.of("").toAbsolutePath();
        return module.resolveSibling("docs/fan-out.md");
    }
}
