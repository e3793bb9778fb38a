package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.cli.console.Signals;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code landline lab} as it is typed. */
class LabCommandTest {

    private static final String COLOUR = "\033[30;48;5;";

    private Account someone;

    @BeforeEach
    void aUser(@TempDir Path home) {
        someone = new Account(home);
    }

    @Test
    void withoutATerminalTextIsPlain() {
        Account.Outcome outcome = someone.runs("lab", "glue", "leak");

        assertThat(outcome.out()).startsWith("glue: ").contains("\nleak: ", "verdict: ");
        assertThat(outcome.out()).doesNotContain("\033");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "true,  '',  xterm, true",
        "true,  1,   xterm, false",
        "true,  '',  dumb,  false",
        "false, '',  xterm, false",
    })
    void coloursAreForTerminalsThatWantThem(
            boolean terminal, String noColor, String term, boolean colours) {
        String out =
                onScreen(
                        new Looker(terminal),
                        Map.of("NO_COLOR", noColor, "TERM", term),
                        "lab",
                        "glue");

        assertThat(out.contains(COLOUR)).isEqualTo(colours);
        assertThat(out.replaceAll("\033\\[[0-9;]*m", "")).contains("glue: ").doesNotContain("\033");
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "'', 80", "many, 80", "1, 60", "9999, 160", "-5, 80"})
    void theWidthIsThatOfTheScreenWithinReason(String columns, int width) {
        String out = onScreen(Terminal.NONE, Map.of("COLUMNS", columns), "lab", "glue");

        assertThat(out.lines().mapToInt(String::length).max()).hasValue(width);
    }

    /** Somebody who looks and is not asked. */
    private record Looker(boolean isThere) implements Terminal {
        @Override
        public boolean isPresent() {
            return false;
        }

        @Override
        public boolean isAt(int descriptor) {
            return isThere;
        }

        @Override
        public OptionalInt columns() {
            return OptionalInt.of(90);
        }

        @Override
        public String ask(String prompt) {
            return null;
        }

        @Override
        public char[] askSecret(String prompt) {
            return null;
        }
    }

    @Test
    void theTerminalSaysHowWideItIs() {
        String out = onScreen(new Looker(true), Map.of("NO_COLOR", "1"), "lab", "glue");

        assertThat(out.lines().mapToInt(String::length).max()).hasValue(90);
    }

    private String onScreen(Terminal terminal, Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Surroundings here =
                new Surroundings(
                        InputStream.nullInputStream(),
                        out,
                        OutputStream.nullOutputStream(),
                        environment,
                        someone.home(),
                        someone.home(),
                        terminal,
                        Signals.NONE,
                        InstantSource.system());
        Cli.run(args, here);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyExperimentIsListedAndCanBeDrawn() throws IOException {
        Account.Outcome listed = someone.runs("lab", "--list");
        Path pictures = someone.home().resolve("deep/pictures");
        Account.Outcome drawn = someone.runs("lab", "--json", "--svg", pictures.toString());

        List<String> names = listed.out().lines().map(line -> line.split(" ", 2)[0]).toList();
        assertThat(names).contains("glue", "leak", "nagle", "datagrams", "length", "frame");
        assertThat(drawn.out().lines())
                .hasSameSizeAs(names)
                .allMatch(line -> line.startsWith("{\"name\":\"") && line.endsWith("}"));
        for (String name : names) {
            assertThat(pictures.resolve(name + ".svg")).isRegularFile();
        }
        assertThat(parsed(pictures)).isEqualTo("svg\n".repeat(names.size()));
    }

    /** The root elements, as another XML parser reads the pictures. */
    private static String parsed(Path pictures) throws IOException {
        Process python =
                new ProcessBuilder(
                                "python3",
                                "-c",
                                """
                                import sys, pathlib, xml.etree.ElementTree as tree
                                for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
                                    root = tree.parse(file).getroot()
                                    print(root.tag.replace("{http://www.w3.org/2000/svg}", ""))
                                """,
                                pictures.toString())
                        .redirectErrorStream(true)
                        .start();
        return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whereThereCannotBeADirectoryNothingIsTried() throws IOException {
        Path file = Files.createFile(someone.home().resolve("taken"));
        Account.Outcome outcome = someone.runs("lab", "--svg", file.toString(), "glue");

        assertThat(outcome.err())
                .startsWith("landline: " + file + ": expected a directory")
                .contains("there is a file of that name", "hint: ");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.status()).isEqualTo(1);
    }

    @Test
    void anUnknownExperimentIsWrongUsage() {
        Account.Outcome outcome = someone.runs("lab", "glue", "frob");

        assertThat(outcome.err())
                .startsWith("landline: expected an experiment (glue, leak, ")
                .contains("got 'frob'");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void helpSaysWhereTheNumbersComeFrom() {
        Account.Outcome outcome = someone.runs("lab", "--help");

        assertThat(outcome.out()).contains("Usage: landline lab", "recorded in this run");
        assertThat(outcome.status()).isZero();
    }
}
