package dev.landline.testing.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jars that cannot be used: what they were before stays, and the server says what is wrong. */
class BadJarsTest {

    private static final String[] ALL = {"flight", "late", "version"};
    private static final String STAYS = "; what it was before is offered still";

    private static JarMaker good;

    @TempDir private Path directory;
    private LeakCheck leaks;
    private JarServer jars;

    @BeforeAll
    static void compile() throws IOException {
        good = JarMaker.compiled(JarSources.VERSIONED).manifest("Versioned");
    }

    @BeforeEach
    void start() throws Exception {
        leaks = LeakCheck.start();
        jars = JarServer.on(directory);
        jars.put("a.jar", good.version(1));
        jars.awaitOffered("a.jar", ALL);
    }

    @AfterEach
    void stop() {
        jars.close();
        leaks.assertNothingLeft();
    }

    /** That a jar is refused, and everything goes on. */
    private void assertRefused(byte[] jar, String message) throws Exception {
        jars.put("a.jar", jar);
        assertThat(jars.awaitRefused("a.jar")).contains(message).endsWith(STAYS);
        assertThat(jars.call("version", "{}")).isEqualTo("1");
        jars.put("a.jar", good.version(2));
        jars.awaitOffered("a.jar", ALL);
        assertThat(jars.call("version", "{}")).isEqualTo("2");
    }

    private void assertRefused(String source, String message) throws Exception {
        JarMaker jar = JarMaker.compiled(JarSources.of(source)).manifest("Bad");
        assertRefused(jar.bytes(), message);
    }

    @Test
    void bytesThatAreNoJar() throws Exception {
        assertRefused(new byte[] {1, 2, 3}, "it cannot be read as a jar: ");
    }

    @Test
    void halfAJar() throws Exception {
        byte[] whole = good.version(3).bytes();
        assertRefused(Arrays.copyOf(whole, whole.length / 2), "it cannot be read as a jar: ");
    }

    @Test
    void aJarThatNamesNoHandlers() throws Exception {
        assertRefused(
                good.without("META-INF/MANIFEST.MF").bytes(),
                "expected the names of its handlers' classes in"
                        + " META-INF/services/dev.landline.server.handler.Handler, or as"
                        + " Landline-Handlers in its manifest");
    }

    @ParameterizedTest
    @CsvSource({
        "org.example.Nowhere, there is no such class in the jar",
        "../x, there is no such class in the jar",
        "'[I', 'expected a class of the jar itself, got the server''s'",
        "java.lang.Runtime, 'expected a class of the jar itself, got the server''s'",
        "dev.landline.server.LandlineServer, 'expected a class of the jar itself, got the"
                + " server''s'"
    })
    void aClassThatIsNotInTheJar(String name, String message) throws Exception {
        assertRefused(good.manifestOf(name).bytes(), name + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public class Bad { public Bad() { throw new IllegalStateException(\"no\"); } }"
                        + " | org.example.Bad: its constructor failed: IllegalStateException: no",
                "public class Bad { static { if (true) throw new IllegalStateException(\"no\"); } }"
                    + " | org.example.Bad: its static initialiser failed: IllegalStateException:"
                    + " no",
                "public class Bad { static { if (true) throw new AssertionError(\"no\"); } }"
                        + " | it cannot be loaded: AssertionError: no",
                "class Bad { public Bad() {} } | org.example.Bad: expected a public class",
                "public class Bad { Bad() {} }"
                        + " | org.example.Bad: expected a public constructor without parameters",
                "public class Bad { public Bad(int x) {} }"
                        + " | org.example.Bad: expected a public constructor without parameters",
                "public abstract class Bad { public Bad() {} }"
                        + " | org.example.Bad: expected a class that is not abstract",
                "public class Bad { } | org.example.Bad has no public method with @Handles",
                "public class Bad { @Handles(\"../x\") public void x() {} }"
                        + " | a handler's name: expected words of letters",
                "public class Bad { @Handles(\"x\") void x() {} }"
                        + " | org.example.Bad.x() has @Handles and is not public",
                "public class Bad { @Handles(\"x\") public void x() {}"
                        + " @Handles(\"x\") public void y() {} } | two methods handle x",
                "public class Bad implements Handler { public void handle(Call call) {}"
                        + " public HandlerDescription description() { return null; } }"
                        + " | it cannot be loaded: NullPointerException",
                "public class Bad implements Handler { public void handle(Call call) {}"
                        + " public HandlerDescription description() {"
                        + " throw new IllegalStateException(\"\\u001b[2J\\n\"); } }"
                        + " | it cannot be loaded: IllegalStateException: "
            })
    void aClassThatIsNoHandler(String source, String message) throws Exception {
        assertRefused(source, message);
    }

    @Test
    void aClassThatNeedsOneThatIsNotThere() throws Exception {
        JarMaker jar =
                JarMaker.compiled(
                                JarSources.of(
                                        """
                                        public class Bad extends Lost {
                                            @Handles("x") public void x() {}
                                        }
                                        class Lost {}
                                        """))
                        .without("org/example/Lost.class")
                        .manifest("Bad");

        assertRefused(
                jar.bytes(),
                "org.example.Bad: it cannot be loaded: NoClassDefFoundError: org/example/Lost");
    }

    @Test
    void aJarThatOthersMayWrite() throws Exception {
        Path file = directory.resolve("a.jar");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        assertThat(jars.awaitRefused("a.jar"))
                .isEqualTo(
                        "%1$s can be written by others than its owner: mode 0664; run: chmod go-w %1$s"
                                        .formatted(file.toRealPath())
                                + STAYS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        jars.put("a.jar", good.version(2));
        jars.awaitOffered("a.jar", ALL);
    }

    @Test
    void aJarThatOthersMayNotWriteAnyMoreIsUsed() throws Exception {
        jars.remove("a.jar");
        jars.awaitGone("a.jar");
        Path file = directory.resolve("b.jar");
        Path beside = Files.write(directory.resolve("b.new"), good.version(3).bytes());
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-rw-r--"));
        Files.move(beside, file);
        assertThat(jars.awaitRefused("b.jar")).contains("mode 0664; run: chmod go-w " + file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        jars.awaitOffered("b.jar", ALL);
        assertThat(jars.call("version", "{}")).isEqualTo("3");
    }

    @Test
    void aDirectoryWithTheNameOfAJar() throws Exception {
        Files.createDirectory(directory.resolve("b.jar"));

        assertThat(jars.awaitRefused("b.jar")).isEqualTo("expected a file");
    }

    @Test
    void aNewJarThatIsBadIsRefusedAsWell() throws Exception {
        jars.put("b.jar", good.manifestOf("no.Such"));

        assertThat(jars.awaitRefused("b.jar"))
                .isEqualTo("no.Such: there is no such class in the jar");
    }

    @Test
    void theSameMistakeIsToldOnce() throws Exception {
        jars.put("b.jar", good.manifestOf("no.Such").version(1));
        assertThat(jars.awaitRefused("b.jar")).contains("no.Such");
        jars.put("b.jar", good.manifestOf("no.Such").version(2));
        jars.put("b.jar", good.manifestOf("no.Such2").version(2));
        assertThat(jars.awaitRefused("b.jar")).contains("no.Such2");
        assertThat(jars.unheard()).isEmpty();
    }
}
