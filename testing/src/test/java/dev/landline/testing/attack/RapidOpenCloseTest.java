package dev.landline.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.ExecResult;
import dev.landline.client.Landline;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many channels on one connection: used well, and opened only to be closed. */
final class RapidOpenCloseTest {

    @Test
    void aThousandCommandsAtOnceOnOneConnectionAllSucceedAndLeaveNothing() throws Exception {
        try (LeakCheck leaks = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect();
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<ExecResult> command = () -> line.exec("true").run();
            List<Future<ExecResult>> results = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                results.add(executor.submit(command));
            }
            for (Future<ExecResult> result : results) {
                assertThat(result.get().status().success()).isTrue();
            }
            assertThat(line.running()).isZero();
        }
    }

    @Test
    void commandsThatAreCancelledAtOnceAreBoundedAndLeaveNothing() throws Exception {
        try (LeakCheck leaks = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            for (int i = 0; i < 300; i++) {
                line.exec("sleep", "1000").start().cancel();
            }
            assertThat(line.exec("true").run().status().success()).isTrue();
        }
    }
}
