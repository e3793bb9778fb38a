package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus.Exited;
import dev.landline.ExitStatus.Signaled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many commands at once: no thread for each, no status mixed up with another's. */
@Timeout(120)
class CrowdTest {

    private static final int CROWD = 500;

    @Test
    void fiveHundredRunWhileFiveHundredSleep() throws Exception {
        try (LaunchedCommands commands = new LaunchedCommands()) {
            List<ChildProcess> sleepers = new ArrayList<>();
            List<FutureTask<String>> sleeping = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                ChildProcess sleeper = commands.start("sleep", "1000");
                sleepers.add(sleeper);
                sleeping.add(spawn(() -> LaunchedCommands.readAll(sleeper.stdout())));
                sleeping.add(spawn(() -> LaunchedCommands.readAll(sleeper.stderr())));
            }
            int threadsBefore = Thread.getAllStackTraces().size();

            List<FutureTask<LaunchedCommands.Result>> running = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                String script = "echo out " + i + "; echo err " + i + " >&2; exit " + i % 256;
                running.add(spawn(() -> commands.shell(script)));
            }
            for (int i = 0; i < CROWD; i++) {
                assertThat(running.get(i).get())
                        .isEqualTo(
                                new LaunchedCommands.Result(
                                        new Exited(i % 256), "out " + i + "\n", "err " + i + "\n"));
            }
            // A few carriers may have been added, for good or for a time.
            assertThat(Thread.getAllStackTraces().size())
                    .isLessThan(threadsBefore + 4 * Runtime.getRuntime().availableProcessors());

            List<FutureTask<Void>> ending = new ArrayList<>();
            for (ChildProcess sleeper : sleepers) {
                ending.add(
                        spawn(() -> {
                            sleeper.endGroup(GracePeriods.DEFAULT);
                            return null;
                        }));
            }
            for (int i = 0; i < CROWD; i++) {
                ending.get(i).get();
                assertThat(sleepers.get(i).waitFor()).isEqualTo(new Signaled(1, "HUP", false));
            }
            for (FutureTask<String> reader : sleeping) {
                assertThat(reader.get()).isEmpty();
            }
            sleepers.forEach(ChildProcess::close);
        }
    }

    private static <T> FutureTask<T> spawn(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread.startVirtualThread(task);
        return task;
    }
}
