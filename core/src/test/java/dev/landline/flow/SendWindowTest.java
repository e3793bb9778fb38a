package dev.landline.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SendWindowTest {

    private final SendWindow window = new SendWindow(0, 100);

    private Waiter<Integer> waiting(int wanted) {
        return Waiter.of(() -> window.acquire(wanted));
    }

    @Test
    void givesWhatThereIsAndNoMore() throws Exception {
        assertThat(window.acquire(30)).isEqualTo(30);
        assertThat(window.acquire(100)).isEqualTo(70);
        assertThat(window.sent()).isEqualTo(100);
    }

    @Test
    void waitsForAGrantAndForNothingLess() throws Exception {
        window.acquire(100);
        Waiter<Integer> waiting = waiting(5);
        window.grant(100);
        window.grant(7);
        waiting.assertWaits();
        window.grant(103);
        assertThat(waiting.get()).isEqualTo(3);
    }

    @Test
    void aWindowWithoutLimitNeverWaits() throws Exception {
        SendWindow unlimited = new SendWindow(0, SendWindow.UNLIMITED);
        for (int i = 0; i < 1000; i++) {
            assertThat(unlimited.acquire(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        }
        unlimited.grant(5);
        assertThat(unlimited.acquire(1)).isEqualTo(1);
    }

    @Test
    void theEndWakesEverybodyAndEachGetsAnExceptionOfItsOwn() throws Exception {
        window.acquire(100);
        List<Waiter<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(waiting(1));
        }
        AtomicInteger made = new AtomicInteger();
        window.end(() -> new IOException("over " + made.incrementAndGet()));
        window.end(() -> new IOException("too late"));
        window.grant(1000);
        List<Throwable> causes = new ArrayList<>();
        for (Waiter<Integer> one : all) {
            causes.add(one.failure());
        }
        assertThat(causes)
                .doesNotHaveDuplicates()
                .allSatisfy(e -> assertThat(e).hasMessageStartingWith("over"));
        assertThatThrownBy(() -> window.acquire(1)).hasMessageStartingWith("over");
    }

    @Test
    void creditThatWasNotUsedCanBeUsedByOthers() throws Exception {
        window.acquire(100);
        Waiter<Integer> waiting = waiting(50);
        window.release(40);
        assertThat(waiting.get()).isEqualTo(40);
        assertThat(window.sent()).isEqualTo(100);
    }

    @Test
    void aWaitCanBeInterrupted() throws Exception {
        window.acquire(100);
        Waiter<Integer> waiting = waiting(1);
        waiting.interrupt();
        assertThat(waiting.failure()).isInstanceOf(InterruptedException.class);
        assertThat(window.sent()).isEqualTo(100);
    }

    @Test
    void beginsWhereItIsTold() throws Exception {
        SendWindow later = new SendWindow(70, 100);
        assertThat(later.sent()).isEqualTo(70);
        assertThat(later.acquire(100)).isEqualTo(30);
    }

    @Test
    void whatIsLeftOutNeedsNoCreditAndGivesNone() throws Exception {
        window.acquire(10);
        window.skipTo(150);
        assertThat(window.sent()).isEqualTo(150);

        Waiter<Integer> waiting = waiting(5);
        window.grant(149);
        waiting.assertWaits();
        window.grant(153);
        assertThat(waiting.get()).isEqualTo(3);
    }

    @Test
    void neverGoesBack() throws Exception {
        window.acquire(50);
        window.skipTo(20);
        assertThat(window.sent()).isEqualTo(50);
        assertThat(window.acquire(100)).isEqualTo(50);
    }
}
