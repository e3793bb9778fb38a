package dev.landline.testing.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus;
import dev.landline.TerminalSize;
import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.exec.OnDisconnect;
import dev.landline.exec.TerminalRequest;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A terminal with several people at it, some of them slow. */
@Timeout(120)
class SharedTerminalTest {

    private static final TerminalRequest TERMINAL =
            new TerminalRequest("xterm", new TerminalSize(80, 24));

    @TempDir private Path directory;

    private LeakCheck leaks;
    private TestServer server;
    private Landline client;

    @BeforeEach
    void start() throws IOException {
        leaks = LeakCheck.start();
        server = TestServer.start();
        client = server.connect();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        leaks.assertNothingLeft();
    }

    private RunningCommand terminal(String script) throws Exception {
        RunningCommand command =
                client.exec("sh", "-c", "echo ready; " + script)
                        .terminal(TERMINAL)
                        .onDisconnect(OnDisconnect.keep())
                        .start();
        until(command.stdout(), "ready");
        return command;
    }

    /** Reads until the text has come; returns everything up to there. */
    private static String until(InputStream stream, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        int b;
        while ((b = stream.read()) >= 0) {
            seen.append((char) b);
            int start = seen.length() - text.length();
            if (start >= 0 && seen.indexOf(text, start) >= 0) {
                return seen.toString();
            }
        }
        throw new AssertionError("expected " + text + ", got " + seen);
    }

    private static void type(RunningCommand command, String text) throws IOException {
        command.stdin().write(text.getBytes(UTF_8));
    }

    @Test
    void bothSeeWhatEitherTypes() throws Exception {
        try (RunningCommand owner = terminal("while read line; do echo got $line; done");
                RunningCommand guest = client.attach(owner.session()).start()) {
            type(owner, "a\n");
            until(owner.stdout(), "got a");
            until(guest.stdout(), "got a");
            type(guest, "b\n");
            until(owner.stdout(), "got b");
            until(guest.stdout(), "got b");
        }
    }

    @Test
    void whoeverLooksOnOnlyCannotType() throws Exception {
        try (RunningCommand owner =
                        terminal("trap 'echo hit' INT; while read line; do echo got $line; done");
                RunningCommand viewer = client.attach(owner.session()).view().start()) {
            type(viewer, "no\n\u0003");
            viewer.signal("INT");
            viewer.resize(new TerminalSize(10, 10));
            viewer.stdin().close();
            type(owner, "yes\n");
            assertThat(until(viewer.stdout(), "got yes"))
                    .doesNotContain("no")
                    .doesNotContain("hit");
        }
    }

    @Test
    void aSlowViewerNeverSlowsTheOwner() throws Exception {
        int bytes = 8 << 20;
        try (RunningCommand owner =
                        terminal(
                                "stty raw; read go; head -c "
                                        + bytes
                                        + " /dev/zero | tr '\\0' x; echo END");
                RunningCommand viewer = client.attach(owner.session()).view().start()) {
            type(owner, "\n");
            // The viewer reads nothing at all until the owner has everything.
            String seen = until(owner.stdout(), "END");
            assertThat(seen.chars().filter(c -> c == 'x').count()).isEqualTo(bytes);
            until(viewer.stdout(), "END");
            assertThat(viewer.missing()).isPositive();
            assertThat(owner.missing()).isZero();
        }
    }

    @Test
    void anInterruptGetsThroughAFloodThatNobodyReads() throws Exception {
        Path hit = directory.resolve("hit");
        try (RunningCommand owner = terminal("trap 'touch \"" + hit + "\"' INT; yes; exit 3")) {
            until(owner.stdout(), "y\r\ny");
            type(owner, "\u0003");
            Eventually.until("the trap has run", () -> Files.exists(hit));
            owner.stdout().close();
            assertThat(owner.waitFor()).isEqualTo(new ExitStatus.Exited(3));
        }
    }

    @Test
    void whoeverComesLaterSeesThePast() throws Exception {
        try (RunningCommand owner = terminal("echo past; read line; echo over")) {
            until(owner.stdout(), "past");
            try (RunningCommand guest =
                    client.attach(owner.session()).size(new TerminalSize(100, 30)).start()) {
                until(guest.stdout(), "past");
                type(guest, "\n");
                until(guest.stdout(), "over");
                assertThat(guest.waitFor()).isEqualTo(new ExitStatus.Exited(0));
            }
        }
    }

    @Test
    void sizesReachTheProgram() throws Exception {
        try (RunningCommand owner =
                terminal("trap 'stty size' WINCH; stty size; while :; do read line; done")) {
            until(owner.stdout(), "24 80");
            owner.resize(new TerminalSize(132, 43));
            until(owner.stdout(), "43 132");
            owner.cancel();
        }
    }
}
