package dev.landline.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {

    private final MemoryStore store = new MemoryStore();

    private long put(long offset, int count) {
        return store.put(offset, ByteBuffer.wrap(Pattern.bytes(offset, count)));
    }

    /** Reads everything from one offset to another, and checks it. */
    private void assertHolds(long from, long to) {
        long offset = from;
        while (offset < to) {
            ByteBuffer bytes = store.get(offset, 5000);
            assertThat(bytes.hasRemaining()).as("bytes at " + offset).isTrue();
            int count = bytes.remaining();
            Pattern.check(offset, bytes);
            offset += count;
        }
        assertThat(offset).isEqualTo(to);
        assertThat(store.get(to, 1).hasRemaining()).as("bytes at the end").isFalse();
    }

    /** How much memory what is held takes, by the arrays that it lies in. */
    private long occupied(long from, long to) {
        Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        for (long offset = from; offset < to; offset += store.get(offset, 1 << 20).remaining()) {
            arrays.add(store.get(offset, 1).array());
        }
        return arrays.stream().mapToLong(array -> array.length).sum();
    }

    @Test
    void holdsPiecesOfAllSizes() {
        long offset = 0;
        for (int count : new int[] {1, 8191, 8192, 1, 8193, 4095, 4096, 4097, 65_536, 3, 3, 5000}) {
            put(offset, count);
            offset += count;
        }
        assertHolds(0, offset);
        assertHolds(offset - 1, offset);
    }

    @Test
    void manyPiecesOfOneByteTakeHardlyMoreThanTheirBytes() {
        for (int i = 0; i < 100_000; i++) {
            put(i, 1);
        }
        assertHolds(0, 100_000);
        assertThat(occupied(0, 100_000)).isLessThan(100_000 + 65_536);
    }

    @Test
    void smallPiecesBetweenLargeOnesTakeTwiceTheirBytesAtMost() {
        long offset = 0;
        for (int i = 0; i < 100; i++) {
            put(offset, 1);
            put(offset + 1, 8192);
            offset += 8193;
        }
        assertHolds(0, offset);
        assertThat(occupied(0, offset)).isLessThanOrEqualTo(2 * offset);
    }

    @Test
    void muchThatComesInSmallPiecesIsGotInLargeOnes() {
        for (int i = 0; i < 100; i++) {
            put(i * 4096L, 4096);
        }
        assertThat(store.get(254_000, 1 << 20).remaining()).isGreaterThan(30_000);
        assertThat(store.get(0, 1 << 20).remaining()).isEqualTo(8192);
    }

    @Test
    void whatWasGotNeverChanges() {
        put(0, 10);
        Map<Long, ByteBuffer> got = new HashMap<>();
        for (int i = 10; i < 30_000; i += 7) {
            got.put(i - 5L, store.get(i - 5, 5));
            put(i, 7);
            store.forget(i - 100);
        }
        got.forEach((offset, bytes) -> {
            assertThat(bytes.hasRemaining()).isTrue();
            Pattern.check(offset, bytes);
        });
    }

    @Test
    void forgetsAndGoesOnBehindIt() {
        put(0, 5000);
        put(5000, 100);
        assertThat(put(5100, 100)).isZero();
        store.forget(5200);
        put(5200, 4000);
        assertHolds(5200, 9200);
        store.forget(9200);
        put(9200, 20);
        assertHolds(9200, 9220);
    }

    @Test
    void saysWhereItBeginsWhenItHasForgotten() {
        put(0, 8192);
        put(8192, 8192);
        store.forget(8192);
        assertThat(put(16_384, 8192)).isEqualTo(8192);
        assertThat(store.get(0, 10).hasRemaining()).isFalse();
    }

    @Test
    void holdsNothingOnceItIsClosed() {
        put(0, 100);
        store.close();
        store.close();
        assertThat(store.get(0, 10).hasRemaining()).isFalse();
    }
}
