package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs programs, above all {@code landline}, with a home directory of their own. */
final class Shell {

    private static final long SECONDS = 120;

    private final Path home;

    Shell(Path home) {
        this.home = home;
    }

    /** How a program ended and what it wrote. */
    record Result(int status, String stdout, String stderr) {}

    /** The project's folder: the parent of the module that the tests run in. */
    static Path project() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("spec")) ? here : here.getParent();
    }

    Path home() {
        return home;
    }

    /** The command line as the launcher starts it, in a small heap. */
    List<String> landline(String... arguments) {
        Path jar = project().resolve("cli/target/landline/lib/landline-cli.jar");
        assertThat(jar).as("built by the cli module").exists();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:-UsePerfData",
                                "-jar",
                                jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        return builder;
    }

    Result run(String... command) throws Exception {
        return run(List.of(command));
    }

    /** Runs to the end with an empty input. */
    Result run(List<String> command) throws Exception {
        Process process = builder(command).start();
        process.getOutputStream().close();
        FutureTask<String> stderr = start(() -> text(process.getErrorStream()));
        FutureTask<String> stdout = start(() -> text(process.getInputStream()));
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        return new Result(process.exitValue(), stdout.get(), stderr.get());
    }

    private static String text(InputStream input) throws IOException {
        return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name("read-output").start(task);
        return task;
    }

    /** A server that was started as a process. */
    record Serving(Process process, String target, String fingerprint) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
            assertThat(process.onExit().orTimeout(30, TimeUnit.SECONDS).join())
                    .as("the server that stops")
                    .isNotNull();
        }
    }

    /** Starts {@code landline serve} and waits for its start-up line. */
    Serving serve(String... more) throws Exception {
        List<String> command = landline("serve", "--listen", "tls://127.0.0.1:0");
        command.addAll(List.of(more));
        Process process = builder(command).start();
        String line = listening(process, 1).getFirst();
        String target = line.replaceAll(".*tls://(\\S+?),? .*", "$1");
        String fingerprint = line.replaceAll(".*(SHA256:\\S+).*", "$1");
        return new Serving(process, target, fingerprint);
    }

    /** The same at a Unix socket, where the kernel says who comes: no key is needed. */
    Serving serveAt(Path socket) throws Exception {
        Process process = builder(landline("serve", "--listen", "unix:" + socket)).start();
        var _ = listening(process, 1);
        return new Serving(process, "unix:" + socket, "");
    }

    /** A server of classic dialects that was started as a process, and where it listens. */
    record ClassicServing(Process process, List<String> addresses) implements AutoCloseable {
        int port(int index) {
            String address = addresses.get(index);
            return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        }

        @Override
        public void close() {
            process.destroy();
            assertThat(process.onExit().orTimeout(30, TimeUnit.SECONDS).join())
                    .as("the server that stops")
                    .isNotNull();
        }
    }

    /** Starts {@code landline classic serve} and waits until it listens everywhere. */
    ClassicServing classic(String... uris) throws Exception {
        List<String> command = landline("classic", "serve");
        command.addAll(List.of(uris));
        Process process = builder(command).start();
        List<String> addresses =
                listening(process, uris.length).stream()
                        .map(line -> line.replaceAll(".*listening on ", ""))
                        .toList();
        return new ClassicServing(process, addresses);
    }

    /** The first lines that say where a server listens; what else it says is read away. */
    private static List<String> listening(Process process, int count) throws Exception {
        CompletableFuture<List<String>> started = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("read-server")
                .start(() -> {
                    List<String> found = new ArrayList<>();
                    try (BufferedReader lines = process.errorReader()) {
                        String line;
                        while ((line = lines.readLine()) != null) {
                            if (line.contains("listening on ")) {
                                found.add(line);
                            }
                            if (found.size() == count) {
                                started.complete(found);
                            }
                        }
                        started.completeExceptionally(new AssertionError("the server ended"));
                    } catch (IOException e) {
                        started.completeExceptionally(e);
                    }
                });
        return started.get(SECONDS, TimeUnit.SECONDS);
    }
}
