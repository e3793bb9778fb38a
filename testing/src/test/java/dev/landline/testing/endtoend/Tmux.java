package dev.landline.testing.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Terminals that a program can look at: a tmux server of its own. Closing it ends all of them. */
final class Tmux implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GLANCE_MILLIS = 20;

    private final Path socket;

    Tmux(Path folder) {
        socket = folder.resolve("tmux");
    }

    /**
     * What a terminal shows.
     *
     * @param cells its lines, with colours
     * @param cursor column and line, and whether the alternate screen is shown
     */
    record Screen(String cells, String cursor) {
        String text() {
            return cells.replaceAll("\033\\[[0-9;:]*m", "");
        }

        /** The same as one line, for what may have been wrapped. */
        String flat() {
            return text().replace("\n", "");
        }

        List<String> lines() {
            return text().lines().map(String::stripTrailing).toList();
        }

        /** The last line on which anything stands. */
        String lastLine() {
            return lines().stream().filter(line -> !line.isEmpty()).reduce("", (_, last) -> last);
        }
    }

    /** A terminal of 80x24 at which a program runs with nothing but these variables. */
    void open(String name, Map<String, String> environment, List<String> command) throws Exception {
        List<String> words = new ArrayList<>(List.of("env", "-i"));
        environment.forEach((variable, value) -> words.add(variable + "=" + value));
        words.addAll(command);
        String line = words.stream().map(Tmux::quoted).collect(Collectors.joining(" "));
        run("new-session", "-d", "-s", name, "-x", "80", "-y", "24", line);
        run("set-option", "-t", name, "remain-on-exit", "on");
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Presses keys: text as it is, or names such as {@code Enter} and {@code C-c}. */
    void press(String name, String... keys) throws Exception {
        List<String> command = new ArrayList<>(List.of("send-keys", "-t", name));
        command.addAll(List.of(keys));
        run(command.toArray(String[]::new));
    }

    void resize(String name, int columns, int rows) throws Exception {
        run("resize-window", "-t", name, "-x", "" + columns, "-y", "" + rows);
    }

    Screen screen(String name) throws Exception {
        return new Screen(
                run("capture-pane", "-t", name, "-p", "-e"),
                ask(name, "#{cursor_x},#{cursor_y} #{alternate_on} #{cursor_flag}"));
    }

    String ask(String name, String format) throws Exception {
        return run("display-message", "-t", name, "-p", format).strip();
    }

    /** The process that the terminal was opened with. */
    ProcessHandle process(String name) throws Exception {
        return ProcessHandle.of(Long.parseLong(ask(name, "#{pane_pid}"))).orElseThrow();
    }

    /** Waits until a terminal shows what is expected. */
    Screen await(String name, String expected, Predicate<Screen> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            Screen now = screen(name);
            if (condition.test(now)) {
                return now;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "expected " + expected + ", but " + name + " shows:\n" + now.text());
            }
            var _ = never.await(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    Screen awaitText(String name, String text) throws Exception {
        return await(
                name,
                "'" + text + "'",
                screen -> screen.text().contains(text) || screen.flat().contains(text));
    }

    Screen awaitLastLine(String name, String line) throws Exception {
        return await(name, "'" + line + "' at the end", screen -> screen.lastLine().equals(line));
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString(), "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("TMUX"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process tmux = builder.start();
        tmux.getOutputStream().close();
        String said = new String(tmux.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tmux.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    @Override
    public void close() throws Exception {
        try {
            run("kill-server");
        } catch (IOException e) {
            // There is none.
        }
    }
}
