package dev.landline.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One writer and several readers at once, in pieces of random sizes. */
@Timeout(60)
class ReplayLogStressTest {

    private static final int LENGTH = 8 << 20;
    private static final int CAPACITY = 100_000;
    private static final int LARGEST_WRITE = 70_000;

    private final List<FutureTask<Long>> tasks = new ArrayList<>();
    private final ReplayLog log = new ReplayLog(CAPACITY, 30_000, new MemoryStore());

    private FutureTask<Long> start(Callable<Long> work) {
        FutureTask<Long> task = new FutureTask<>(work);
        tasks.add(task);
        Thread.ofVirtual().start(task);
        return task;
    }

    private long write(SplittableRandom random) throws IOException {
        long offset = 0;
        while (offset < LENGTH) {
            int most = random.nextInt(3) == 0 ? 8 : LARGEST_WRITE;
            int count = (int) Math.min(1 + random.nextInt(most), LENGTH - offset);
            log.write(Pattern.bytes(offset, count));
            offset += count;
        }
        log.close();
        return offset;
    }

    /** Reads and checks to the end of the stream; returns how many bytes it has seen. */
    private long read(SplittableRandom random, boolean consumes) throws Exception {
        ReplayLog.Cursor cursor = log.cursor(0);
        long seen = 0;
        ByteBuffer bytes;
        while ((bytes = cursor.next()) != null) {
            int count = bytes.remaining();
            Pattern.check(cursor.readTo() - count, bytes);
            seen += count;
            if (consumes && random.nextInt(3) == 0) {
                log.progress(cursor.readTo(), cursor.readTo() + random.nextInt(LARGEST_WRITE));
            }
            if (consumes && cursor.offset() == log.end()) {
                log.progress(cursor.offset(), 0);
            }
        }
        assertThat(cursor.atEnd()).isTrue();
        assertThat(cursor.offset()).isEqualTo(LENGTH);
        return seen;
    }

    private void awaitAll() throws Exception {
        for (FutureTask<Long> task : tasks) {
            task.get(50, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whoeverIsWaitedForSeesEveryByteAndNobodySeesAWrongOne(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        FutureTask<Long> waitedFor = start(() -> read(random.split(), true));
        var _ = start(() -> read(random.split(), false));
        var _ = start(() -> read(random.split(), false));
        SplittableRandom sizes = random.split();
        var _ = start(() -> write(sizes));
        awaitAll();
        assertThat(waitedFor.get()).isEqualTo(LENGTH);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whoeverComesToAnOverflowingLogMissesNothingFromThenOn(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        log.waits(false);
        AtomicBoolean over = new AtomicBoolean();
        var _ = start(() -> write(random.split()));
        FutureTask<Long> comers =
                start(() -> {
                    long joined = 0;
                    do {
                        comeAndGo();
                        joined++;
                    } while (!over.get());
                    return joined;
                });
        tasks.getFirst().get(50, TimeUnit.SECONDS);
        over.set(true);
        assertThat(comers.get(50, TimeUnit.SECONDS)).isPositive();
    }

    private void comeAndGo() throws Exception {
        long from = log.restart(0);
        ReplayLog.Cursor cursor = log.cursor(from);
        for (int i = 0; i < 5; i++) {
            ByteBuffer bytes = cursor.next();
            if (bytes == null) {
                break;
            }
            assertThat(cursor.readTo() - bytes.remaining()).as("no gap").isEqualTo(from);
            from += bytes.remaining();
            Pattern.check(cursor.readTo() - bytes.remaining(), bytes);
            log.progress(from, 0);
        }
        log.waits(false);
    }
}
