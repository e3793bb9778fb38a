package dev.landline.testing.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many calls on one connection, beside a stream of bytes that never pauses. */
class CrowdOfCallsTest {

    private static final int CALLERS = 20;
    private static final int CALLS = 500;

    @Test
    @Timeout(120)
    void allAreAnsweredWhileBytesFlow() throws Exception {
        LeakCheck leaks = LeakCheck.start();
        AtomicInteger served = new AtomicInteger();
        try (TestServer server =
                        TestServer.with()
                                .with(builder ->
                                        builder.handler(
                                                        Given.json(
                                                                "next",
                                                                call -> {
                                                                    served.incrementAndGet();
                                                                    call.send(call.parameters());
                                                                }))
                                                .handler(
                                                        Given.raw(
                                                                "pour",
                                                                call -> {
                                                                    byte[] block =
                                                                            new byte[1 << 16];
                                                                    while (!call.cancelled()) {
                                                                        call.output().write(block);
                                                                    }
                                                                })))
                                .start();
                Caller caller = Caller.on(server.link());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Caller.Running bulk = caller.start("pour", "", null);
            Future<Long> drained = threads.submit(() -> drain(bulk.channel().incoming("stdout")));
            List<Future<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int first = i * CALLS;
                callers.add(threads.submit(() -> callFrom(caller, first)));
            }
            for (Future<Integer> one : callers) {
                assertThat(one.get()).isEqualTo(CALLS);
            }
            assertThat(served).hasValue(CALLERS * CALLS);
            bulk.channel().close();
            assertThat(drained.get()).as("bytes beside the calls").isGreaterThan(1 << 20);
        }
        leaks.assertNothingLeft();
    }

    private static int callFrom(Caller caller, int first) throws Exception {
        int answered = 0;
        for (int i = 0; i < CALLS; i++) {
            String number = Integer.toString(first + i);
            Caller.Answer answer = caller.call("next", number);
            assertThat(answer).isEqualTo(new Caller.Answer(number + "\n", null));
            answered++;
        }
        return answered;
    }

    private static long drain(InputStream bytes) {
        byte[] block = new byte[1 << 16];
        long count = 0;
        try {
            int more;
            while ((more = bytes.read(block)) >= 0) {
                count += more;
            }
        } catch (java.io.IOException e) {
            // It was closed.
        }
        return count;
    }
}
