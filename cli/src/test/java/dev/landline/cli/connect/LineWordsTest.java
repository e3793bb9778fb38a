package dev.landline.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of a connection that breaks and comes back. */
@Timeout(20)
class LineWordsTest {

    private final ConnectionException cause =
            new ConnectionException(ErrorCode.CONNECTION_LOST, "it broke");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Messages messages = new Messages(err, new GlobalOptions());
    private final LineWords words = new LineWords("box", messages);
    private final CompletableFuture<Boolean> redrawn = new CompletableFuture<>();

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whoeverHadToWaitIsTold() {
        words.onDisturbed(() -> redrawn.complete(true));
        messages.raw(true);
        words.lost(cause);
        while (said().isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        assertThat(said()).isEqualTo("landline: box: connection lost, trying again ...\r\n");
        words.resumed(Duration.ofMillis(4100));

        assertThat(said()).endsWith("\nlandline: box: connected again after 4 s\r\n");
        assertThat(redrawn).isCompletedWithValue(true);
    }

    @Test
    void aBreakThatNobodyNoticesIsNotTold() {
        words.onDisturbed(() -> redrawn.complete(true));
        words.lost(cause);
        words.resumed(Duration.ofMillis(50));
        words.lost(cause);
        words.close();
        words.resumed(Duration.ofSeconds(9));

        assertThat(said()).isEmpty();
        assertThat(redrawn).isNotDone();
    }
}
