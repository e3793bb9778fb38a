package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus.Exited;
import dev.landline.ExitStatus.Signaled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProcessMarksTest {

    private static final String VARIABLE = "LANDLINE_SESSION";
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    /** Says its number and stays. */
    private static final String STAY = "echo $$; exec sleep 1000";

    /** Leaves its group, its session and its parents in every way there is. */
    private static final String ESCAPE =
            "setsid sh -c \"$STAY\" & nohup sh -c \"$STAY\" & sh -c '(sh -c \"$STAY\" &)';"
                    + " sh -c '(setsid sh -c \"(setsid nohup sh -c \\\"\\$STAY\\\" &)\" &)';"
                    + " exec sh -c \"$STAY\"";

    private final String session = UUID.randomUUID().toString();
    private final ProcessMarks marks = ProcessMarks.open();
    private LaunchedCommands commands;

    @BeforeEach
    void open() throws IOException {
        commands = new LaunchedCommands();
    }

    @AfterEach
    void close() throws IOException {
        assertThat(marks.end(VARIABLE, value -> value.startsWith(session), GracePeriods.NONE))
                .isTrue();
        commands.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatHasEscapedIsFoundAndEnded(boolean pidfds) throws Exception {
        ProcessMarks some = new LinuxProcessMarks(pidfds);
        try (ChildProcess child = commands.start(marked(session, ESCAPE))) {
            List<Long> pids = readPids(child, 5);
            assertThat(pids).contains(child.pid());
            assertThat(some.find(VARIABLE, session::equals))
                    .extracting(MarkedProcess::pid)
                    .containsAll(pids);

            assertThat(some.end(VARIABLE, session::equals, new GracePeriods(SHORT, LONG, LONG)))
                    .isTrue();
            assertThat(pids).noneMatch(ProcessState::lives);
            assertThat(some.find(VARIABLE, session::equals)).isEmpty();
        }
    }

    @Test
    void whoeverHasAnotherMarkIsLeftAlone() throws Exception {
        try (ChildProcess one = commands.start(marked(session, STAY));
                ChildProcess other = commands.start(marked(session + "0", STAY))) {
            readPids(one, 1);
            readPids(other, 1);
            assertThat(marks.end(VARIABLE, session::equals, new GracePeriods(LONG, LONG, LONG)))
                    .isTrue();

            assertThat(one.waitFor()).isEqualTo(new Signaled(1, "HUP", false));
            assertThat(other.waitFor(Duration.ZERO)).isEmpty();
            assertThat(marks.find(VARIABLE, value -> value.startsWith(session)))
                    .extracting(MarkedProcess::pid)
                    .containsExactly(other.pid());
            assertThat(marks.find("LANDLINE_SESSIO", value -> true)).isEmpty();
        }
    }

    @Test
    void whoeverIgnoresHangupGetsTermAndThenKill() throws Exception {
        String polite = "trap '' HUP; trap 'exit 5' TERM; echo $$; sleep 1000 & wait";
        String stubborn = "trap '' HUP TERM; echo $$; while :; do sleep 1000; done";
        try (ChildProcess one = commands.start(marked(session, polite));
                ChildProcess other = commands.start(marked(session, stubborn))) {
            readPids(one, 1);
            readPids(other, 1);
            assertThat(marks.end(VARIABLE, session::equals, new GracePeriods(SHORT, SHORT, LONG)))
                    .isTrue();

            assertThat(one.waitFor()).isEqualTo(new Exited(5));
            assertThat(other.waitFor()).isEqualTo(new Signaled(9, "KILL", false));
        }
    }

    @Test
    void whatIsStartedMeanwhileIsEndedToo() throws Exception {
        String heir = "trap 'setsid sleep 1000 & exit 6' HUP; echo $$; sleep 1000 & wait";
        try (ChildProcess child = commands.start(marked(session, heir))) {
            readPids(child, 1);
            // The heir is a copy of its shell at first, traps and all, and may swallow the first
            // signal.
            GracePeriods grace = new GracePeriods(Duration.ofSeconds(2), LONG, LONG);
            assertThat(marks.end(VARIABLE, session::equals, grace)).isTrue();

            assertThat(child.waitFor()).isEqualTo(new Exited(6));
            assertThat(marks.find(VARIABLE, session::equals)).isEmpty();
        }
    }

    @Test
    void aSignalReachesAllThatCarryTheMark() throws Exception {
        String listener = "trap 'echo got; exit 4' USR1; echo $$; sleep 1000 & wait";
        try (ChildProcess one = commands.start(marked(session, listener));
                ChildProcess other = commands.start(marked(session, listener))) {
            readPids(one, 1);
            readPids(other, 1);
            Signal signal = Signal.named("USR1").orElseThrow();

            // The two, and what they wait for.
            assertThat(marks.signal(VARIABLE, session::equals, signal)).isBetween(2, 4);
            assertThat(one.waitFor()).isEqualTo(new Exited(4));
            assertThat(other.waitFor()).isEqualTo(new Exited(4));
        }
    }

    /**
     * The shell has become the other program once its name has changed. Meanwhile it has no
     * environment.
     */
    private static void awaitSleep(long pid) throws Exception {
        ProcessState.await("exec", () -> ProcessState.of(pid).orElseThrow().name().equals("sleep"));
    }

    @Test
    void itTellsWhatItFinds() throws Exception {
        Instant before = Instant.now();
        try (ChildProcess child = commands.start(marked(session, STAY))) {
            readPids(child, 1);
            awaitSleep(child.pid());

            MarkedProcess found = marks.find(VARIABLE, session::equals).getFirst();
            assertThat(found.pid()).isEqualTo(child.pid());
            assertThat(found.argv()).containsExactly("sleep", "1000");
            assertThat(found.marks())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(VARIABLE, session, "LANDLINE_TEXT", "a=b\nc \u00e9"));
            assertThat(found.started())
                    .isBetween(before.minusSeconds(2), Instant.now().plusSeconds(2));
        }
    }

    @Test
    void bytesThatAreNoTextDoNoHarm() throws Exception {
        String script = "export LANDLINE_TEXT=$(printf 'a\\377\\300b'); sh -c \"$STAY\"";
        try (ChildProcess child = commands.start(marked(session, script))) {
            long pid = readPids(child, 1).getFirst();

            assertThat(marks.find(VARIABLE, session::equals))
                    .filteredOn(process -> process.pid() == pid)
                    .singleElement()
                    .satisfies(process ->
                            assertThat(process.marks().get("LANDLINE_TEXT"))
                                    .startsWith("a")
                                    .endsWith("b"));
        }
    }

    @Test
    void whoeverBecomesAnotherProgramAllTheTimeIsFoundEachTime() throws Exception {
        String script =
                "trap '' HUP TERM; echo $$; AGAIN='exec sh -c \"$AGAIN\"'; export AGAIN;"
                        + " exec sh -c \"$AGAIN\"";
        try (ChildProcess child = commands.start(marked(session, script))) {
            readPids(child, 1);
            for (int i = 0; i < 300; i++) {
                assertThat(marks.find(VARIABLE, session::equals)).hasSize(1);
            }
            assertThat(marks.end(VARIABLE, session::equals, new GracePeriods(SHORT, SHORT, LONG)))
                    .isTrue();

            assertThat(child.waitFor()).isEqualTo(new Signaled(9, "KILL", false));
        }
    }

    @Test
    void aLargeEnvironmentIsReadToItsEnd() throws Exception {
        String script =
                "i=0; while [ $i -lt 16 ]; do export V$i=$LONG; i=$((i + 1)); done;"
                        + " export LANDLINE_LAST=here; sh -c \"$STAY\"";
        CommandSpec plain = marked(session, script);
        Map<String, String> env = new HashMap<>(plain.env());
        env.put("LONG", "x".repeat(40_000));
        try (ChildProcess child = commands.start(new CommandSpec(plain.argv(), env, plain.cwd()))) {
            long pid = readPids(child, 1).getFirst();
            awaitSleep(pid);

            assertThat(marks.find("LANDLINE_LAST", "here"::equals))
                    .filteredOn(process -> process.marks().get(VARIABLE).equals(session))
                    .extracting(MarkedProcess::pid)
                    .containsExactly(pid);
        }
    }

    @Test
    void zombiesAreNotFound() throws Exception {
        try (ChildProcess child = commands.start(marked(session, "exit 0"))) {
            child.waitFor();

            assertThat(marks.find(VARIABLE, session::equals)).isEmpty();
            assertThat(marks.end(VARIABLE, session::equals, GracePeriods.DEFAULT)).isTrue();
        }
    }

    @Test
    void theServerItselfIsNeverFound() throws Exception {
        String inherited = System.getenv().keySet().iterator().next();

        assertThat(marks.find(inherited, value -> true))
                .extracting(MarkedProcess::pid)
                .doesNotContain(ProcessHandle.current().pid());
    }

    @Test
    void anInterruptCutsTheGraceShort() throws Exception {
        String stubborn = "trap '' HUP TERM; echo $$; while :; do sleep 1000; done";
        try (ChildProcess child = commands.start(marked(session, stubborn))) {
            readPids(child, 1);
            FutureTask<Boolean> ending =
                    new FutureTask<>(() -> {
                        marks.end(VARIABLE, session::equals, new GracePeriods(LONG, LONG, LONG));
                        return Thread.currentThread().isInterrupted();
                    });
            Thread.startVirtualThread(ending).interrupt();

            assertThat(ending.get()).isTrue();
            assertThat(child.waitFor()).isEqualTo(new Signaled(9, "KILL", false));
        }
    }

    private static CommandSpec marked(String session, String script) {
        Map<String, String> env = new HashMap<>(LaunchedCommands.ENV);
        env.put(VARIABLE, session);
        env.put("LANDLINE_TEXT", "a=b\nc \u00e9");
        env.put("STAY", STAY);
        return new CommandSpec(List.of("sh", "-c", script), env, Path.of("/"));
    }

    private static List<Long> readPids(ChildProcess child, int count) throws IOException {
        List<Long> pids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pids.add(Long.parseLong(LaunchedCommands.readLine(child.stdout())));
        }
        return pids;
    }
}
