package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ExitStatus.Exited;
import dev.landline.ExitStatus.NotStarted;
import dev.landline.ExitStatus.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StartFailureTest {

    @TempDir private Path directory;
    private LaunchedCommands commands;

    @BeforeEach
    void open() throws IOException {
        commands = new LaunchedCommands();
    }

    @AfterEach
    void close() throws IOException {
        commands.close();
    }

    @Test
    void aProgramThatIsNowhereOnThePathIsNotFound() {
        assertThat(failure(command(Map.of("PATH", "/usr/bin:/bin"), "no-such-program")))
                .isEqualTo(
                        new NotStarted(
                                Reason.NOT_FOUND,
                                "\"no-such-program\": no such program in PATH=/usr/bin:/bin"));
    }

    @Test
    void aPathThatDoesNotExistIsNotFound() {
        assertThat(failure(command("./nothing")))
                .isEqualTo(
                        new NotStarted(Reason.NOT_FOUND, "./nothing: No such file or directory"));
        assertThat(failure(command("/etc/passwd/x")))
                .isEqualTo(new NotStarted(Reason.NOT_FOUND, "/etc/passwd/x: Not a directory"));
    }

    @Test
    void anEmptyNameIsNotFound() {
        assertThat(failure(command("")).reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void aFileWithoutPermissionIsNotExecutable() throws Exception {
        write("plain", "#!/bin/sh\n", "rw-r--r--");

        assertThat(failure(command("./plain")))
                .isEqualTo(
                        new NotStarted(
                                Reason.NOT_EXECUTABLE,
                                "./plain: Permission denied (is it executable?)"));
    }

    @Test
    void aDirectoryIsNotExecutable() throws Exception {
        Files.createDirectory(directory.resolve("sub"));

        assertThat(failure(command("./sub")))
                .isEqualTo(
                        new NotStarted(
                                Reason.NOT_EXECUTABLE, "./sub: is a directory, not a program"));
    }

    @Test
    void aMissingInterpreterIsNotExecutable() throws Exception {
        write("script", "#!/no/such/interpreter\n", "rwxr-xr-x");

        assertThat(failure(command("./script")).reason()).isEqualTo(Reason.NOT_EXECUTABLE);
        assertThat(failure(command("./script")).message()).contains("./script: is there");
    }

    @Test
    void aScriptWithoutFirstLineIsRunByTheShell() throws Exception {
        write("script", "echo \"$0 $1 $2\"; exit 5\n", "rwxr-xr-x");

        LaunchedCommands.Result result = commands.run(command("./script", "a b", "c"));

        assertThat(result.status()).isEqualTo(new Exited(5));
        assertThat(result.out()).isEqualTo("./script a b c\n");
    }

    @Test
    void theCommandsOwnPathCounts() throws Exception {
        write("tool", "#!/bin/sh\necho mine\n", "rwxr-xr-x");

        assertThat(commands.run(command(Map.of("PATH", directory.toString()), "tool")).out())
                .isEqualTo("mine\n");
        assertThat(failure(command(Map.of("PATH", "/nowhere"), "tool")).reason())
                .isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void pathPartsThatAreEmptyOrRelativeStartAtTheWorkingDirectory() throws Exception {
        write("tool", "#!/bin/sh\necho $0\n", "rwxr-xr-x");
        Files.createDirectory(directory.resolve("bin"));
        write("bin/other", "#!/bin/sh\necho $0\n", "rwxr-xr-x");

        assertThat(commands.run(command(Map.of("PATH", "/nowhere::bin"), "tool")).out())
                .isEqualTo("tool\n");
        assertThat(commands.run(command(Map.of("PATH", "/nowhere:bin"), "other")).out())
                .isEqualTo("bin/other\n");
    }

    @Test
    void aForbiddenFileOnThePathDoesNotHideAGoodOneAfterIt() throws Exception {
        Files.createDirectory(directory.resolve("bin"));
        write("tool", "", "rw-r--r--");
        write("bin/tool", "#!/bin/sh\necho good\n", "rwxr-xr-x");
        String path = directory + ":" + directory.resolve("bin");

        assertThat(commands.run(command(Map.of("PATH", path), "tool")).out()).isEqualTo("good\n");
        assertThat(failure(command(Map.of("PATH", directory.toString()), "tool")).reason())
                .isEqualTo(Reason.NOT_EXECUTABLE);
    }

    @Test
    void withoutPathTheSystemsOwnIsUsed() throws Exception {
        assertThat(commands.run(command(Map.of(), "true")).status()).isEqualTo(new Exited(0));
    }

    @Test
    void aMissingWorkingDirectoryIsNamed() {
        Path missing = directory.resolve("missing");

        assertThat(failure(new CommandSpec(List.of("true"), LaunchedCommands.ENV, missing)))
                .isEqualTo(
                        new NotStarted(
                                Reason.NOT_FOUND,
                                "working directory " + missing + ": No such file or directory"));
    }

    @Test
    void aWorkingDirectoryThatIsAFileIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(failure(new CommandSpec(List.of("true"), LaunchedCommands.ENV, file)).message())
                .isEqualTo("working directory " + file + ": Not a directory");
    }

    @Test
    void tooLongAnArgumentListFails() {
        NotStarted failure = failure(command("true", "x".repeat(3 << 20)));

        assertThat(failure)
                .isEqualTo(new NotStarted(Reason.FAILED, "true: Argument list too long"));
    }

    @Test
    void whatNoProgramCanBePassedIsRefused() {
        assertThatThrownBy(() -> command("echo", "a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL");
        assertThatThrownBy(() -> command("echo", "\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
        assertThatThrownBy(() -> command(Map.of("A=B", "x"), "true"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A=B");
        assertThatThrownBy(() -> command(Map.of("A", "x\0"), "true"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A");
        assertThatThrownBy(() -> command())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("program");
        assertThatThrownBy(() -> new CommandSpec(List.of("true"), Map.of(), Path.of("relative")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("relative");
    }

    @Test
    void aClosedLauncherStartsNothing() throws Exception {
        ProcessLauncher closed = ProcessLauncher.open(GracePeriods.DEFAULT);
        closed.close();
        closed.close();

        assertThatThrownBy(() -> closed.start(command("true")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private NotStarted failure(CommandSpec command) {
        StartOutcome outcome = commands.tryStart(command);
        assertThat(outcome).isInstanceOf(StartOutcome.Failed.class);
        return ((StartOutcome.Failed) outcome).status();
    }

    private CommandSpec command(String... argv) {
        return command(LaunchedCommands.ENV, argv);
    }

    private CommandSpec command(Map<String, String> env, String... argv) {
        return new CommandSpec(List.of(argv), env, directory);
    }

    private void write(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
