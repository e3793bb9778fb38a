package dev.landline.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A terminal of the system's at which a shell with job control runs a {@link RawProcess}, as for a
 * person. What is shown is kept.
 */
final class PseudoTerminal implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private static final String SPAWN =
            "import pty, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_DFL);"
                    + " pty.spawn(sys.argv[1:])";

    private final Process process;
    private final BlockingQueue<String> screen = new LinkedBlockingQueue<>();
    private final StringBuilder shown = new StringBuilder();
    private int seen;

    private PseudoTerminal(Process process) {
        this.process = process;
    }

    /** Runs a script, in which {@code $JAVA} with an argument is a process of the kind. */
    static PseudoTerminal running(String script) throws Exception {
        ProcessBuilder python =
                new ProcessBuilder("python3", "-c", SPAWN, "sh", "-mc", script)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        python.environment().put("JAVA", java());
        PseudoTerminal terminal = new PseudoTerminal(python.start());
        Thread.ofPlatform().daemon().start(terminal::read);
        return terminal;
    }

    private static String java() throws Exception {
        String name = RawProcess.class.getName();
        URI file =
                Objects.requireNonNull(
                                RawProcess.class.getResource(
                                        RawProcess.class.getSimpleName() + ".class"))
                        .toURI();
        Path tests = Path.of(file);
        for (int i = 0; i < name.split("\\.", -1).length; i++) {
            tests = tests.getParent();
        }
        String classes =
                Stream.of(
                                System.getProperty("jdk.module.path"),
                                System.getProperty("java.class.path"),
                                tests.toString())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(File.pathSeparator));
        return String.join(
                " ",
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes,
                name);
    }

    /** Waits until something is shown that has not been asked for yet; what matched. */
    Matcher shows(String expression) throws InterruptedException {
        Pattern pattern = Pattern.compile(expression);
        while (true) {
            Matcher matcher = pattern.matcher(shown.toString());
            if (matcher.find(seen)) {
                seen = matcher.end();
                return matcher;
            }
            String more = screen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (more == null || more.isEmpty()) {
                throw new AssertionError("expected " + expression + ", but it shows: " + shown);
            }
            shown.append(more);
        }
    }

    /** What comes, in pieces; the empty one is the end. */
    private void read() {
        byte[] chunk = new byte[4096];
        try (InputStream in = process.getInputStream()) {
            int count;
            while ((count = in.read(chunk)) >= 0) {
                screen.add(new String(chunk, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // Closed, which is the end as well.
        }
        screen.add("");
    }

    void type(byte... bytes) throws IOException {
        process.getOutputStream().write(bytes);
        process.getOutputStream().flush();
    }

    /** Asks for, or changes, what the system knows of a terminal. */
    static String stty(String device, String... arguments) throws Exception {
        Process stty =
                new ProcessBuilder(Stream.concat(Stream.of("stty"), Stream.of(arguments)).toList())
                        .redirectInput(new File(device))
                        .start();
        String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (stty.waitFor() != 0) {
            throw new IOException("stty " + String.join(" ", arguments) + " failed");
        }
        return said.strip();
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly().onExit().join();
        for (ProcessHandle left : all) {
            left.destroyForcibly();
            left.onExit().join();
        }
        process.getOutputStream().close();
    }
}
