package dev.landline.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.flow.ReplayLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SpoolStoreTest {

    private static final int MEMORY = 256 * 1024;
    private static final int PIECE = 64 * 1024;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @TempDir private Path folder;
    private Path directory;
    private SpoolStore store;
    private long end;

    @BeforeEach
    void make() {
        directory = folder.resolve("spool");
        store = new SpoolStore(directory, warnings::add);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** The bytes of a stream of which each tells its offset. */
    private static byte[] bytes(long offset, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (((offset + i) * SPREAD) >>> 56);
        }
        return bytes;
    }

    private static void check(long offset, ByteBuffer got) {
        byte[] bytes = new byte[got.remaining()];
        got.get(bytes);
        assertThat(bytes).as("bytes from " + offset).isEqualTo(bytes(offset, bytes.length));
    }

    private long put(int count) {
        long lowest = store.put(end, ByteBuffer.wrap(bytes(end, count)));
        end += count;
        return lowest;
    }

    private long fill(long bytes) {
        long lowest = 0;
        for (long left = bytes; left > 0; left -= PIECE) {
            lowest = put((int) Math.min(left, PIECE));
        }
        return lowest;
    }

    private void assertHolds(long from) {
        for (long offset = from; offset < end; ) {
            ByteBuffer got = store.get(offset, (int) Math.min(5000, end - offset));
            assertThat(got.hasRemaining()).as("bytes at " + offset).isTrue();
            int count = got.remaining();
            check(offset, got);
            offset += count;
        }
    }

    private List<Path> names() throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    @Test
    void staysInMemoryWhileTheDiskIsNotAllowed() {
        fill(4 * MEMORY);
        assertHolds(0);
        assertThat(store.inMemory()).isEqualTo(4 * MEMORY);
        assertThat(store.most()).isEqualTo(Long.MAX_VALUE);
        assertThat(directory).doesNotExist();
    }

    @Test
    void staysInMemoryWhileThereIsLittle() {
        store.spill(1 << 20);
        fill(MEMORY);
        assertHolds(0);
        assertThat(store.inMemory()).isEqualTo(MEMORY);
        assertThat(directory).doesNotExist();
    }

    @Test
    void movesToAFileWithoutNameWhenThereIsMuch() throws Exception {
        store.spill(1 << 20);
        fill(MEMORY);
        put(1);
        assertHolds(0);
        assertThat(store.inMemory()).isZero();
        assertThat(directory).isDirectory();
        assertThat(names()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatWasForgottenInMemoryDoesNotCount() {
        store.spill(1 << 20);
        for (int i = 0; i < 20; i++) {
            put(PIECE);
            store.forget(end);
        }
        assertThat(directory).doesNotExist();
        assertThat(store.inMemory()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {PIECE, 1000, 65_535, 7})
    void theNewestBytesTakeThePlaceOfTheOldest(int piece) {
        int largest = 300_000;
        store.spill(largest);
        fill(MEMORY);
        long lowest = 0;
        for (int i = 0; i * (long) piece < 700_000; i++) {
            lowest = put(piece);
        }
        assertThat(lowest).isEqualTo(end - largest);
        assertHolds(lowest);
        assertThat(store.get(lowest - 1, 10).hasRemaining()).isFalse();
    }

    @Test
    void wrapsRoundAtTheLastByteOfTheFile() {
        store.spill(5 * PIECE);
        assertThat(fill(5 * PIECE)).isZero();
        assertHolds(0);
        assertThat(put(1)).isEqualTo(1);
        assertHolds(1);
        assertThat(put(PIECE)).isEqualTo(PIECE + 1);
        assertHolds(PIECE + 1);
    }

    @Test
    void whatFitsInNoFileIsGivenUpOnTheWayThere() {
        fill(4 * MEMORY);
        store.spill(MEMORY);
        assertThat(put(PIECE)).isEqualTo(end - MEMORY);
        assertHolds(end - MEMORY);
    }

    @Test
    void theSizeOfTheFileIsChosenOnce() {
        store.spill(1 << 20);
        fill(2 * MEMORY);
        store.spill(MEMORY);
        assertThat(store.most()).isEqualTo(1 << 20);
        assertHolds(0);
    }

    @Test
    void onceClosedItHoldsNothingAndTakesEverything() {
        store.spill(1 << 20);
        fill(2 * MEMORY);
        store.close();
        store.close();
        assertThat(store.get(0, 10).hasRemaining()).isFalse();
        assertThat(put(10)).isEqualTo(end);
        assertThat(store.get(end - 10, 10).hasRemaining()).isFalse();
        assertThat(warnings).isEmpty();
    }

    @Test
    void withoutAFileItWarnsOnceAndKeepsTheLastBytesInMemory() throws Exception {
        Files.createFile(directory); // not a directory: not even root can make a file in it
        store.spill(8 * MEMORY);
        assertThat(fill(MEMORY + PIECE)).as("nothing is lost at once").isZero();
        assertHolds(0);
        assertThat(store.most()).isEqualTo(MEMORY);

        long lowest = fill(4 * MEMORY);
        assertThat(lowest).isBetween(end - MEMORY - PIECE, end - MEMORY);
        assertHolds(lowest);
        assertThat(store.inMemory()).isLessThanOrEqualTo(MEMORY + PIECE);
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("cannot keep output in " + directory);
    }

    @Test
    void throughALogNothingIsLostWithoutAFileThatSomebodyWaitsFor() throws Exception {
        Files.createFile(directory);
        ReplayLog log = new ReplayLog(MEMORY, 8 * MEMORY, store);
        store.spill(8 * MEMORY);
        log.history(8 * MEMORY);
        FutureTask<Long> writer = start(() -> write(log, 8 * MEMORY));
        assertThat(readAll(log, true)).isEqualTo(8 * MEMORY);
        assertThat(writer.get(50, TimeUnit.SECONDS)).isEqualTo(8 * MEMORY);
        assertThat(warnings).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void throughALogNobodyReadsAWrongByteWhileItWraps(long seed) throws Exception {
        int largest = 3 * MEMORY / 2 + 1;
        ReplayLog log = new ReplayLog(MEMORY, 0, store);
        store.spill(largest);
        log.history(largest);
        log.waits(false);
        SplittableRandom random = new SplittableRandom(seed);
        FutureTask<Long> one = start(() -> readAll(log, false));
        FutureTask<Long> other = start(() -> readAll(log, false));
        FutureTask<Long> comer = start(() -> comeAndGo(log, random.split()));
        write(log, 64 * MEMORY);
        assertThat(one.get(50, TimeUnit.SECONDS)).isPositive();
        assertThat(other.get(50, TimeUnit.SECONDS)).isPositive();
        assertThat(comer.get(50, TimeUnit.SECONDS)).isPositive();
        assertThat(warnings).isEmpty();
    }

    private static FutureTask<Long> start(Callable<Long> work) {
        FutureTask<Long> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static long write(ReplayLog log, long length) throws IOException {
        for (long offset = 0; offset < length; offset += 10_000) {
            log.write(bytes(offset, (int) Math.min(10_000, length - offset)));
        }
        log.close();
        return length;
    }

    private static long readAll(ReplayLog log, boolean consumes) throws Exception {
        ReplayLog.Cursor cursor = log.cursor(0);
        long seen = 0;
        ByteBuffer got;
        while ((got = cursor.next()) != null) {
            seen += got.remaining();
            check(cursor.readTo() - got.remaining(), got);
            if (consumes) {
                log.progress(cursor.offset(), 0);
            }
        }
        return seen;
    }

    /** Has the log wait, reads from its beginning on without a gap, and lets it go again. */
    private static long comeAndGo(ReplayLog log, SplittableRandom random) throws Exception {
        long seen = 0;
        boolean over = false;
        while (!over) {
            long next = log.restart(0);
            ReplayLog.Cursor cursor = log.cursor(next);
            int pieces = 1 + random.nextInt(20);
            for (int i = 0; i < pieces && !over; i++) {
                ByteBuffer got = cursor.next();
                over = got == null;
                if (got != null) {
                    int count = got.remaining();
                    assertThat(cursor.readTo() - count).as("no gap").isEqualTo(next);
                    next += count;
                    seen += count;
                    check(next - count, got);
                    log.progress(next, 0);
                }
            }
            log.waits(false);
        }
        return seen;
    }
}
