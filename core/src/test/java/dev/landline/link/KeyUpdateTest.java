package dev.landline.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * TLS 1.3 changes its keys after so many bytes: 2^37 with AES-GCM, which no test can wait for. The
 * limit is set for a whole JVM, so one is started with 2^20.
 */
class KeyUpdateTest {

    @Test
    void nothingIsLostWhileKeysChangeAtFullSpeedAndNobodyChangesThemForEver() throws Exception {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin/java")
                                                .toString(),
                                        "-Xmx128m",
                                        "-XX:+UseSerialGC",
                                        "-cp",
                                        classPath(),
                                        ManyKeyUpdates.class.getName()))
                        .redirectErrorStream(true)
                        .start();
        try (InputStream output = process.getInputStream()) {
            process.getOutputStream().close();
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(said.lines().filter(line -> line.startsWith("moved")).toList())
                    .as(said)
                    .containsExactly("moved 16 MiB each way", "moved 16 MiB one way");
            assertThat(said).contains("expected at most 128 changes of TLS keys");
            assertThat(process.exitValue()).as(said).isZero();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What this JVM has on its paths, and the classes of the tests, which are patched in. */
    private static String classPath() {
        return Stream.of(
                        Path.of("target", "test-classes").toAbsolutePath().toString(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path"))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
