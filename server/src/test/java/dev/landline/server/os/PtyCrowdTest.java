package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus.Exited;
import dev.landline.TerminalSize;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many terminals at once: no bytes and no sizes mixed up, nothing left. */
@Timeout(60)
class PtyCrowdTest {

    private static final int CROWD = 300;

    private static final String NUMBERS =
            IntStream.rangeClosed(1, 1000).mapToObj(i -> i + "\n").collect(Collectors.joining());

    @Test
    void threeHundredTerminalsAtOnceAreEachItsOwn() throws Exception {
        try (LaunchedCommands commands = new LaunchedCommands()) {
            List<ChildProcess> children = new ArrayList<>();
            for (int i = 1; i <= CROWD; i++) {
                String script = "stty -echo -opost; echo up; read x; stty size; echo $x; seq 1000";
                TerminalSize size = new TerminalSize(i, 24);
                ChildProcess child = commands.start(PtyCommands.command(size, "sh", "-c", script));
                children.add(child);
            }
            List<FutureTask<String>> talks = new ArrayList<>();
            for (int i = 1; i <= CROWD; i++) {
                ChildProcess child = children.get(i - 1);
                String word = "word " + i;
                FutureTask<String> talk = new FutureTask<>(() -> talk(child, word));
                talks.add(talk);
            }
            // All are open before the first one goes on.
            talks.forEach(Thread::startVirtualThread);
            for (int i = 1; i <= CROWD; i++) {
                assertThat(talks.get(i - 1).get())
                        .isEqualTo("24 " + i + "\nword " + i + "\n" + NUMBERS);
                assertThat(children.get(i - 1).waitFor()).isEqualTo(new Exited(0));
            }
            children.forEach(ChildProcess::close);
        }
    }

    private static String talk(ChildProcess child, String word) throws Exception {
        assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("up");
        LaunchedCommands.write(child.stdin(), word + "\n");
        return LaunchedCommands.readAll(child.stdout());
    }
}
