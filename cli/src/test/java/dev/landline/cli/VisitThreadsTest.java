package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The threads of a command's connection. A virtual one that has read from a socket leaves a thread
 * in the kernel behind, for which the JVM waits 300 ms before it exits.
 */
@Timeout(60)
class VisitThreadsTest {

    private static final String UNTIL_DELETED =
            ": >\"$0\"; while [ -e \"$0\" ]; do sleep 0.02; done";

    /** The server of {@code local} is in this process, on virtual threads. */
    @Test
    void ofAServerInThisProcessAreNotWaitedForAtTheEnd(@TempDir Path home) {
        RaisedSignals process = new RaisedSignals();
        Account.Outcome outcome =
                new Account(home).told(process).runs("exec", "-n", "local", "--", "true");
        assertThat(outcome).isEqualTo(new Account.Outcome(0, "", ""));
        assertThat(process.hasThreadsBehind()).isTrue();
    }

    @Test
    void readAndWriteOnThreadsOfThePlatform(@TempDir Path home, @TempDir Path other)
            throws Exception {
        Account someone = new Account(home);
        Path ready = home.resolve("ready");
        try (Neighbour neighbour = Neighbour.atSocket(other)) {
            String[] words = {
                "exec", "-n", neighbour.target(), "sh", "-c", UNTIL_DELETED, ready.toString()
            };
            FutureTask<Account.Outcome> command = new FutureTask<>(() -> someone.runs(words));
            Thread.ofPlatform().daemon().name("exec").start(command);
            while (!Files.exists(ready)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
            assertThat(Thread.getAllStackTraces().keySet()) // of the platform, all of them
                    .extracting(Thread::getName)
                    .contains("landline-c1-read", "landline-c1-write");
            Files.delete(ready);
            assertThat(command.get().status()).isZero();
        }
    }
}
