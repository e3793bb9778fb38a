package dev.landline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.testing.behaviour.Background;
import dev.landline.testing.behaviour.Eventually;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A check that finds nothing must be one that would have found something. */
class LeakCheckTest {

    private static final Duration SHORT = Duration.ofMillis(30);

    private static void assertFinds(LeakCheck check, String what) {
        assertThatThrownBy(() -> check.patience(SHORT).assertNothingLeft())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(what);
    }

    private static void assertFindsNothing(LeakCheck check) {
        assertThatCode(() -> check.patience(Duration.ofSeconds(10)).close())
                .doesNotThrowAnyException();
    }

    @Test
    void findsThreadsOfBothKindsByTheirNames() throws Exception {
        LeakCheck check = LeakCheck.start();
        CountDownLatch end = new CountDownLatch(1);
        Thread virtual = Thread.ofVirtual().name("landline-test-v").start(() -> await(end));
        Thread platform = Thread.ofPlatform().name("landline-test-p").start(() -> await(end));
        Thread other = Thread.ofVirtual().name("somebody-else").start(() -> await(end));
        assertFinds(check, "thread landline-test-v");
        assertFinds(check, "thread landline-test-p");
        assertThat(check.left()).noneMatch(line -> line.contains("somebody-else"));
        end.countDown();
        assertFindsNothing(check);
        virtual.join();
        platform.join();
        other.join();
    }

    @Test
    void whatWasThereBeforeDoesNotCount() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread before = Thread.ofVirtual().name("landline-before").start(() -> await(end));
        assertFindsNothing(LeakCheck.start());
        end.countDown();
        before.join();
    }

    @Test
    void findsChildProcesses() throws Exception {
        LeakCheck check = LeakCheck.start();
        Process child = new ProcessBuilder("cat").start();
        try {
            assertFinds(check, "process " + child.pid());
        } finally {
            child.getOutputStream().close(); // which is its end
            child.waitFor();
            child.getInputStream().close();
            child.getErrorStream().close();
        }
        assertFindsNothing(check);
    }

    @Test
    void findsSocketsAndPipes() throws Exception {
        LeakCheck check = LeakCheck.start();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
            assertFinds(check, "descriptor socket:");
        }
        Pipe pipe = Pipe.open();
        assertFinds(check, "descriptor pipe:");
        pipe.source().close();
        pipe.sink().close();
        assertFindsNothing(check);
    }

    @Test
    void waitsForWhatIsAboutToGo() throws Exception {
        LeakCheck check = LeakCheck.start();
        CountDownLatch seen = new CountDownLatch(1);
        Thread going = Thread.ofVirtual().name("landline-going").start(() -> await(seen));
        Background<Void> checking = Background.doing(check::assertNothingLeft);
        Eventually.until(
                "the check pauses",
                () -> checking.thread().getState() == Thread.State.TIMED_WAITING);
        seen.countDown();
        checking.get();
        going.join();
        assertThat(check.left()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
