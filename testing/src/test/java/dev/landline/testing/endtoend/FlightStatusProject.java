package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The example project, built as its {@code pom.xml} says, but without Maven, which would take
 * seconds and the network.
 */
final class FlightStatusProject {

    private static final Path FOLDER = Shell.project().resolve("examples/java/flight-status");
    private static final Pattern HANDLERS =
            Pattern.compile("<Landline-Handlers>([^<]+)</Landline-Handlers>");

    private FlightStatusProject() {}

    static String pom() throws IOException {
        return Files.readString(FOLDER.resolve("pom.xml"));
    }

    /** The attribute that names its class. */
    static String handlers() throws IOException {
        Matcher found = HANDLERS.matcher(pom());
        assertThat(found.find()).as("the attribute in the project's pom").isTrue();
        return found.group(1);
    }

    /** Compiles it, with a change to its source, into a new folder. */
    static Path compile(Path classes, String from, String to) throws IOException {
        Path sources =
                Files.createDirectory(classes.resolveSibling(classes.getFileName() + "-src"));
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-parameters",
                                "-Xlint:all,-path",
                                "-Werror",
                                "-cp",
                                Shell.project()
                                        .resolve("cli/target/landline/lib/landline-cli.jar")
                                        .toString(),
                                "-d",
                                classes.toString()));
        try (Stream<Path> all = Files.walk(FOLDER.resolve("src/main/java"))) {
            for (Path file : all.filter(file -> file.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                assertThat(source).contains(from);
                Path changed = sources.resolve(file.getFileName());
                Files.writeString(changed, source.replace(from, to));
                arguments.add(changed.toString());
            }
        }
        run("javac", arguments);
        return classes;
    }

    /** Packs it. */
    static void pack(Path classes, Path jar) throws IOException {
        Path manifest = classes.resolveSibling(classes.getFileName() + ".mf");
        Files.writeString(manifest, "Landline-Handlers: " + handlers() + "\n");
        run(
                "jar",
                List.of(
                        "--create",
                        "--file",
                        jar.toString(),
                        "--manifest",
                        manifest.toString(),
                        "-C",
                        classes.toString(),
                        "."));
    }

    private static void run(String tool, List<String> arguments) {
        StringWriter messages = new StringWriter();
        PrintWriter writer = new PrintWriter(messages);
        int status =
                ToolProvider.findFirst(tool)
                        .orElseThrow()
                        .run(writer, writer, arguments.toArray(String[]::new));
        assertThat(status).as(messages.toString()).isZero();
    }
}
