package dev.landline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.flow.Waiter;
import dev.landline.json.JsonObject;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTableTest {

    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LATER = TimeUnit.SECONDS.toNanos(50);

    private final ConnectionException over =
            new ConnectionException(ErrorCode.CONNECTION_LOST, "over");
    private final Outbox outbox =
            new Outbox(OutputStream.nullOutputStream(), FrameListener.NONE, () -> {});
    private final ChannelTable<ClientChannel> table = new ChannelTable<>(3);

    private ClientChannel make(int id) {
        return new ClientChannel(
                id,
                outbox,
                new Opening("x", new JsonObject(Map.of()), List.of(), List.of()),
                (name, start) -> {
                    throw new AssertionError(name);
                },
                Runnable::run);
    }

    private ClientChannel open(long patience) throws Exception {
        return table.open(this::make, channel -> {}, patience);
    }

    @Test
    void numbersAreOddAndGrow() throws Exception {
        List<Integer> announced = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            table.open(this::make, channel -> announced.add(channel.id()), SOON);
        }
        assertThat(announced).containsExactly(1, 3, 5);
        assertThat(table.size()).isEqualTo(3);
        assertThat(table.full()).isTrue();
    }

    @Test
    void aFullTableIsWaitedForNoLongerThanAsked() throws Exception {
        open(SOON);
        open(SOON);
        open(SOON);
        assertThatThrownBy(() -> open(SOON)).isInstanceOf(TimeoutException.class);
        table.remove(3);
        assertThat(open(SOON).id()).isEqualTo(7);
    }

    @Test
    void oneThatGoesLetsOneIn() throws Exception {
        open(SOON);
        open(SOON);
        open(SOON);
        Waiter<ClientChannel> waiting = Waiter.of(() -> open(LATER));
        table.remove(1);
        assertThat(waiting.get().id()).isEqualTo(7);
    }

    /**
     * Announcing can fail the connection: the channel that is being announced must fail with it.
     */
    @Test
    void aConnectionThatEndsDuringTheAnnouncementEndsThatChannelToo() throws Exception {
        AtomicReference<ClientChannel> made = new AtomicReference<>();
        ClientChannel channel =
                table.open(
                        this::make,
                        one -> {
                            made.set(one);
                            table.fail(over);
                        },
                        SOON);
        assertThat(channel).isSameAs(made.get());
        assertThat(channel.ended()).isCompleted();
        assertThat(channel.opened()).isCompletedExceptionally();
        assertThat(table.size()).isZero();
    }

    @Test
    void theEndEndsAllChannelsAndEveryWait() throws Exception {
        ClientChannel first = open(SOON);
        open(SOON);
        open(SOON);
        List<Waiter<ClientChannel>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) { // more than there are channels whose end would wake one
            waiting.add(Waiter.of(() -> open(LATER)));
        }
        table.fail(over);
        table.fail(new ConnectionException(ErrorCode.INTERNAL, "too late"));
        assertThat(first.exit())
                .failsWithin(1, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("over");
        for (Waiter<ClientChannel> one : waiting) {
            assertThat(one.failure()).hasMessage("over");
        }
        assertCode(ErrorCode.CONNECTION_LOST, () -> open(LATER));
        assertThat(table.add(make(9))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 2, 4, Integer.MAX_VALUE - 1, Integer.MIN_VALUE})
    void aNumberThatIsNotOddIsNotSpent(int id) {
        assertCode(ErrorCode.PROTOCOL_VIOLATION, () -> table.spend(id));
    }

    @Test
    void aNumberIsSpentOnceAndThoseBelowItWithIt() throws Exception {
        table.spend(7);
        assertCode(ErrorCode.PROTOCOL_VIOLATION, () -> table.spend(7));
        assertCode(ErrorCode.PROTOCOL_VIOLATION, () -> table.spend(5));
        table.spend(Integer.MAX_VALUE);
        assertCode(ErrorCode.PROTOCOL_VIOLATION, () -> table.spend(9));
    }

    @Test
    void aNumberThatWasSpentIsKnownAndOneThatWasNotIsNot() throws Exception {
        table.spend(7);
        assertThat(table.find(7)).isNull();
        assertThat(table.find(5)).isNull();
        assertCode(ErrorCode.UNKNOWN_CHANNEL, () -> table.find(9));
        assertCode(ErrorCode.UNKNOWN_CHANNEL, () -> table.find(4));
    }

    @Test
    void whenTheNumbersAreUsedUpNothingIsOpened() throws Exception {
        table.spend(Integer.MAX_VALUE);
        assertCode(ErrorCode.CONNECTION_CLOSED, () -> open(SOON));
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void assertCode(ErrorCode code, Call call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
