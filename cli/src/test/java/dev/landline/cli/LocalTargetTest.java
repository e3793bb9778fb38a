package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code exec local}: the whole path in one process, with real commands. */
class LocalTargetTest {

    private static final String SHOW = "printf '<%s>' \"$@\"";

    private Account someone;

    @BeforeEach
    void aUser(@TempDir Path home) {
        someone = new Account(home);
    }

    static Stream<Arguments> commandLines() {
        return Stream.of(
                arguments(
                        List.of("local", "sh", "-c", SHOW, "sh", "-l", "--help", "@x", "", "a b"),
                        "<-l><--help><@x><><a b>"),
                arguments(
                        List.of("local", "--", "sh", "-c", SHOW, "sh", "--", "-v", "--"),
                        "<--><-v><-->"),
                arguments(List.of("--", "local", "--", "sh", "-c", SHOW, "sh", "a"), "<a>"),
                arguments(List.of("local", "-n", "-C", "/", "sh", "-c", SHOW, "sh", "-n"), "<-n>"),
                arguments(List.of("local", "-c", "echo $((6*7)) | cat"), "42\n"),
                arguments(List.of("-c", "echo $#", "local"), "0\n"),
                arguments(
                        List.of("-e", "A=1=2", "--env=B=", "local", "-c", "echo $A,${B-x},${C-x}"),
                        "1=2,,x\n"),
                arguments(
                        List.of(
                                "-e",
                                "GREETING",
                                "-e",
                                "NO",
                                "local",
                                "-c",
                                "echo $GREETING${NO-x}"),
                        "salutx\n"),
                arguments(List.of("local", "-C", "/usr", "pwd"), "/usr\n"));
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void theProgramGetsWhatWasTyped(List<String> line, String output) {
        Account.Outcome outcome =
                someone.runs(
                        Stream.concat(Stream.of("exec"), line.stream()).toArray(String[]::new));

        assertThat(outcome).isEqualTo(new Account.Outcome(0, output, ""));
    }

    /** A server that did would warn of it. */
    @Test
    void noJarsOfHandlersAreLookedAt() throws IOException {
        Path jars = Files.createDirectories(someone.config("handlers"));
        Files.setPosixFilePermissions(jars, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(someone.runs("exec", "local", "true")).isEqualTo(new Account.Outcome(0, "", ""));
    }

    @Test
    void theStreamsStayApartAndTheStatusIsTheCommands() {
        Account.Outcome outcome =
                someone.runs("exec", "local", "--", "sh", "-c", "echo out; echo err >&2; exit 7");

        assertThat(outcome).isEqualTo(new Account.Outcome(7, "out\n", "err\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kill -9 $$               | 137 | landline: local: ended by signal KILL%n",
                "printf half >&2; kill $$ | 143 | half%nlandline: local: ended by signal TERM%n",
                "exit 255                 | 255 | ''",
            })
    void aStatusSaysHowTheCommandEnded(String script, int status, String err) {
        Account.Outcome outcome = someone.runs("exec", "local", "-c", script);

        assertThat(outcome).isEqualTo(new Account.Outcome(status, "", err.replace("%n", "\n")));
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        Account.Outcome outcome = someone.runs("exec", "local", "nosuchprogram");

        assertThat(outcome.status()).isEqualTo(127);
        assertThat(outcome.err()).startsWith("landline: local: ").contains("nosuchprogram");
    }

    @Test
    void aFileThatIsNoProgramIsNamed() throws IOException {
        Path file = Files.writeString(someone.home().resolve("notes"), "no program");

        Account.Outcome outcome = someone.runs("exec", "local", file.toString());

        assertThat(outcome.status()).isEqualTo(126);
        assertThat(outcome.err()).startsWith("landline: local: ").contains(file.toString());
    }

    @Test
    void commandsStartInTheCurrentDirectory() throws IOException {
        Files.createDirectory(someone.home().resolve("below"));

        assertThat(someone.runs("exec", "local", "pwd").out())
                .isEqualTo(someone.home().toRealPath() + "\n");
        assertThat(someone.runs("exec", "local", "-C", "below", "pwd").out())
                .isEqualTo(someone.home().toRealPath().resolve("below") + "\n");
    }

    @Test
    void inputIsForwardedToItsEnd() {
        assertThat(someone.typing("zwei\neins\n").runs("exec", "local", "sort").out())
                .isEqualTo("eins\nzwei\n");
    }

    @Test
    void noInputIsReadWhenNobodyWantsIt() {
        assertThat(someone.typing("secret").runs("exec", "-n", "local", "cat").out()).isEmpty();
    }

    @Test
    void nothingOfTheUsersIsTouched() throws IOException {
        someone.runs("exec", "local", "true");

        try (Stream<Path> files = Files.list(someone.home())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void framesAreShownInTheWordsOfTheSpecification() {
        Account.Outcome outcome = someone.runs("exec", "--trace", "local", "echo", "hello");

        assertThat(outcome.err().lines())
                .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} c1 (>>|<<) \\w.*"))
                .anyMatch(line -> line.endsWith(" c1 << ch=1 data stdout @0 +6"))
                .anyMatch(line -> line.contains(" c1 << ch=1 exit exited=0"));
        assertThat(outcome.out()).isEqualTo("hello\n");
    }

    @Test
    void verboseSaysWhatHappens() {
        Account.Outcome outcome = someone.runs("-v", "exec", "local", "true");

        assertThat(outcome.err().lines())
                .allMatch(line -> line.startsWith("landline: "))
                .anyMatch(line -> line.contains("connected"))
                .anyMatch(line -> line.contains("exit status 0"));
    }
}
