package dev.landline.testing.classic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.behaviour.Background;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the scripts: the examples as they stand, and the peers that others write. */
public final class Python {

    private static final long SECONDS = 30;
    private static final String LISTENING = "listening on port ";

    private Python() {}

    /** What {@code python3} on the path starts in the end; it may be a wrapper, and slow. */
    private static final class Interpreter {
        private static final String PATH = interpreter();
    }

    /** How a script ended and what it wrote. */
    public record Result(int status, String stdout, String stderr) {}

    static Path examples() {
        Path here = Path.of("").toAbsolutePath();
        Path project = Files.exists(here.resolve("spec")) ? here : here.getParent();
        return project.resolve("examples/python/classic");
    }

    public static Path example(String name) {
        return examples().resolve(name);
    }

    /** A peer as others write it. */
    static Path usual(String name) throws Exception {
        var resource = Python.class.getResource(name);
        assertThat(resource).as(name).isNotNull();
        return Path.of(resource.toURI());
    }

    /** Runs a script to its end. */
    public static Result run(Path script, String stdin, String... arguments) throws Exception {
        return finish(command(script, arguments), stdin);
    }

    /** The same for one that has to succeed. */
    public static String output(Path script, String stdin, String... arguments) throws Exception {
        Result result = run(script, stdin, arguments);
        assertThat(result.stderr()).as("what %s complains about", script).isEmpty();
        assertThat(result.status()).isZero();
        return result.stdout();
    }

    /** Starts a script that prints its port. */
    public static Serving serve(Path script, String... more) throws Exception {
        return serve(script, ProcessBuilder.Redirect.INHERIT, more);
    }

    /** The same for one whose complaints go elsewhere. */
    static Serving serve(Path script, ProcessBuilder.Redirect stderr, String... more)
            throws Exception {
        String[] arguments = new String[more.length + 1];
        arguments[0] = "0";
        System.arraycopy(more, 0, arguments, 1, more.length);
        Process process =
                command(script, arguments)
                        .inheritIO()
                        .redirectOutput(ProcessBuilder.Redirect.PIPE)
                        .redirectError(stderr)
                        .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        try {
            String line = Background.of(lines::readLine).get();
            assertThat(line).as("what %s says first", script).startsWith(LISTENING);
            return new Serving(process, Integer.parseInt(line.substring(LISTENING.length())));
        } catch (Throwable e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** A server that runs as a process of its own. */
    public record Serving(Process process, int port) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
            process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
        }
    }

    private static ProcessBuilder command(Path script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Interpreter.PATH, script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PYTHONUTF8", "1");
        return builder;
    }

    private static Result finish(ProcessBuilder builder, String stdin) throws Exception {
        Process process = builder.start();
        try {
            var feeding =
                    Background.doing(() -> {
                        try (OutputStream input = process.getOutputStream()) {
                            input.write(stdin.getBytes(StandardCharsets.UTF_8));
                        } catch (IOException e) {
                            // It ended before it had read everything, which its status tells.
                        }
                    });
            var stderr = Background.of(() -> process.getErrorStream().readAllBytes());
            var stdout = Background.of(() -> process.getInputStream().readAllBytes());
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", builder.command())
                    .isTrue();
            feeding.get();
            return new Result(process.exitValue(), text(stdout.get()), text(stderr.get()));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String interpreter() {
        try {
            return finish(
                            new ProcessBuilder(
                                    "python3", "-c", "import sys; print(sys.executable)"),
                            "")
                    .stdout()
                    .strip();
        } catch (Exception e) {
            throw new IllegalStateException("expected python3 on the path", e);
        }
    }
}
