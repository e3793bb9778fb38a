package dev.landline.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.hash.FileHash;
import dev.landline.hash.HashAlgorithm;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final int MIB = 1 << 20;

    private final Replay replay = new Replay(FileHash.of(HashAlgorithm.XXH3_128));

    private static String hash(byte[] bytes, int count) {
        FileHash hash = FileHash.of(HashAlgorithm.XXH3_128);
        hash.update(bytes, 0, count);
        return hash.value();
    }

    private byte[] fill(int size) {
        byte[] all = new byte[size];
        Random random = new Random(3);
        random.nextBytes(all);
        for (int at = 0; at < size; ) {
            int count = Math.min(size - at, 1 + random.nextInt(Content.BLOCK));
            replay.add(Arrays.copyOfRange(all, at, at + count), count);
            at += count;
            assertThat(replay.end()).isEqualTo(at);
        }
        return all;
    }

    private void assertGivesBack(byte[] all, int from) {
        assertThat(replay.has(from, hash(all, from))).as("from %d", from).isTrue();
        byte[] block = new byte[100_000];
        int at = from;
        int count;
        while ((count = replay.read(at, block)) > 0) {
            assertThat(Arrays.equals(block, 0, count, all, at, at + count)).isTrue();
            at += count;
        }
        assertThat(at).isEqualTo(all.length);
    }

    @Test
    void nothingCanBeGoneOnWithFromTheBeginningOnly() {
        assertThat(replay.has(0, null)).isTrue();
        assertThat(replay.has(1, hash(new byte[1], 1))).isFalse();
        assertThat(replay.read(0, new byte[10])).isZero();
    }

    @Test
    void littleIsKeptWhole() {
        byte[] all = fill(3 * MIB);
        assertThat(replay.has(0, null)).isTrue();
        for (int from : new int[] {0, 1, 1000, MIB, 3 * MIB - 1, 3 * MIB}) {
            assertGivesBack(all, from);
        }
        assertThat(replay.has(3 * MIB + 1, hash(all, 3 * MIB))).isFalse();
    }

    @Test
    void ofMuchTheLastIsKept() {
        byte[] all = fill(100 * MIB);
        assertThat(replay.has(0, null)).isFalse();
        assertThat(replay.has(MIB, hash(all, MIB))).isFalse();
        for (int from : new int[] {100 * MIB - 20 * MIB, 100 * MIB - 1, 100 * MIB}) {
            assertGivesBack(all, from);
        }
    }

    @Test
    void anotherContentIsNotGoneOnWith() {
        byte[] all = fill(50 * MIB);
        byte[] other = all.clone();
        other[5]++;
        assertThat(replay.has(45 * MIB, hash(other, 45 * MIB))).isFalse();
        assertThat(replay.has(45 * MIB, null)).isFalse();
        assertThat(replay.has(45 * MIB, hash(all, 45 * MIB))).isTrue();
    }
}
