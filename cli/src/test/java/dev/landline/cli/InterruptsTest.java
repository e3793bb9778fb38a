package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C at a command that outlives its connection: once for the command, twice for the person. */
@Timeout(60)
class InterruptsTest {

    private static final String STUBBORN =
            "trap 'echo x >>\"$0.told\"' INT; : >\"$0\"; while :; do sleep 0.1; done";

    private final RaisedSignals signals = new RaisedSignals();
    private Account someone;
    private Neighbour neighbour;
    private Path ready;

    @BeforeEach
    void aServer(@TempDir Path home, @TempDir Path other) throws Exception {
        someone = new Account(home).told(signals);
        neighbour = Neighbour.atSocket(other);
        ready = home.resolve("ready");
    }

    @AfterEach
    void ends() {
        neighbour.close();
    }

    private FutureTask<Account.Outcome> start(String... options) throws Exception {
        String[] line = new String[options.length + 6];
        line[0] = "exec";
        System.arraycopy(options, 0, line, 1, options.length);
        String[] rest = {neighbour.target(), "sh", "-c", STUBBORN, ready.toString()};
        System.arraycopy(rest, 0, line, options.length + 1, rest.length);
        FutureTask<Account.Outcome> task = new FutureTask<>(() -> someone.runs(line));
        Thread.ofPlatform().daemon().name("exec").start(task);
        appears(ready);
        return task;
    }

    private static void appears(Path file) {
        while (!Files.exists(file)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private void interruptTwice() {
        signals.raise("INT");
        appears(ready.resolveSibling("ready.told"));
        signals.raise("INT");
    }

    private String jobs() {
        return new Account(someone.home()).runs("jobs", neighbour.target()).out();
    }

    @Test
    void whoLeavesItRunningIsToldHowToComeBack() throws Exception {
        ScriptedTerminal person = new ScriptedTerminal("d");
        FutureTask<Account.Outcome> command = start(person);
        interruptTwice();

        Account.Outcome outcome = command.get();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err())
                .matches("landline: unix:\\S+: left; landline attach unix:\\S+ [0-9a-f]{8}\n");
        assertThat(person.prompts())
                .containsExactly(
                        "landline: "
                                + neighbour.target()
                                + ": k kills the command, d leaves it running, anything else waits"
                                + " on (k/d)? ");
        assertThat(jobs()).contains("  running  ");
    }

    private FutureTask<Account.Outcome> start(ScriptedTerminal person) throws Exception {
        someone.at(person);
        return start("-n");
    }

    @Test
    void whoKillsItEndsBoth() throws Exception {
        FutureTask<Account.Outcome> command = start(new ScriptedTerminal("k"));
        interruptTwice();

        assertThat(signals.exit().get()).isEqualTo(130);
        assertThat(command.get().err()).isEmpty();
        assertThat(jobs()).contains("signal ");
    }

    @Test
    void withNobodyToAskTheSecondEndsIt() throws Exception {
        someone.at(new ScriptedTerminal("d"));
        FutureTask<Account.Outcome> command = start("-n", "--never-ask");
        interruptTwice();

        assertThat(signals.exit().get()).isEqualTo(130);
        assertThat(command.get().err()).isEmpty();
    }

    @Test
    void aClosedTerminalLeavesTheCommand() throws Exception {
        var _ = start("-n");
        signals.raise("HUP");

        assertThat(signals.exit().get()).isEqualTo(129);
        assertThat(jobs()).contains("joined");
    }
}
