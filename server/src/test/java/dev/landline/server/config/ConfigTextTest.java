package dev.landline.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are none, or no text. */
class ConfigTextTest {

    @TempDir private Path directory;

    private void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> ServerConfigFile.load(file, ConfigFolder.FILES))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + message);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertRefused(directory.resolve("none.toml"), ": expected a file, got none with this name");
    }

    @Test
    void aDirectoryIsNamed() {
        assertRefused(directory, ": expected a file, got a directory");
    }

    @Test
    void aFileThatCannotBeOpenedIsNamedWithTheReason() throws IOException {
        Path loop = directory.resolve("loop.toml");
        Files.createSymbolicLink(loop, loop);

        assertThatThrownBy(() -> ServerConfigFile.load(loop, ConfigFolder.FILES))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        loop + ": expected a readable file: Too many levels of symbolic links");
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithTheReason() {
        assertRefused(Path.of("/proc/self/mem"), ": expected a readable file: Input/output error");
    }

    @ParameterizedTest
    @CsvSource({
        "ff, 1:1, FF",
        "23 20 e4 0a, 1:3, E4",
        "23 c3 a4 0a 23 c3 a4 80, 2:3, 80",
        "23 c3, 1:2, C3",
        "23 ed a0 80, 1:2, ED",
        "23 c0 80, 1:2, C0",
        "0a 0a ff fe 23 00, 3:1, FF"
    })
    void aByteThatIsNotUtf8IsNamedWithItsPlace(String hex, String place, String named)
            throws IOException {
        Path file = directory.resolve("landline.toml");
        Files.write(file, HexFormat.ofDelimiter(" ").parseHex(hex));

        assertRefused(file, ":" + place + ": expected UTF-8, got the byte 0x" + named);
    }

    @Test
    void aFileOfTheLargestSizeIsReadAndALargerOneIsNot() throws IOException {
        Path file = directory.resolve("landline.toml");
        byte[] comment = "#".repeat(ConfigText.MAX_SIZE).getBytes(StandardCharsets.US_ASCII);
        Files.write(file, comment);
        assertThat(ServerConfigFile.load(file, ConfigFolder.FILES))
                .isEqualTo(ConfigFolder.DEFAULTS);

        Files.writeString(file, "#".repeat(ConfigText.MAX_SIZE + 1));
        assertRefused(file, ": expected at most 1MiB, got more");
    }
}
