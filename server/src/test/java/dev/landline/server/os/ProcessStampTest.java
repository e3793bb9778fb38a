package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ExitStatus.Signaled;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProcessStampTest {

    @Test
    void thisProcessLives() {
        ProcessStamp current = ProcessStamp.current();

        assertThat(current.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(current).isEqualTo(ProcessStamp.current());
        assertThat(current.isAlive()).isTrue();
    }

    @Test
    void whoeverHasTheNumberNowIsNotWhoHadIt() {
        ProcessStamp current = ProcessStamp.current();

        assertThat(new ProcessStamp(current.pid(), current.startTicks() - 1).isAlive()).isFalse();
    }

    @Test
    void whoeverHasEndedIsNotAlive() throws Exception {
        try (LaunchedCommands commands = new LaunchedCommands();
                ChildProcess child = commands.start("cat")) {
            ProcessStamp stamp = stampOf(child);
            assertThat(stamp.isAlive()).isTrue();
            child.stdin().close();
            child.waitFor();

            assertThat(ProcessState.of(child.pid())).isPresent();
            assertThat(stamp.isAlive()).isFalse();
            child.reap();
            assertThat(stamp.isAlive()).isFalse();
        }
    }

    @Test
    void itsTextCanBeReadAgain() {
        ProcessStamp stamp = new ProcessStamp(4711, 123_456_789_012L);

        assertThat(stamp.text()).isEqualTo("4711:123456789012");
        assertThat(ProcessStamp.parse(stamp.text())).contains(stamp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1",
                "1:",
                ":1",
                "0:1",
                "-1:1",
                "1:-1",
                " 1:1",
                "1:1 ",
                "1:1:1",
                "1:x",
                "9999999999999999999:1",
                "1:9999999999999999999",
                "\u0661:1"
            })
    void otherTextIsNoStamp(String text) {
        assertThat(ProcessStamp.parse(text)).isEmpty();
    }

    @Test
    void numbersThatNoProcessHasAreRefused() {
        assertThatThrownBy(() -> new ProcessStamp(0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProcessStamp(1, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSignalGoesToTheProcessThatIsMeantAndToNoOther(boolean pidfds) throws Exception {
        PinnedSignal sender = new PinnedSignal(pidfds);
        try (LaunchedCommands commands = new LaunchedCommands();
                ChildProcess child = commands.start("cat")) {
            ProcessStamp stamp = stampOf(child);
            ProcessStamp before = new ProcessStamp(stamp.pid(), stamp.startTicks() - 1);
            assertThat(sender.send(before, Signal.KILL, () -> true)).isFalse();
            assertThat(sender.send(stamp, Signal.KILL, () -> false)).isFalse();
            assertThat(child.waitFor(Duration.ZERO)).isEmpty();

            assertThat(sender.send(stamp, Signal.TERM, () -> true)).isTrue();
            assertThat(child.waitFor()).isEqualTo(new Signaled(15, "TERM", false));
            assertThat(sender.send(stamp, Signal.TERM, () -> true)).isFalse();
            child.reap();
            assertThat(sender.send(stamp, Signal.TERM, () -> true)).isFalse();
        }
    }

    private static ProcessStamp stampOf(ChildProcess child) {
        ProcessTable table = new ProcessTable(Path.of("/proc"));
        return new ProcessStamp(child.pid(), table.stat(child.pid()).orElseThrow().startTicks());
    }
}
