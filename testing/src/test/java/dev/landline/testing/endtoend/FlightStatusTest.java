package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.client.Landline;
import dev.landline.client.call.HandlerCall;
import dev.landline.client.call.HandlerEntry;
import dev.landline.json.JsonValue;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Eventually;
import dev.landline.testing.endtoend.Shell.Serving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarFile;
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
        } catch (ReflectiveOperationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void itsJarSaysWhatItOffers() throws Exception {
        Path classes = FlightStatusProject.compile(folder.resolve("classes"), "", "");
        Path jar = folder.resolve("flight-status.jar");
        FlightStatusProject.pack(classes, jar);
        try (JarFile file = new JarFile(jar.toFile())) {
            String named = file.getManifest().getMainAttributes().getValue("Landline-Handlers");
            assertThat(file.getEntry(named.replace('.', '/') + ".class")).isNotNull();
        }
        assertThat(Files.size(jar)).isLessThan(20_000);
    }

    /** As the README says, with the command line where a person would use it. */
    @Test
    void itsJarIsDroppedIntoARunningServerReplacedAndRemoved() throws Exception {
        Path directory = folder.resolve(".config/landline/handlers");
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path jar = directory.resolve("flight-status.jar");
        Path before = FlightStatusProject.compile(folder.resolve("classes"), "", "");
        Path after = FlightStatusProject.compile(folder.resolve("changed"), "boarding", "gone");
        try (Serving server = shell.serveAt(folder.resolve("socket"));
                Landline line = Landline.connect(server.target())) {
            assertThat(line.handlers()).isEmpty();

            FlightStatusProject.pack(before, jar);
            Eventually.until("it is offered", () -> names(line).contains("flight.status"));
            var list = shell.run(shell.landline("call", server.target(), "--list"));
            assertThat(list.stdout())
                    .contains("flight.status(flight: string) -> ")
                    .contains("    How a flight is doing.\n")
                    .contains("    (from flight-status.jar)\n");
            assertThat(status(server)).contains("\"state\":\"boarding\"");

            Path beside = folder.resolve("new.jar");
            FlightStatusProject.pack(after, beside);
            Files.move(beside, jar, StandardCopyOption.ATOMIC_MOVE);
            HandlerCall call = line.call("flight.status").parameter("flight", "CA981");
            Eventually.until(
                    "it is replaced",
                    () -> {
                        try {
                            return call.value().toString().contains("gone");
                        } catch (IOException e) {
                            throw new AssertionError("no call is lost", e);
                        }
                    });
            assertThat(status(server)).contains("\"state\":\"gone\"");

            Files.delete(jar);
            Eventually.until("it is gone", () -> names(line).isEmpty());
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_HANDLER));
        }
    }

    private String status(Serving server) throws Exception {
        var called =
                shell.run(
                        shell.landline(
                                "call",
                                server.target(),
                                "flight.status",
                                "{\"flight\": \"CA981\"}"));
        assertThat(called.status()).as(called.stderr()).isZero();
        return called.stdout();
    }

    private static List<String> names(Landline line) {
        try {
            return line.handlers().stream().map(HandlerEntry::name).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
