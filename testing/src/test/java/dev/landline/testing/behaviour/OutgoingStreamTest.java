package dev.landline.testing.behaviour;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus;
import dev.landline.Limits;
import dev.landline.engine.ClientChannel;
import dev.landline.testing.LeakCheck;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One thread writes a stream; closing and interrupting come from anywhere and at any time. */
class OutgoingStreamTest {

    private static final int ROUNDS = 150;
    private static final int WINDOW = 128 * 1024;

    private LeakCheck leaks;
    private Wired wired;

    @BeforeEach
    void begin() throws Exception {
        leaks = LeakCheck.start();
        Wired.Plan plan =
                Wired.Plan.of(Services::byName).limits(Limits.DEFAULTS.withWindow(WINDOW));
        wired = Wired.over(LinkKind.MEMORY, plan);
    }

    @AfterEach
    void nothingIsLeft() {
        wired.close();
        leaks.assertNothingLeft();
    }

    @Test
    void closingEndsAWriteThatWaitsForTheWindow() throws Exception {
        ClientChannel channel = wired.open("hold");
        OutputStream stdin = channel.outgoing("stdin");
        Background<Void> writer = Background.doing(() -> stdin.write(new byte[8 * WINDOW]));
        Eventually.until(
                "the write waits", () -> writer.thread().getState() == Thread.State.WAITING);
        stdin.close();
        assertThat(writer.failure()).isInstanceOf(IOException.class).hasMessageContaining("closed");
        channel.signal("GO");
        assertThat(channel.exit().get(10, SECONDS).status()).isEqualTo(new ExitStatus.Exited(0));
    }

    @Test
    void theEndNeverOvertakesBytesThatAnotherThreadIsSending() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ClientChannel channel = wired.open("echo");
            channel.incoming("stdout").close();
            OutputStream stdin = channel.outgoing("stdin");
            CountDownLatch writing = new CountDownLatch(1 + round % 20);
            Background<Void> writer =
                    Background.doing(() -> {
                        while (true) {
                            stdin.write(1);
                            writing.countDown();
                        }
                    });
            writing.await();
            stdin.close();
            assertThat(writer.failure()).hasMessageContaining("closed");
            assertThat(channel.exit().get(10, SECONDS).status())
                    .as("round %d", round)
                    .isEqualTo(new ExitStatus.Exited(0));
        }
    }

    @Test
    void anInterruptedThreadStillEndsTheStream() throws Exception {
        ClientChannel channel = wired.open("echo");
        Background.doing(
                        () -> {
                            Thread.currentThread().interrupt();
                            channel.outgoing("stdin").close();
                        })
                .get();
        assertThat(channel.exit().get(10, SECONDS).status()).isEqualTo(new ExitStatus.Exited(0));
    }

    @Test
    void anInterruptedWriteTakesNoCreditWithIt() throws Exception {
        ClientChannel channel = wired.open("hold");
        channel.opened().get(10, SECONDS);
        OutputStream stdin = channel.outgoing("stdin");
        for (int i = 0; i < 20; i++) {
            Background<Void> writer =
                    Background.doing(() -> {
                        Thread.currentThread().interrupt();
                        stdin.write(new byte[WINDOW]);
                    });
            assertThat(writer.failure()).isInstanceOf(InterruptedIOException.class);
        }
        Background.doing(() -> stdin.write(new byte[WINDOW])).get();
        stdin.close();
        channel.signal("GO");
        assertThat(channel.exit().get(10, SECONDS).status()).isEqualTo(new ExitStatus.Exited(0));
    }
}
