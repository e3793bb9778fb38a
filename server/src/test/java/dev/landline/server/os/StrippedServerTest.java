package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus.Exited;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose parent has left it without standard descriptors and with signals ignored, {@code
 * SIGCHLD} among them: its pipes then get the numbers 0 to 2, and the kernel would throw the exit
 * statuses of its children away.
 */
@Timeout(60)
class StrippedServerTest {

    @Test
    void itsCommandsAreNotAffected(@TempDir Path directory) throws Exception {
        Path report = directory.resolve("report");
        List<String> argv =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                "trap '' CHLD HUP INT USR2; exec \"$0\" \"$@\" <&- >&- 2>&-",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath(),
                                "dev.landline.server.os.StrippedServer",
                                report.toString()));
        try (LaunchedCommands commands = new LaunchedCommands()) {
            assertThat(commands.run(argv.toArray(String[]::new)).status()).isEqualTo(new Exited(0));
        }

        assertThat(report)
                .hasContent(
                        "out\nin\nSigIgn:\t0000000000000000\n0\n1\n2\n3\nerr\n"
                                + new Exited(7)
                                + "\n37 132"
                                + new Exited(0));
    }

    /** This module, its tests and what they need, wherever the build has put them. */
    private static String classPath() throws Exception {
        Path main = locationOf(ProcessLauncher.class);
        return Stream.of(
                        main,
                        main.resolveSibling("test-classes"),
                        locationOf(Exited.class),
                        locationOf(Assertions.class))
                .filter(Files::exists)
                .map(Path::toString)
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }

    private static Path locationOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
