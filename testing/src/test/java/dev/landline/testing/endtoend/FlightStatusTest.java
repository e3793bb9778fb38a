package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.Landline;
import dev.landline.json.JsonValue;
import dev.landline.testing.TestServer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of a handler project, built and used as its README says. */
@Timeout(120)
final class FlightStatusTest {

    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void atHome() {
        shell = new Shell(folder);
    }

    @Test
    void thePomSaysWhatTheTestsDo() throws Exception {
        assertThat(FlightStatusProject.pom())
                .contains("<maven.compiler.parameters>true</maven.compiler.parameters>")
                .contains("<scope>provided</scope>")
                .contains("<finalName>flight-status</finalName>");
    }

    @Test
    void itsClassIsOfferedByAProgramAndCalledByTheExampleInJava() throws Exception {
        Path classes = FlightStatusProject.compile(folder.resolve("classes"), "", "");
        try (URLClassLoader loader =
                        new URLClassLoader(
                                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
                TestServer server =
                        TestServer.with()
                                .with(builder -> builder.handlers(instance(loader)))
                                .start();
                Landline line = server.connect()) {
            assertThat(line.call("flight.departures").parameter("airport", "FRA").values())
                    .hasSize(2);
            assertThat(
                            line.call("flight.departures")
                                    .parameter("airport", "FRA")
                                    .parameter("to", "PEK")
                                    .value(JsonValue.class)
                                    .toString())
                    .contains("LH720")
                    .contains("17:20:00");
            var ran =
                    shell.run(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-cp",
                                    Shell.project().resolve("cli/target/landline/lib") + "/*",
                                    Shell.project()
                                            .resolve("examples/java/CallFlights.java")
                                            .toString(),
                                    server.unixTarget().toString(),
                                    "CA981",
                                    "FRA"));
            assertThat(ran.stderr()).doesNotContain("Exception");
            assertThat(ran.stdout().lines())
                    .hasSize(3)
                    .startsWith("boarding")
                    .contains("Flight[flight=LH720, from=FRA, to=PEK, state=on time]");
        }
    }

    private static Object instance(ClassLoader loader) {
        try {
            return loader.loadClass(FlightStatusProject.handlers())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void itsJarSaysWhatItOffers() throws Exception {
        Path classes = FlightStatusProject.compile(folder.resolve("classes"), "", "");
        Path jar = folder.resolve("flight-status.jar");
        FlightStatusProject.pack(classes, jar);
        try (java.util.jar.JarFile file = new java.util.jar.JarFile(jar.toFile())) {
            String named = file.getManifest().getMainAttributes().getValue("Landline-Handlers");
            assertThat(file.getEntry(named.replace('.', '/') + ".class")).isNotNull();
        }
        assertThat(Files.size(jar)).isLessThan(20_000);
    }
}
