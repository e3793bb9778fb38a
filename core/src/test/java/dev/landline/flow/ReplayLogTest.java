package dev.landline.flow;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReplayLogTest {

    private static final int CAPACITY = 10;

    private final ReplayLog log = new ReplayLog(CAPACITY, 0, new OneByteStore());

    private void write(String text) throws IOException {
        log.write(text.getBytes(US_ASCII));
    }

    private Waiter<Void> writing(String text) {
        return Waiter.doing(() -> write(text));
    }

    /** Reads what is there from an offset to the end. */
    private String read(ReplayLog.Cursor cursor) throws Exception {
        StringBuilder text = new StringBuilder();
        while (cursor.offset() < log.end()) {
            ByteBuffer bytes = cursor.next();
            assertThat(bytes).isNotNull();
            text.append(US_ASCII.decode(bytes));
        }
        return text.toString();
    }

    private String read(long from) throws Exception {
        return read(log.cursor(from));
    }

    @Test
    void takesItsCapacityAndThenWaits() throws Exception {
        write("0123456789");
        Waiter<Void> waiting = writing("ab");

        log.progress(1, 0);
        waiting.assertWaits();
        assertThat(log.end()).as("there was room for one").isEqualTo(11);

        log.progress(2, 0);
        waiting.get();
        assertThat(read(2)).isEqualTo("23456789ab");
    }

    @Test
    void takesMoreWhereTheOtherSideAllowsMore() throws Exception {
        log.progress(0, 15);
        write("0123456789abcde");
        Waiter<Void> waiting = writing("f");

        log.progress(0, 15);
        log.progress(0, 9);
        waiting.assertWaits();
        log.progress(0, 16);
        waiting.get();
    }

    @Test
    void anAllowanceWithoutEndDoesNotFillTheMemory() throws Exception {
        ReplayLog large = new ReplayLog(CAPACITY, 0, new MemoryStore());
        large.progress(0, (1L << 53) - 1);
        byte[] chunk = new byte[1 << 20];
        Waiter<Void> flood =
                Waiter.doing(() -> {
                    while (true) {
                        large.write(chunk);
                    }
                });

        flood.assertWaits();
        assertThat(large.end()).isEqualTo(16 << 20);
        large.close();
        assertThat(flood.failure()).isInstanceOf(IOException.class);
    }

    @Test
    void whatWasConsumedCannotBeReadAnyMore() throws Exception {
        write("01234567");
        log.progress(5, 0);

        assertThat(log.start()).isEqualTo(5);
        assertThat(log.cursor(0).offset()).isEqualTo(5);
        assertThat(read(0)).isEqualTo("567");
    }

    @Test
    void aClaimToHaveConsumedWhatWasNotWrittenCountsForNothing() throws Exception {
        write("0123");
        log.progress(1_000_000, 0);
        write("0123456789");
        Waiter<Void> waiting = writing("x");

        log.progress(5, 0);
        waiting.get();
        assertThat(read(4)).isEqualTo("123456789x");
    }

    @Test
    void progressNeverGoesBack() throws Exception {
        write("01234567");
        log.progress(5, 20);
        log.progress(2, 10);

        assertThat(log.start()).isEqualTo(5);
        write("89abcdefghij");
        assertThat(log.end()).isEqualTo(20);
    }

    @Test
    void keepsThePastThatIsAskedForAlthoughItWasConsumed() throws Exception {
        log.history(4);
        write("01234567");
        log.progress(8, 0);
        assertThat(read(0)).isEqualTo("4567");

        write("89");
        assertThat(read(0)).isEqualTo("6789");
    }

    @Test
    void moreOfThePastMeansMoreRoomAtMost() throws Exception {
        log.history(20);
        log.progress(0, 1000);
        write("0123456789abcdefghij");
        Waiter<Void> waiting = writing("k");

        log.progress(1, 1000);
        waiting.get();
        assertThat(read(0)).isEqualTo("123456789abcdefghijk");
    }

    @Test
    void neverWaitsWhereItMayGiveUpTheOldest() throws Exception {
        log.waits(false);
        for (int i = 0; i < 100; i++) {
            write("0123456");
        }

        assertThat(log.end()).isEqualTo(700);
        assertThat(log.start()).isEqualTo(690);
        assertThat(read(0)).isEqualTo("4560123456");
    }

    @Test
    void aWriterThatWaitsGoesOnWhenItMayGiveUpTheOldest() throws Exception {
        write("0123456789");
        Waiter<Void> waiting = writing("abc");
        log.waits(false);
        waiting.get();
        assertThat(read(0)).isEqualTo("3456789abc");
    }

    @Test
    void beginsAnewForAnotherReaderWithWhatIsThere() throws Exception {
        log.history(6);
        write("0123456789");
        log.progress(10, 100);

        assertThat(log.restart(7)).isEqualTo(7);
        write("abcdefg");
        Waiter<Void> waiting = writing("h");
        log.progress(8, 0);
        waiting.get();
        assertThat(read(0)).isEqualTo("89abcdefgh");
    }

    @Test
    void beginsAnewNeitherBeforeWhatIsThereNorBehindIt() throws Exception {
        write("01234567");
        log.progress(5, 0);

        assertThat(log.restart(2)).isEqualTo(5);
        assertThat(log.restart(1000)).isEqualTo(8);
    }

    @Test
    void givesNothingUpFromTheOffsetAtWhichItBeginsAnew() throws Exception {
        log.waits(false);
        write("0123456789abcdef");
        long from = log.restart(0);

        Waiter<Void> waiting = writing("g");
        assertThat(from).isEqualTo(6);
        assertThat(log.start()).isEqualTo(6);
        log.close();
        assertThat(waiting.failure()).isInstanceOf(IOException.class);
        assertThat(read(from)).isEqualTo("6789abcdef");
    }

    @Test
    void aCursorWaitsForBytesAndForTheEnd() throws Exception {
        ReplayLog.Cursor cursor = log.cursor(0);
        Waiter<ByteBuffer> first = Waiter.of(cursor::next);
        write("x");
        assertThat(US_ASCII.decode(first.get()).toString()).isEqualTo("x");
        assertThat(cursor.atEnd()).isFalse();

        Waiter<ByteBuffer> second = Waiter.of(cursor::next);
        log.close();
        assertThat(second.get()).isNull();
        assertThat(cursor.atEnd()).isTrue();
    }

    @Test
    void isNotAtTheEndBeforeEverythingWasRead() throws Exception {
        write("ab");
        log.close();
        ReplayLog.Cursor cursor = log.cursor(0);

        assertThat(cursor.atEnd()).isFalse();
        assertThat(read(cursor)).isEqualTo("ab");
        assertThat(cursor.atEnd()).isTrue();
        assertThat(cursor.next()).isNull();
    }

    @Test
    void aClosedCursorIsNotAtTheEnd() throws Exception {
        ReplayLog.Cursor cursor = log.cursor(0);
        Waiter<ByteBuffer> waiting = Waiter.of(cursor::next);
        cursor.close();
        assertThat(waiting.get()).isNull();

        write("ab");
        log.close();
        assertThat(cursor.next()).as("it stays closed").isNull();
        assertThat(cursor.atEnd()).isFalse();
        assertThat(read(0)).as("others go on").isEqualTo("ab");
    }

    @Test
    void severalCursorsReadEachOnItsOwn() throws Exception {
        write("0123");
        ReplayLog.Cursor one = log.cursor(0);
        ReplayLog.Cursor other = log.cursor(2);
        assertThat(read(one)).isEqualTo("0123");
        write("45");
        assertThat(read(other)).isEqualTo("2345");
        assertThat(read(one)).isEqualTo("45");
    }

    @Test
    void aCursorThatIsBehindGoesOnWithWhatIsThere() throws Exception {
        log.waits(false);
        ReplayLog.Cursor cursor = log.cursor(0);
        write("0");
        assertThat(read(cursor)).isEqualTo("0");
        write("123456789abcdef");
        assertThat(cursor.offset()).isEqualTo(6);
        assertThat(read(cursor)).isEqualTo("6789abcdef");
    }

    @Test
    void aCursorKnowsWhereItsBytesBelongThoughTheLogHasGivenThemUp() throws Exception {
        log.waits(false);
        write("0123");
        ReplayLog.Cursor cursor = log.cursor(0);
        assertThat(cursor.next()).isNotNull();
        write("456789abcdef");
        assertThat(cursor.offset()).isEqualTo(6);
        assertThat(cursor.readTo()).isEqualTo(1);
    }

    @Test
    void closingWakesAWriterAndTakesNoMore() throws Exception {
        write("0123456789");
        Waiter<Void> waiting = writing("x");
        log.close();
        log.close();
        assertThat(waiting.failure()).hasMessage("the stream is closed");
        assertThatThrownBy(() -> write("y")).hasMessage("the stream is closed");
        assertThat(read(0)).isEqualTo("0123456789");
    }

    @Test
    void failingWakesEverybodyAndTheFirstCauseCounts() throws Exception {
        write("0123456789");
        ReplayLog.Cursor cursor = log.cursor(10);
        Waiter<Void> writer = writing("x");
        Waiter<ByteBuffer> reader = Waiter.of(cursor::next);
        log.fail(() -> new IOException("over"));
        log.fail(() -> new IOException("too late"));

        assertThat(writer.failure()).hasMessage("over");
        assertThat(reader.failure()).hasMessage("over").isNotSameAs(writer.failure());
        ReplayLog.Cursor behind = log.cursor(0);
        assertThat(read(behind)).as("what was written can still be read").isEqualTo("0123456789");
        assertThatThrownBy(behind::next).hasMessage("over");
        assertThat(behind.atEnd()).isFalse();
    }

    @Test
    void aStreamThatIsCompleteCannotFail() throws Exception {
        log.close();
        log.fail(() -> new IOException("over"));
        assertThat(log.cursor(0).next()).isNull();
    }

    @Test
    void discardingWakesEverybodyAndLeavesNothing() throws Exception {
        write("0123456789");
        Waiter<Void> writer = writing("x");
        Waiter<ByteBuffer> reader = Waiter.of(log.cursor(10)::next);
        log.discard();

        assertThat(writer.failure()).hasMessage("the stream was given up");
        assertThat(reader.failure()).hasMessage("the stream was given up");
        assertThat(log.start()).isEqualTo(log.end());
        assertThatThrownBy(log.cursor(0)::next).hasMessage("the stream was given up");
    }

    @Test
    void aWriterThatIsInterruptedSaysSoAndStaysInterrupted() throws Exception {
        write("0123456789");
        Waiter<Boolean> waiting =
                Waiter.of(() -> {
                    assertThatThrownBy(() -> write("x")).isInstanceOf(InterruptedIOException.class);
                    return Thread.currentThread().isInterrupted();
                });
        waiting.interrupt();
        assertThat(waiting.get()).isTrue();
        assertThat(log.end()).isEqualTo(10);
    }

    @Test
    void aCursorCanBeInterrupted() throws Exception {
        Waiter<ByteBuffer> waiting = Waiter.of(log.cursor(0)::next);
        waiting.interrupt();
        assertThat(waiting.failure()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void waitsForTheStoreToSayWhatItGivesUpInAPut() throws Exception {
        ForgetfulStore store = new ForgetfulStore();
        ReplayLog forgetful = new ReplayLog(CAPACITY, 0, store);
        forgetful.write("01".getBytes(US_ASCII));
        ReplayLog.Cursor cursor = forgetful.cursor(0);
        store.forgets = true;
        Waiter<Void> writer = Waiter.doing(() -> forgetful.write("23".getBytes(US_ASCII)));
        Waiter<ByteBuffer> reader = Waiter.of(cursor::next);

        store.proceed.countDown();
        writer.get();
        assertThat(US_ASCII.decode(reader.get()).toString()).isEqualTo("23");
    }

    @Test
    void saysSoWhereTheStoreCannotReadWhatItShouldHave() throws Exception {
        ForgetfulStore store = new ForgetfulStore();
        ReplayLog broken = new ReplayLog(CAPACITY, 0, store);
        broken.write("01".getBytes(US_ASCII));
        store.lowest = 2;
        assertThatThrownBy(broken.cursor(0)::next)
                .hasMessage("what was kept of the stream cannot be read");
    }

    @Test
    void keepsNoMoreThanItsStoreCan() throws Exception {
        OneByteStore store = new OneByteStore();
        store.most = 6;
        ReplayLog small = new ReplayLog(CAPACITY, 8, store);
        small.write("012345".getBytes(US_ASCII));
        Waiter<Void> waiting = Waiter.doing(() -> small.write("67".getBytes(US_ASCII)));
        small.progress(1, 0);
        waiting.assertWaits();
        small.waits(false);
        waiting.get();
        assertThat(small.start()).isEqualTo(2);
    }

    /** Gives one byte at a time: whoever reads must not rely on more. */
    private static final class OneByteStore implements ReplayStore {
        private final MemoryStore store = new MemoryStore();
        private volatile long most = Long.MAX_VALUE;

        @Override
        public long put(long offset, ByteBuffer bytes) {
            return store.put(offset, bytes);
        }

        @Override
        public ByteBuffer get(long offset, int count) {
            return store.get(offset, Math.min(count, 1));
        }

        @Override
        public void forget(long below) {
            store.forget(below);
        }

        @Override
        public long most() {
            return most;
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** Gives everything up in a put, and says so only when it may. */
    private static final class ForgetfulStore implements ReplayStore {
        private final MemoryStore store = new MemoryStore();
        private final CountDownLatch proceed = new CountDownLatch(1);
        private volatile boolean forgets;
        private volatile long lowest;

        @Override
        public long put(long offset, ByteBuffer bytes) {
            if (forgets) {
                lowest = offset;
                awaitProceed();
            }
            store.put(offset, bytes);
            return lowest;
        }

        private void awaitProceed() {
            try {
                proceed.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public ByteBuffer get(long offset, int most) {
            return offset < lowest ? ByteBuffer.allocate(0) : store.get(offset, most);
        }

        @Override
        public void forget(long below) {
            store.forget(below);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
