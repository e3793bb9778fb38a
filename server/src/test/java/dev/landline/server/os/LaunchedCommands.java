package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A launcher of real commands that leaves nothing behind, or fails when it is closed. */
final class LaunchedCommands implements AutoCloseable {

    static final Map<String, String> ENV = Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C");

    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private final Leftovers before;
    private final ProcessLauncher launcher;

    /** What a command did. */
    record Result(ExitStatus status, String out, String err) {}

    LaunchedCommands() throws IOException {
        this(true);
    }

    /** The same, with or without pidfds. */
    LaunchedCommands(boolean pidfds) throws IOException {
        before = Leftovers.take();
        launcher = new LinuxProcessLauncher(GracePeriods.NONE, pidfds);
    }

    StartOutcome tryStart(CommandSpec command) {
        return launcher.start(command);
    }

    ChildProcess start(CommandSpec command) {
        StartOutcome outcome = launcher.start(command);
        assertThat(outcome).isInstanceOf(StartOutcome.Started.class);
        return ((StartOutcome.Started) outcome).child();
    }

    ChildProcess start(String... argv) {
        return start(command(argv));
    }

    /** Runs a command to its end, without input. */
    Result run(CommandSpec command) throws InterruptedException {
        try (ChildProcess child = start(command)) {
            child.stdin().close();
            var out = CompletableFuture.supplyAsync(() -> readAll(child.stdout()), VIRTUAL);
            var err = CompletableFuture.supplyAsync(() -> readAll(child.stderr()), VIRTUAL);
            return new Result(child.waitFor(), out.join(), err.join());
        }
    }

    Result run(String... argv) throws InterruptedException {
        return run(command(argv));
    }

    Result shell(String script) throws InterruptedException {
        return run("sh", "-c", script);
    }

    static CommandSpec command(String... argv) {
        return new CommandSpec(List.of(argv), ENV, Path.of("/"));
    }

    static String readAll(OutputPipe pipe) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        try {
            int count;
            while ((count = pipe.read(chunk, 0, chunk.length)) >= 0) {
                all.write(chunk, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Reads one line, so that a command can say how far it is. */
    static String readLine(OutputPipe pipe) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] one = new byte[1];
        while (pipe.read(one, 0, 1) > 0 && one[0] != '\n') {
            line.write(one[0]);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    static void write(InputPipe pipe, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        pipe.write(bytes, 0, bytes.length);
    }

    /** Closes the launcher and checks that no thread, descriptor or process is left. */
    @Override
    public void close() throws IOException {
        launcher.close();
        before.assertNothingNew();
    }
}
