package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What runs on a server without anybody, and how it is found, joined, read and ended. */
@Timeout(60)
class SessionsTest {

    private Account someone;
    private Neighbour neighbour;
    private String target;

    @BeforeEach
    void aServer(@TempDir Path home, @TempDir Path other) throws Exception {
        someone = new Account(home);
        neighbour = Neighbour.atSocket(other);
        target = neighbour.target();
    }

    @AfterEach
    void ends() {
        neighbour.close();
    }

    private String detached(String name, String script) {
        Account.Outcome outcome =
                someone.runs("exec", "--detach", "--name", name, target, "-c", script);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        return outcome.out().strip();
    }

    @Test
    void whatIsDetachedIsListedAndItsIdIsPrinted() {
        String id = detached("work", "exec sleep 600");

        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(someone.runs("jobs", target).out().lines())
                .hasSize(2)
                .first()
                .asString()
                .matches("ID +NAME +STATE +SINCE +USER +OUT +ERR +COMMAND");
        assertThat(someone.runs("jobs", target).out())
                .containsPattern(id.substring(0, 8) + "  work  running  +\\ds .*exec sleep 600\n");
    }

    @Test
    void forProgramsTheListIsAsOnTheWire() throws Exception {
        String id = detached("work", "printf 'a\\nb'; exec sleep 600");

        String out = someone.runs("jobs", "--json", target).out();

        byte[] line = out.strip().getBytes(StandardCharsets.UTF_8);
        var job = new JsonReader(4, 1 << 20).read(line, 0, line.length);
        assertThat(job.text("id")).isEqualTo(id);
        assertThat(job.text("state")).isEqualTo("running");
        assertThat(job.text("command")).endsWith("printf 'a\\nb'; exec sleep 600");
    }

    @Test
    void nothingOfACommandReachesTheTerminalUnseen() {
        detached("work", "exec sleep 600 # \033[2J\nsecond line");

        assertThat(someone.runs("jobs", target).out())
                .contains("sleep 600 # ?[2J?second line")
                .doesNotContain("\033");
    }

    @Test
    void withoutSessionsThereIsNothingToShow() {
        assertThat(someone.runs("jobs", target))
                .isEqualTo(
                        new Account.Outcome(
                                0, "", "landline: " + target + ": there is no session\n"));
        assertThat(someone.runs("attach", target).err()).contains("no session runs");
        assertThat(someone.runs("logs", "--failure-status", "9", target).status()).isEqualTo(9);
    }

    @Test
    void logsKeepTheStreamsApartAndFollowToTheEnd() {
        detached("work", "echo out; echo err >&2; sleep 0.3; echo later");

        assertThat(someone.runs("logs", "-f", target, "work"))
                .isEqualTo(new Account.Outcome(0, "out\nlater\n", "err\n"));
        assertThat(someone.runs("logs", target).out()).isEqualTo("out\nlater\n");
    }

    @Test
    void aSessionIsKilledByItsNameOrTheBeginningOfItsId() {
        String id = detached("work", "exec sleep 600");
        assertThat(someone.runs("kill", "-s", "9", target, "work").status()).isZero();
        assertThat(someone.runs("attach", "-n", target, id.substring(0, 6)))
                .isEqualTo(
                        new Account.Outcome(
                                128 + 9, "", "landline: " + target + ": ended by signal KILL\n"));
        assertThat(someone.runs("jobs", target).out()).contains("signal KILL");

        assertThat(someone.runs("kill", target, "work").err()).contains("has ended already");
    }

    @Test
    void whoMeansASessionThatIsNotClearIsTold() {
        detached("work", "echo begin; exec sleep 600");
        Account.Outcome unknown = someone.runs("attach", target, "nope");
        assertThat(unknown.status()).isEqualTo(255);
        assertThat(unknown.err()).contains("there is no session 'nope'").contains("hint: ");

        detached("other", "exec sleep 600");
        Account.Outcome several = someone.runs("attach", target);
        assertThat(several.status()).isEqualTo(255);
        assertThat(several.err()).contains("expected an ID, for there are 2 sessions", "work");
    }

    @Test
    void aTimeIsKeptByTheServer() {
        Account.Outcome outcome =
                someone.runs("exec", "--timeout", "300ms", target, "sleep", "600");

        assertThat(outcome.status()).isEqualTo(124);
        assertThat(outcome.err())
                .isEqualTo(
                        "landline: "
                                + target
                                + ": ended by the server: the time of --timeout was over\n");
    }

    @Test
    void aProgramGetsATerminalWhereOneIsAskedFor() {
        Account.Outcome outcome =
                someone.runs("exec", "-n", "-t", target, "-c", "stty size; echo $TERM; echo e >&2");

        assertThat(outcome.out()).isEqualTo("24 80\r\nxterm-256color\r\ne\r\n");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
    }

    @Test
    void aShellEndsWithItsInput() {
        Account.Outcome outcome =
                someone.typing("echo $((6*7))x\n(exit 5)").runs("shell", "-e", "PS1=x", target);

        assertThat(outcome.out()).contains("42x\r\n");
        assertThat(outcome.status()).isEqualTo(5);
    }

    @Test
    void aNameThatIsTakenByAnotherCommandIsNoShell() {
        detached("work", "exec sleep 600");

        Account.Outcome outcome = someone.runs("shell", "--name", "work", target);

        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.err())
                .contains("work runs without a terminal", "hint: landline attach " + target);
        assertThat(someone.runs("exec", "--name", "work", target, "true").err())
                .contains("there is a session 'work' already");
    }

    @Test
    void aShellThatIsNotThereIsAFailure() {
        assertThat(someone.runs("shell", "unix:/nowhere").status()).isEqualTo(255);
        assertThat(someone.runs("jobs", "--failure-status", "7", "unix:/nowhere").status())
                .isEqualTo(7);
    }
}
