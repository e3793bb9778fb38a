package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a tree where all is built, but for the JVM's AOT cache. */
@Timeout(300)
class LauncherTest {

    private static final String KEPT = " source: shared objects file";

    @TempDir private Path directory;

    private Shell shell;
    private Path image;
    private Path launcher;

    @BeforeEach
    void copyTree() throws IOException {
        Path root = Files.createDirectory(directory.resolve("with blank"));
        shell = new Shell(Files.createDirectory(directory.resolve("home")));
        launcher = Files.copy(Shell.project().resolve("landline"), root.resolve("landline"));
        Files.createDirectories(root.resolve("cli/src/image"));
        for (String file : List.of("compile-early", "first-compiler-only")) {
            Files.copy(
                    Shell.project().resolve("cli/src/image").resolve(file),
                    root.resolve("cli/src/image").resolve(file));
        }
        image = root.resolve("cli/target/landline");
        Files.createDirectories(image.resolve("lib"));
        try (Stream<Path> jars = Files.list(Shell.project().resolve("cli/target/landline/lib"))) {
            for (Path jar : (Iterable<Path>) jars::iterator) {
                Files.copy(jar, image.resolve("lib").resolve(jar.getFileName()));
            }
        }
    }

    private Shell.Result run(String javaOptions, String... words) throws Exception {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        "env",
                                        "LANDLINE_JAVA_HOME=" + System.getProperty("java.home"),
                                        "LANDLINE_JAVA_OPTS=" + javaOptions,
                                        "sh",
                                        launcher.toString()),
                                Stream.of(words))
                        .toList();
        return shell.run(command);
    }

    /** On the way of a command there is nothing that the JVM would have to load from a jar. */
    @Test
    void theFirstStartMakesTheCacheAndTheNextOnesUseIt() throws Exception {
        Shell.Result first = run("", "exec", "local", "--", "echo", "hi");
        assertThat(first.stdout()).isEqualTo("hi\n");
        assertThat(first.stderr()).startsWith("landline: preparing for the JDK in ");
        assertThat(image.resolve("landline.aot")).isNotEmptyFile();

        Path log = directory.resolve("classes");
        String options = "-XX:AOTMode=on -Xlog:class+load:file=" + log;
        Shell.Result second = run(options, "exec", "local", "--", "echo", "hi");
        assertThat(second.stderr()).isEmpty();
        assertThat(second.stdout()).isEqualTo("hi\n");
        List<String> loaded = Files.readAllLines(log);
        for (String name :
                List.of(
                        "dev.landline.cli.Main",
                        "dev.landline.cli.exec.ExecCommand",
                        "dev.landline.client.Landline",
                        "picocli.CommandLine", // made for Java 5
                        "org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil")) { // was signed
            assertThat(loaded).anyMatch(line -> line.contains(" " + name + KEPT));
        }
        assertThat(loaded)
                .as("kept only for a server")
                .noneMatch(line -> line.contains(" dev.landline.server.LandlineServer" + KEPT));
    }

    /** The JVM would say on stdout that the young generation is too large, and then not start. */
    @Test
    void aHeapMayBeSmall() throws Exception {
        run("", "--version");
        for (String heap : List.of("-Xmx32m", "-Xmx64M", "-Xmx128m")) {
            assertThat(run(heap, "exec", "local", "--", "echo", "hi"))
                    .as(heap)
                    .isEqualTo(new Shell.Result(0, "hi\n", ""));
            Shell.Result server = run(heap, "serve", "--config", "none.toml");
            assertThat(server.stdout()).as(heap).isEmpty();
            assertThat(server.stderr()).as(heap).contains("none.toml").doesNotContain("warning");
        }
    }

    /** Such an option is enough for a JVM not to take the cache. */
    @Test
    void aCacheThatCannotBeUsedIsNoMatter() throws Exception {
        assertThat(run("", "--version").status()).isZero();
        Shell.Result result = run("--enable-native-access=ALL-UNNAMED", "--version");
        assertThat(result.stdout()).startsWith("landline ").hasLineCount(1);
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void aCacheThatCannotBeMadeIsTriedOnce() throws Exception {
        Path jar = image.resolve("lib/landline-client.jar");
        Path gone = jar.resolveSibling("gone");
        Files.move(jar, gone); // so that there is nothing to train
        assertThat(run("", "--version").stderr()).startsWith("landline: preparing ");
        Files.move(gone, jar);
        assertThat(image.resolve("landline.aot")).isEmptyFile();
        Shell.Result result = run("", "exec", "local", "--", "echo", "hi");
        assertThat(result.stdout()).isEqualTo("hi\n");
        assertThat(result.stderr()).isEmpty();
    }

    /** A jar that was built anew does not fit the cache any more. */
    @Test
    void aNewJarIsPreparedForAgain() throws Exception {
        assertThat(run("", "--version").stderr()).startsWith("landline: preparing ");
        assertThat(run("", "--version").stderr()).isEmpty();
        Path jar = image.resolve("lib/landline-cli.jar");
        Files.setLastModifiedTime(
                jar,
                FileTime.fromMillis(
                        Files.getLastModifiedTime(image.resolve("landline.aot")).toMillis()
                                + 1000));
        assertThat(run("", "--version").stderr()).startsWith("landline: preparing ");
    }
}
