package dev.landline.testing.handler;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.LeakCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A jar is replaced while it is called as often as can be. */
class ReplacedUnderLoadTest {

    private static final int CALLERS = 16;
    private static final int REPLACEMENTS = 40;

    /** How many calls are answered between two replacements, at least. */
    private static final int CALLS_EACH = 100;

    @TempDir private Path directory;

    /** The newest version that is offered for sure, and the newest that may be. */
    private final AtomicInteger offered = new AtomicInteger();

    private final AtomicInteger written = new AtomicInteger();
    private final Semaphore answered = new Semaphore(0);
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    @Timeout(240)
    void noCallIsLostAndEachGetsTheOldAnswerOrTheNew(TestReporter reporter) throws Exception {
        JarMaker versioned = JarMaker.compiled(JarSources.VERSIONED).manifest("Versioned");
        LeakCheck leaks = LeakCheck.start();
        try (JarServer jars = JarServer.on(directory);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            replace(jars, versioned, 1);
            long start = System.nanoTime();
            List<Future<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> callUntilDone(jars)));
            }
            try {
                for (int version = 2; version <= REPLACEMENTS; version++) {
                    assertThat(answered.tryAcquire(CALLS_EACH, 60, SECONDS)).isTrue();
                    replace(jars, versioned, version);
                }
            } finally {
                done.set(true);
            }
            int calls = 0;
            for (Future<Integer> caller : callers) {
                calls += caller.get();
            }
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            reporter.publishEntry(
                    "calls a second", Long.toString(calls * 1000L / Math.max(1, time.toMillis())));
            assertThat(calls).isGreaterThan((REPLACEMENTS - 1) * CALLS_EACH);
            assertThat(jars.unheard()).isEmpty();
        }
        leaks.assertNothingLeft();
    }

    private void replace(JarServer jars, JarMaker jar, int version) throws Exception {
        written.set(version);
        jars.put("a.jar", jar.version(version));
        jars.awaitOffered("a.jar", "flight", "late", "version");
        offered.set(version);
    }

    private int callUntilDone(JarServer jars) throws Exception {
        int calls = 0;
        while (!done.get()) {
            int least = offered.get();
            Caller.Answer answer = jars.caller().call("version", "{}");
            assertThat(answer.error()).isNull();
            assertThat(Integer.parseInt(answer.text().strip())).isBetween(least, written.get());
            calls++;
            answered.release();
        }
        return calls;
    }
}
