package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, seen through Landline and at a local terminal, cell by cell. */
@Timeout(120)
final class TerminalTest {

    private static final String HERE = "here";
    private static final String THERE = "there";
    private static final String AGAIN = "again";
    private static final String PROMPT = "remote$";

    private static final String WIDE = "漢字かな한글 ｆｕｌｌ｜ e\u0301 a\u0308 ∑→■ 😀 тест ελληνικά\tend";

    @TempDir private Path home;
    private Tmux tmux;
    private Shell shell;
    private Shell.Serving server;
    private Path text;

    @BeforeEach
    void aServer() throws Exception {
        assumeInstalled("tmux");
        tmux = new Tmux(home);
        shell = new Shell(home);
        server = shell.serveAt(home.resolve("s"));
        text =
                Files.writeString(
                        home.resolve("text"),
                        IntStream.rangeClosed(1, 200)
                                .mapToObj(i -> i % 10 == 0 ? i + " " + WIDE : i + " line " + i)
                                .collect(Collectors.joining("\n", "", "\n")));
    }

    @AfterEach
    void ends() throws Exception {
        if (tmux != null) {
            tmux.close();
        }
        if (server != null) {
            server.process().destroyForcibly();
            server.close();
        }
    }

    private static void assumeInstalled(String program) {
        boolean there =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeThat(there).as("%s is installed", program).isTrue();
    }

    private Map<String, String> environment() {
        return new TreeMap<>(
                Map.of(
                        "HOME",
                        home.toString(),
                        "PATH",
                        System.getenv("PATH"),
                        "TERM",
                        "tmux-256color",
                        "LANG",
                        "C.UTF-8",
                        "LESSHISTFILE",
                        "-"));
    }

    /** Runs a program at both. */
    private void run(String... program) throws Exception {
        tmux.open(HERE, environment(), List.of(program));
        List<String> remote =
                new ArrayList<>(
                        shell.landline(
                                "exec",
                                "-t",
                                "-e",
                                "HOME",
                                "-e",
                                "LESSHISTFILE",
                                server.target(),
                                "--"));
        remote.addAll(List.of(program));
        tmux.open(THERE, environment(), remote);
    }

    private void press(String... keys) throws Exception {
        tmux.press(HERE, keys);
        tmux.press(THERE, keys);
    }

    /** Once it shows the text here, it looks the same there. */
    private void looksTheSameWith(String shown) throws Exception {
        tmux.awaitText(HERE, shown);
        tmux.await(
                THERE,
                "the same as\n" + tmux.screen(HERE),
                there -> {
                    try {
                        return there.equals(tmux.screen(HERE));
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private void shellThere(String... options) throws Exception {
        List<String> command = shell.landline("shell", server.target(), "-e", "PS1=x");
        command.addAll(List.of(options));
        tmux.open(THERE, environment(), script(command));
        prompt();
    }

    /** Keeps the settings of the terminal before and after, and shows the status. */
    private List<String> script(List<String> command) {
        List<String> script =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                "stty -g >before; \"$@\"; echo status $?; stty -g >after;"
                                        + " echo over; exec cat >/dev/null",
                                "sh"));
        script.set(2, "cd \"$HOME\"; " + script.get(2));
        script.addAll(command);
        return script;
    }

    /** A prompt that is the same everywhere, so that it can be waited for. */
    private void prompt() throws Exception {
        tmux.await(THERE, "a prompt", screen -> !screen.lastLine().isEmpty());
        tmux.press(THERE, "PS1=rem''ote'$ '; clear", "Enter");
        tmux.awaitLastLine(THERE, PROMPT);
    }

    private void endsWith(int status) throws Exception {
        endsWith(THERE, status);
    }

    private void endsWith(String terminal, int status) throws Exception {
        tmux.awaitText(terminal, "over\n");
        assertThat(tmux.screen(terminal).text()).contains("status " + status + "\n");
        assertThat(Files.readString(home.resolve("after")))
                .isEqualTo(Files.readString(home.resolve("before")));
        assertThat(tmux.ask(terminal, "#{alternate_on} #{cursor_flag}")).isEqualTo("0 1");
    }

    @Test
    void vimLooksAsAtALocalTerminalAndAfterAResizeToo() throws Exception {
        assumeInstalled("vi");
        run("vi", "-u", "NONE", "-i", "NONE", "-n", "-N", text.toString());
        looksTheSameWith("23 line 23");
        press(":set number", "Enter");
        looksTheSameWith(" 23 23 line 23");
        press("ihello 漢字 ", "Escape");
        looksTheSameWith("1 hello 漢字 1 line 1");
        press("50G", "zt");
        looksTheSameWith("72 72 line 72");
        tmux.resize(HERE, 101, 31);
        tmux.resize(THERE, 101, 31);
        looksTheSameWith("79 79 line 79");
        press("dd", "u", "$");
        looksTheSameWith("79 79 line 79");
    }

    @Test
    void lessLooksAsAtALocalTerminal() throws Exception {
        assumeInstalled("less");
        run("less", text.toString());
        looksTheSameWith("23 line 23");
        press("Space");
        looksTheSameWith("46 line 46");
        press("/line 151", "Enter");
        looksTheSameWith("173 line 173");
        press("h");
        looksTheSameWith("HELP");
    }

    @Test
    void wideCharactersTakeAsManyCells() throws Exception {
        run("sh", "-c", "printf 'begin '; cat; printf 'ready '; read x", "sh");
        looksTheSameWith("begin");
        press(WIDE, "Enter", WIDE, "BSpace", "BSpace", "Enter", "C-d");
        looksTheSameWith("ready");
    }

    @Test
    void aFileOfWideCharactersLooksTheSame() throws Exception {
        run("sh", "-c", "head -n 40 \"$1\" | tail -n 12; printf 'ready '; read x", "sh", "" + text);
        looksTheSameWith("ready");
    }

    @Test
    void ctrlCStopsAFloodAndTheShellGoesOn() throws Exception {
        shellThere();
        tmux.press(THERE, "yes", "Enter");
        tmux.await(
                THERE,
                "a flood",
                screen -> screen.lines().stream().limit(20).allMatch("y"::equals));
        tmux.press(THERE, "C-c");
        Tmux.Screen still = tmux.awaitLastLine(THERE, PROMPT);
        assertThat(tmux.screen(THERE)).isEqualTo(still);
        tmux.press(THERE, "echo on; stty size", "Enter");
        tmux.awaitText(THERE, "on\n24 80\n" + PROMPT);
    }

    @Test
    void jobControlWorksAndAResizeIsSeen() throws Exception {
        shellThere();
        tmux.press(THERE, "sleep 1000", "Enter");
        tmux.awaitLastLine(THERE, PROMPT + " sleep 1000");
        tmux.press(THERE, "C-z");
        tmux.awaitText(THERE, "Stopped");
        tmux.awaitLastLine(THERE, PROMPT);
        tmux.press(THERE, "fg", "Enter");
        tmux.awaitLastLine(THERE, "sleep 1000");
        tmux.press(THERE, "C-c");
        tmux.awaitLastLine(THERE, PROMPT);
        tmux.resize(THERE, 100, 30);
        tmux.press(
                THERE,
                "until [ \"$(stty size)\" = '30 100' ]; do :; done; clear; echo seen",
                "Enter");
        tmux.awaitText(THERE, "seen\n" + PROMPT);
        tmux.press(THERE, "(exit 5)", "Enter", "C-d");
        endsWith(5);
    }

    @Test
    void whoLeavesFindsTheTerminalAsItWas() throws Exception {
        shellThere();
        tmux.press(THERE, "less " + text, "Enter");
        tmux.awaitText(THERE, "23 line 23");
        tmux.press(THERE, "Enter", "~?");
        tmux.awaitText(THERE, "end the session");
        tmux.press(THERE, "~.");
        endsWith(255);
        assertThat(tmux.screen(THERE).text()).contains(": left; landline attach unix:");
    }

    @Test
    void aClientThatIsEndedLeavesTheTerminalAsItWas() throws Exception {
        shellThere();
        tmux.press(THERE, "less " + text, "Enter");
        tmux.awaitText(THERE, "23 line 23");
        ProcessHandle client =
                tmux.process(THERE)
                        .descendants()
                        .filter(each -> each.info().command().orElse("").endsWith("java"))
                        .findFirst()
                        .orElseThrow();
        assertThat(client.destroy()).isTrue();
        endsWith(128 + 15);
    }

    @Test
    void aServerThatIsKilledIsToldAndCanBeLeft() throws Exception {
        shellThere();
        tmux.press(THERE, "printf '\\033[?25l\\033[?1000h'", "Enter");
        tmux.awaitLastLine(THERE, PROMPT);
        server.process().destroyForcibly().onExit().get(30, TimeUnit.SECONDS);
        tmux.awaitText(THERE, ": connection lost, trying again");
        tmux.press(THERE, "Enter", "~.");
        endsWith(255);
    }

    @Test
    void aShellWithANameIsLeftAndFoundAgain() throws Exception {
        shellThere("--name", "work");
        tmux.press(THERE, "ANSWER=42; clear", "Enter");
        tmux.awaitLastLine(THERE, PROMPT);
        tmux.press(THERE, "Enter", "~.");
        endsWith(255);
        assertThat(tmux.screen(THERE).flat())
                .contains("left; landline attach " + server.target() + " work");

        List<String> again = shell.landline("shell", server.target(), "--name", "work");
        tmux.open(AGAIN, environment(), script(again));
        tmux.await(AGAIN, "the prompt", screen -> screen.lastLine().contains(PROMPT));
        tmux.press(AGAIN, "clear; echo the answer is $ANSWER", "Enter");
        tmux.awaitText(AGAIN, "the answer is 42\n");
        tmux.press(AGAIN, "exit 7", "Enter");
        endsWith(AGAIN, 7);
    }
}
