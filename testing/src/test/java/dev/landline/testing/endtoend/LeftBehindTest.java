package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus;
import dev.landline.client.ExecResult;
import dev.landline.client.Landline;
import dev.landline.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A process that a command leaves behind holds its output open; the status comes all the same. */
final class LeftBehindTest {

    @Test
    void theStatusComesBehindTheOutputThoughThePipeStaysOpen() throws Exception {
        try (TestServer server = TestServer.with().outputDrain(Duration.ofMillis(5)).start();
                Landline line = server.connect()) {
            for (int i = 0; i < 100; i++) {
                ExecResult result = line.exec("sh", "-c", "sleep 0.3 & echo hi").run();
                assertThat(result.status()).isEqualTo(new ExitStatus.Exited(0));
                assertThat(result.stdoutText()).isEqualTo("hi\n");
            }
        }
    }
}
