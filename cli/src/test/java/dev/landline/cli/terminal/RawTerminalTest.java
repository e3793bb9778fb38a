package dev.landline.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The terminal as the system sees it: before, during and after. */
@Timeout(60)
class RawTerminalTest {

    /** Modes that are not the usual ones, so that restoring the usual ones would be noticed. */
    private static final String UNUSUAL =
            "stty rows 33 cols 101 -echoctl ixany parmrk istrip inlcr tab3 min 4 time 7 intr ^G; ";

    private static final String SCRIPT =
            UNUSUAL
                    + "echo at $(tty); echo before $(stty -g) .;"
                    + " $JAVA %s; echo status $?; echo after $(stty -g) .";

    private static final String MODES = " ([0-9a-f:]+) \\.";

    private String device;
    private String before;

    private PseudoTerminal start(String what) throws Exception {
        PseudoTerminal terminal = PseudoTerminal.running(SCRIPT.formatted(what));
        device = terminal.shows("at (/dev/\\S+)").group(1);
        before = terminal.shows("before" + MODES).group(1);
        return terminal;
    }

    private void endsWith(PseudoTerminal terminal, int status) throws Exception {
        terminal.shows("status " + status + "\\s");
        assertThat(terminal.shows("after" + MODES).group(1)).isEqualTo(before);
    }

    private static long raw(PseudoTerminal terminal) throws Exception {
        return Long.parseLong(terminal.shows("raw ([0-9]+)\r\n").group(1));
    }

    private List<String> modes() throws Exception {
        return List.of(PseudoTerminal.stty(device, "-a").split("[\\s;]+"));
    }

    private void assertThatItIsRaw() throws Exception {
        assertThat(modes())
                .contains(
                        "ignpar", "-parmrk", "-istrip", "-inlcr", "-igncr", "-icrnl", "-ixon",
                        "-ixany", "-ixoff", "-isig", "-icanon", "-echo", "-echoe", "-echok",
                        "-echonl", "-iexten", "-opost");
        assertThat(PseudoTerminal.stty(device, "-a")).contains("min = 1; time = 0;");
    }

    @Test
    void itIsRawUntilItIsClosedAndThenWhatItWas() throws Exception {
        try (PseudoTerminal terminal = start("close")) {
            terminal.shows("size 101x33\\s");
            raw(terminal);
            assertThatItIsRaw();
            terminal.type((byte) 3);
            endsWith(terminal, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"exit, 3", "throw, 1"})
    void itIsWhatItWasThoughNobodyClosedIt(String how, int status) throws Exception {
        try (PseudoTerminal terminal = start(how)) {
            raw(terminal);
            terminal.type((byte) 'x');
            endsWith(terminal, status);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129", "INT, 130"})
    void itIsWhatItWasAfterASignal(String signal, int status) throws Exception {
        try (PseudoTerminal terminal = start("close")) {
            signal(signal, raw(terminal));
            endsWith(terminal, status);
        }
    }

    private static void signal(String name, long process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process)).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Test
    void everyByteArrivesAsItWasTypedAndNobodyElseReads() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) ~i; // The first one is 0xff, which PARMRK would double.
        }
        try (PseudoTerminal terminal = start("bytes")) {
            raw(terminal);
            terminal.type(all);
            assertThat(terminal.shows("typed ([0-9a-f]+)\r\n").group(1))
                    .isEqualTo(HexFormat.of().formatHex(all));
            assertThat(terminal.shows("threads (.*)\r\n").group(1))
                    .doesNotContainIgnoringCase("jline")
                    .doesNotContainIgnoringCase("pump")
                    .doesNotContain("NonBlocking");
            endsWith(terminal, 0);
        }
    }

    @Test
    void aNewSizeIsToldAndTheSameOneIsNot() throws Exception {
        try (PseudoTerminal terminal = start("close")) {
            long process = raw(terminal);
            signal("WINCH", process);
            PseudoTerminal.stty(device, "cols", "132", "rows", "43");
            Matcher first = terminal.shows("resized ([0-9x]+)\r\n");
            assertThat(first.group(1)).isIn("132x33", "132x43");
            if (first.group(1).equals("132x33")) {
                terminal.shows("resized 132x43\r\n");
            }
            terminal.type((byte) 'x');
            endsWith(terminal, 0);
        }
    }

    @Test
    void whatWasLeftOnTheScreenIsSwitchedOffWhenTheProcessIsCutOff() throws Exception {
        try (PseudoTerminal terminal = start("cut")) {
            terminal.shows("shown\r\n");
            terminal.type((byte) 'x');
            terminal.shows("\\Q\033[?25h\033[?1049l\033[0m\\E");
            endsWith(terminal, 3);
        }
    }

    @Test
    void aShellHasItsOwnModesWhileTheProcessIsSuspended() throws Exception {
        String script =
                UNUSUAL
                        + "echo at $(tty); echo before $(stty -g) .; $JAVA suspend;"
                        + " echo stopped $(stty -g) .; stty cols 99; fg;"
                        + " echo status $?; echo after $(stty -g) .";
        try (PseudoTerminal terminal = PseudoTerminal.running(script)) {
            device = terminal.shows("at (/dev/\\S+)").group(1);
            before = terminal.shows("before" + MODES).group(1);
            raw(terminal);
            terminal.type((byte) 'z');
            assertThat(terminal.shows("stopped" + MODES).group(1)).isEqualTo(before);
            // One thread hears of the size, another one goes on.
            terminal.shows("(resized 99x33\r\non again|on again\r\nresized 99x33)\r\n");
            assertThatItIsRaw();
            terminal.type((byte) 'x');
            endsWith(terminal, 0);
        }
    }

    @Test
    void itIsRawAgainWhenSomebodyElseHasStoppedTheProcess() throws Exception {
        String script =
                UNUSUAL
                        + "echo at $(tty); echo before $(stty -g) .; saved=$(stty -g); $JAVA close;"
                        + " stty $saved; stty cols 99; echo stopped; fg;"
                        + " echo status $?; echo after $(stty -g) .";
        try (PseudoTerminal terminal = PseudoTerminal.running(script)) {
            device = terminal.shows("at (/dev/\\S+)").group(1);
            before = terminal.shows("before" + MODES).group(1);
            signal("STOP", raw(terminal));
            terminal.shows("stopped");
            terminal.shows("resized 99x33\r\n");
            assertThatItIsRaw();
            terminal.type((byte) 'x');
            endsWith(terminal, 0);
        }
    }
}
