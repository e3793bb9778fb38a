package dev.landline.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import org.junit.jupiter.api.Test;

class ReceiveWindowTest {

    private static final int FIRST = 1000;

    private long now;
    private long roundTrip = 100;

    private ReceiveWindow window(GrowthBudget budget) {
        return new ReceiveWindow(FIRST, 16 * FIRST, budget, () -> now, () -> roundTrip);
    }

    private static void pass(ReceiveWindow window, int count) throws ChannelException {
        window.received(window.received(), count);
        window.consumed(count);
    }

    @Test
    void grantsWhenAQuarterWasConsumedAndNotBefore() throws Exception {
        ReceiveWindow window = window(new GrowthBudget(0));
        window.received(0, 600);

        assertThat(window.consumed(249)).isFalse();
        assertThat(window.limit()).isEqualTo(FIRST);
        assertThat(window.consumed(1)).isTrue();
        assertThat(window.limit()).isEqualTo(250 + FIRST);
    }

    @Test
    void takesEveryByteUpToTheLimitAndNoneBeyond() throws Exception {
        ReceiveWindow window = window(new GrowthBudget(0));
        window.received(0, FIRST);

        assertThatThrownBy(() -> window.received(FIRST, 1))
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.WINDOW_EXCEEDED));
    }

    @Test
    void refusesGapsAndOverlaps() throws Exception {
        ReceiveWindow window = window(new GrowthBudget(0));
        window.received(0, 10);

        for (long offset : new long[] {0, 9, 11}) {
            assertThatThrownBy(() -> window.received(offset, 1))
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STREAM_STATE));
        }
    }

    @Test
    void growsWhileItIsTheWindowThatHoldsTheSenderUp() throws Exception {
        ReceiveWindow window = window(new GrowthBudget(100 * FIRST));
        pass(window, FIRST);

        assertThat(window.limit() - window.consumed()).isEqualTo(2 * FIRST);
        now += 10 * roundTrip;
        pass(window, 2 * FIRST);
        assertThat(window.limit() - window.consumed()).isEqualTo(2 * FIRST);
    }

    @Test
    void growsWithinTheBudgetOfTheConnectionAndGivesItBack() throws Exception {
        GrowthBudget budget = new GrowthBudget(FIRST);
        ReceiveWindow one = window(budget);
        ReceiveWindow other = window(budget);
        pass(one, FIRST);
        pass(other, FIRST);
        assertThat(one.limit() - one.consumed()).isEqualTo(2 * FIRST);
        assertThat(other.limit() - other.consumed()).isEqualTo(FIRST);

        one.retire();
        pass(one, FIRST);
        assertThat(budget.take(FIRST)).as("all of it is there again").isTrue();
    }

    @Test
    void goesOnInAnotherConnectionWhereItWas() throws Exception {
        GrowthBudget one = new GrowthBudget(FIRST);
        GrowthBudget other = new GrowthBudget(0);
        ReceiveWindow window = window(one);
        pass(window, FIRST);
        long limit = window.limit();
        window.received(FIRST, 10);

        window.moveTo(other, () -> roundTrip);
        assertThat(window.received()).isEqualTo(FIRST + 10);
        assertThat(window.consumed()).isEqualTo(FIRST);
        assertThat(window.limit()).as("what was granted stays granted").isEqualTo(limit);
        assertThat(one.take(FIRST)).as("the first connection has its budget back").isTrue();
    }

    @Test
    void growsInTheNewConnectionWithTheBudgetOfThat() throws Exception {
        GrowthBudget other = new GrowthBudget(FIRST);
        ReceiveWindow window = window(new GrowthBudget(0));
        window.retire();
        window.moveTo(other, () -> roundTrip);
        pass(window, FIRST);

        assertThat(window.limit() - window.consumed()).isEqualTo(2 * FIRST);
        assertThat(other.take(1)).as("it is used up").isFalse();
        window.retire();
        assertThat(other.take(FIRST)).isTrue();
    }

    @Test
    void movesWithoutConsumptionNeverWidenIt() throws Exception {
        ReceiveWindow window = window(new GrowthBudget(FIRST));
        pass(window, FIRST);
        for (int i = 0; i < 100; i++) {
            window.moveTo(new GrowthBudget(100 * FIRST), () -> roundTrip);
            window.received(window.received(), (int) (window.limit() - window.received()));
            assertThat(window.received() - window.consumed()).isLessThanOrEqualTo(2 * FIRST);
        }
    }

    @Test
    void goesOnFurtherAheadWithAWholeWindow() throws Exception {
        ReceiveWindow window = window(new GrowthBudget(0));
        window.received(0, 600);
        window.skipTo(5000);

        assertThat(window.received()).isEqualTo(5000);
        assertThat(window.consumed()).as("600 bytes still wait").isEqualTo(4400);
        assertThat(window.limit()).isEqualTo(4400 + FIRST);
        window.received(5000, 400);
        assertThatThrownBy(() -> window.received(5400, 1)).isInstanceOf(ChannelException.class);
    }

    @Test
    void goingAheadWithinWhatWasGrantedTakesNothingBack() throws Exception {
        ReceiveWindow window = window(new GrowthBudget(0));
        window.skipTo(10);

        assertThat(window.limit()).isEqualTo(10 + FIRST);
        assertThat(window.consumed()).isEqualTo(10);
    }
}
