package dev.landline.testing.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.json.JsonValue;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Background;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand calls on one connection, while it carries as many bytes as it can. */
@Timeout(180)
class ManyCallsTest {

    private static final int CALLERS = 50;
    private static final int CALLS_EACH = 200;
    private static final int CHUNK = 1 << 16;

    interface Sums {
        long add(long a, long b) throws IOException;
    }

    /** Reads a stream without end until nobody is interested any more. */
    private static Background<Void> drain(RunningCommand endless, AtomicLong bytes) {
        return Background.doing(() -> {
            byte[] chunk = new byte[CHUNK];
            int count;
            while ((count = endless.stdout().read(chunk)) >= 0) {
                bytes.addAndGet(count);
            }
        });
    }

    private static long[] call(Sums sums, int caller, AtomicLong answered) throws IOException {
        long[] nanos = new long[CALLS_EACH];
        for (int i = 0; i < CALLS_EACH; i++) {
            long began = System.nanoTime();
            assertThat(sums.add(caller, i)).isEqualTo(caller + i);
            nanos[i] = System.nanoTime() - began;
            answered.incrementAndGet();
        }
        return nanos;
    }

    @Test
    void allAreAnsweredBesideABulkTransfer() throws Exception {
        AtomicLong bytes = new AtomicLong();
        AtomicLong answered = new AtomicLong();
        long[] times = new long[CALLERS * CALLS_EACH];
        try (LeakCheck leaks = LeakCheck.start();
                TestServer server = TestServer.with().with(new Samples()::offer).start();
                Landline line = server.connect()) {
            Background<Void> transfer;
            try (RunningCommand endless = line.exec("cat", "/dev/zero").start()) {
                transfer = drain(endless, bytes);
                Sums sums = line.handlers(Sums.class);
                List<Background<long[]>> callers = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    int caller = i;
                    callers.add(Background.of(() -> call(sums, caller, answered)));
                }
                for (int i = 0; i < CALLERS; i++) {
                    System.arraycopy(callers.get(i).get(), 0, times, i * CALLS_EACH, CALLS_EACH);
                }
            }
            transfer.get();
            assertThat(line.running()).isZero();
            assertThat(line.call("add").parameter("a", 1).parameter("b", 1).value())
                    .isEqualTo(new JsonValue.Int(2));
        }
        Arrays.sort(times);
        assertThat(answered).hasValue(CALLERS * CALLS_EACH);
        assertThat(bytes.get()).as("bytes of the transfer").isGreaterThan(50L << 20);
        assertThat(times[times.length * 99 / 100]).as("p99, ns").isLessThan(5_000_000_000L);
    }
}
