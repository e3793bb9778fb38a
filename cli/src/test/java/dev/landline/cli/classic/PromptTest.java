package dev.landline.cli.classic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.classic.ClassicAddress;
import dev.landline.cli.ClassicServer;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Signals;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.Terminal;
import dev.landline.client.classic.ClassicClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prompt, at a terminal of JLine's whose keys a test has pressed. */
class PromptTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir private Path home;

    private int types(ClassicServer server, String keys) throws IOException {
        return types(server, "int32", keys);
    }

    /** Ctrl-C is pressed once, when nothing has come for a moment. */
    private int types(ClassicServer server, String dialect, String keys) throws IOException {
        Surroundings here =
                new Surroundings(
                        InputStream.nullInputStream(),
                        out,
                        err,
                        Map.of("HOME", home.toString()),
                        home,
                        home,
                        Terminal.NONE,
                        Signals.NONE,
                        InstantSource.system());
        AtomicBoolean pressed = new AtomicBoolean();
        Messages messages = new Messages(err, new GlobalOptions());
        ClassicAddress address = ClassicAddress.parse(server.speaking(dialect));
        try (ExternalTerminal terminal =
                        new ExternalTerminal(
                                "test",
                                "ansi",
                                new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                                new ByteArrayOutputStream(),
                                StandardCharsets.UTF_8);
                ClassicClient client =
                        ClassicClient.to(address)
                                .onSilence(
                                        Duration.ofMillis(500),
                                        () -> {
                                            if (!pressed.getAndSet(true)) {
                                                terminal.raise(Signal.INT);
                                            }
                                        })
                                .connect()) {
            Exchange exchange = new Exchange(client, StandardCharsets.UTF_8, here, messages);
            return new Prompt(exchange, here, messages).run(terminal, address + "> ");
        }
    }

    private static byte[] echo(String command) {
        return ClassicServer.int32((command + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void linesAreSentAsTheyAreAndBlankOnesNever() throws Exception {
        try (ClassicServer server = new ClassicServer(PromptTest::echo)) {
            int status = types(server, "echo !! \"a\\ 'b\r\r   \rtwo\r :three\rquit\rfour\r");

            assertThat(server.commands()).containsExactly("echo !! \"a\\ 'b", "two", ":three");
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .isEqualTo("echo !! \"a\\ 'b\ntwo\n:three\n");
            assertThat(err.size()).isZero();
            assertThat(status).isZero();
        }
    }

    @Test
    void theHistoryIsTheUsersAloneAndLeavesOutWhatBeginsWithABlank() throws Exception {
        try (ClassicServer server = new ClassicServer(PromptTest::echo)) {
            types(server, "one\r secret\rtwo\r\u0004");
        }
        Path history = home.resolve(".local/state/landline/classic_history");
        assertThat(Files.readAllLines(history)).containsExactly("one", "two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");

        try (ClassicServer server = new ClassicServer(PromptTest::echo)) {
            types(server, "\u0010\r\u0004"); // Ctrl-P
            assertThat(server.commands()).containsExactly("two");
        }
    }

    @Test
    void anAnswerIsSavedAndAMistakeIsToldWithoutSendingIt() throws Exception {
        try (ClassicServer server = new ClassicServer(PromptTest::echo)) {
            types(server, ":save \"my file\" one two\r:frob\r:save f\r\u0004");

            assertThat(server.commands()).containsExactly("one two");
        }
        assertThat(home.resolve("my file")).hasContent("one two\n");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("expected :save, :upload or :help, got ':frob'")
                .contains("expected :save FILE COMMAND");
    }

    @Test
    void ctrlCWhereNothingHasComeTakesTheNextCommand() throws Exception {
        try (ClassicServer server =
                new ClassicServer(
                        command -> command.equals("true") ? new byte[0] : new byte[] {'x'})) {
            assertThat(types(server, "raw", "true\rtwo\r\u0004")).isZero();
            assertThat(server.commands()).containsExactly("true", "two");
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("x");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "landline: not waiting any longer; what still comes is taken for the next"
                                + " answer\n");
    }

    @Test
    void theEndOfTheConnectionEndsThePrompt() throws Exception {
        try (ClassicServer server = new ClassicServer(_ -> null)) {
            assertThat(types(server, "one\rtwo\r")).isEqualTo(1);
            assertThat(server.commands()).containsExactly("one");
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("landline: the other side has closed the connection\n");
    }
}
