package dev.landline.cli.classic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.server.classic.ClassicEvent;
import dev.landline.server.classic.ClassicEvent.Written;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What an operator reads about commands. */
class ClassicLogTest {

    private static final Written NOTHING = new Written(0, "", false);

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ClassicLog log = new ClassicLog(new Messages(err, new GlobalOptions()));

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCommandIsToldWithItsStatusAndBothOutputs() {
        log.on(new ClassicEvent.CommandStarted("c7", 4711, "ls\nrm -r \033[31mx"));
        log.on(
                new ClassicEvent.CommandEnded(
                        "c7",
                        new ExitStatus.Exited(3),
                        new Written(13, "one\n你好\nx", false),
                        new Written(6, "error\n", false)));

        assertThat(text())
                .isEqualTo(
                        """
                        landline: c7 process 4711 runs: ls?rm -r ?[31mx
                        landline: c7 exited with 3
                        landline: c7 stdout, 13 bytes:
                          | one
                          | 你好
                          | x
                        landline: c7 stderr, 6 bytes:
                          | error
                        """);
    }

    @Test
    void whatWroteNothingIsOneLine() {
        log.on(
                new ClassicEvent.CommandEnded(
                        "c1", new ExitStatus.Signaled(9, "KILL", false), NOTHING, NOTHING));

        assertThat(text()).isEqualTo("landline: c1 ended by signal KILL\n");
    }

    @Test
    void ofMuchOutputTheBeginningIsToldAndThatThereIsMore() {
        log.on(
                new ClassicEvent.CommandEnded(
                        "c1",
                        new ExitStatus.Exited(0),
                        NOTHING,
                        new Written(1_000_000, "landline: c2 exited with 0\n\033[2J", true)));

        assertThat(text())
                .isEqualTo(
                        """
                        landline: c1 exited with 0
                        landline: c1 stderr, 1000000 bytes:
                          | landline: c2 exited with 0
                          | ?[2J
                          | ...
                        """);
    }

    @Test
    void whoComesAndGoesIsToldOnlyToThoseWhoAsk() {
        log.on(new ClassicEvent.Closed("c1", "it has left"));

        assertThat(text()).isEmpty();
    }
}
