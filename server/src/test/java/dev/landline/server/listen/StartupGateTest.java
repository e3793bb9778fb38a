package dev.landline.server.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.server.config.StartupLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupGateTest {

    private static final int MANY = 1_000;

    private final Dice dice = new Dice();

    /** Throws what it was told to, counts its throws, and is asked for per cent only. */
    private static final class Dice implements RandomGenerator {
        private int next;
        private int thrown;

        @Override
        public int nextInt(int bound) {
            assertThat(bound).isEqualTo(100);
            thrown++;
            return next;
        }

        @Override
        public long nextLong() {
            throw new AssertionError("expected nextInt(100)");
        }
    }

    /** A gate that so many connections have entered, each from an address of its own. */
    private StartupGate gate(StartupLimits limits, int entered) {
        StartupGate gate = new StartupGate(limits, dice);
        dice.next = 99;
        for (int i = 0; i < entered; i++) {
            assertThat(gate.enter("full " + i)).isTrue();
        }
        dice.thrown = 0;
        return gate;
    }

    @Test
    void nobodyIsDroppedBeforeBegin() {
        StartupGate gate = gate(new StartupLimits(10, 30, 100, MANY), 9);
        dice.next = 0;

        assertThat(gate.enter("new")).isTrue();
        assertThat(dice.thrown).isZero();
        assertThat(gate.total()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        // Connections on their way, and how many per cent of further ones are dropped.
        "10, 30",
        "11, 37",
        "15, 65",
        "19, 93"
    })
    void fromBeginOnMoreAndMoreAreDropped(int entered, int percent) {
        StartupLimits limits = new StartupLimits(10, 30, 20, MANY);
        StartupGate gate = gate(limits, entered);

        dice.next = percent - 1;
        assertThat(gate.enter("unlucky")).isFalse();
        assertThat(gate.total()).isEqualTo(entered);
        dice.next = percent;
        assertThat(gate.enter("lucky")).isTrue();
        assertThat(gate.total()).isEqualTo(entered + 1);
        assertThat(dice.thrown).isEqualTo(2);
    }

    @Test
    void atFullAllAreDropped() {
        StartupGate gate = gate(new StartupLimits(10, 30, 20, MANY), 20);

        assertThat(gate.enter("new")).isFalse();
        assertThat(dice.thrown).isZero();

        gate.leave("full 7");
        assertThat(gate.enter("new")).isTrue();
    }

    @Test
    void withBeginAndFullEqualThereIsOneSharpLimit() {
        StartupGate gate = gate(new StartupLimits(3, 30, 3, MANY), 3);

        assertThat(gate.enter("new")).isFalse();
        assertThat(dice.thrown).isZero();
    }

    @Test
    void aRateOf100DropsFromBeginOnAndOneOf0BeginsGently() {
        StartupGate all = gate(new StartupLimits(2, 100, 5, MANY), 2);
        dice.next = 99;
        assertThat(all.enter("new")).isFalse();

        StartupGate none = gate(new StartupLimits(2, 0, 5, MANY), 2);
        dice.next = 0;
        assertThat(none.enter("new")).isTrue();
    }

    @Test
    void oneAddressCannotTakeMoreThanItsShare() {
        StartupGate gate = new StartupGate(new StartupLimits(10, 30, 20, 2), dice);

        assertThat(gate.enter("a")).isTrue();
        assertThat(gate.enter("a")).isTrue();
        assertThat(gate.enter("a")).isFalse();
        assertThat(gate.total()).isEqualTo(2);
        assertThat(gate.enter("b")).isTrue();

        gate.leave("a");
        assertThat(gate.enter("a")).isTrue();
        assertThat(gate.enter("a")).isFalse();
        assertThat(dice.thrown).isZero();
    }

    @Test
    void whoeverHasLeftNoLongerCounts() {
        StartupLimits limits = new StartupLimits(10, 30, 20, 3);
        StartupGate gate = new StartupGate(limits, dice);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < limits.perAddress(); i++) {
                assertThat(gate.enter("a")).isTrue();
            }
            assertThat(gate.enter("a")).isFalse();
            for (int i = 0; i < limits.perAddress(); i++) {
                gate.leave("a");
            }
            assertThat(gate.total()).isZero();
        }
    }

    @Test
    void manyThreadsAtOnceNeverExceedTheLimitsAndLeaveNothingBehind() throws InterruptedException {
        StartupLimits limits = new StartupLimits(5, 10, 20, 8);
        StartupGate gate = new StartupGate(limits, new SplittableRandom(4711));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger admitted = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String address = "address " + i % 4;
            threads.add(
                    Thread.startVirtualThread(() -> {
                        for (int round = 0; round < 500; round++) {
                            int entered = 0;
                            for (int attempt = 0; attempt < 4; attempt++) {
                                if (gate.enter(address)) {
                                    entered++;
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                }
                            }
                            admitted.addAndGet(entered);
                            for (int left = 0; left < entered; left++) {
                                inside.decrementAndGet();
                                gate.leave(address);
                            }
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(gate.total()).isZero();
        assertThat(admitted).hasPositiveValue();
        assertThat(most.get()).isBetween(1, limits.full());
        for (int i = 0; i < limits.begin(); i++) {
            assertThat(gate.enter("address 0")).isTrue();
        }
    }
}
