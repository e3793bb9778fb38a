package dev.landline.delta;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * Cuts content into chunks where the content says so, so that an insertion moves the borders behind
 * it along. Stateless; for any number of threads. Source: FastCDC (Xia et al., USENIX ATC 2016), of
 * which this has the gear hash, and skips what no border can lie in.
 *
 * <p>Both ends have to cut alike: what is written here is part of the protocol. A chunk has more
 * than 2<sup>bits - 1</sup> bytes, unless it is the last, and at most 2<sup>bits + 2</sup>. In
 * between it ends behind the first byte where the upper bits - 1 bits of the gear hash are 0. That
 * hash is, for each byte, {@code h = 2 h + GEAR[byte]} modulo 2<sup>64</sup>, and begins with 0 at
 * the last 64 of the first 2<sup>bits - 1</sup> bytes.
 */
final class Chunker {

    /** The shortest chunks: 8 KiB on average. */
    static final int MIN_BITS = 13;

    /** The longest chunks: 2 MiB on average. */
    static final int MAX_BITS = 21;

    private static final int WINDOW = 64;
    private static final long[] GEAR = gear();
    private static final Hasher64 SUM = Hashing.xxh3_64();

    private final int shortest;
    private final int longest;
    private final long mask;

    Chunker(int bits) {
        this.shortest = 1 << (bits - 1);
        this.longest = 1 << (bits + 2);
        this.mask = -1L << (Long.SIZE - (bits - 1));
    }

    /** The 256 numbers that SplitMix64 gives from the seed 0. */
    private static long[] gear() {
        long[] numbers = new long[256];
        long state = 0;
        for (int i = 0; i < numbers.length; i++) {
            state += 0x9e3779b97f4a7c15L;
            long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            numbers[i] = z ^ (z >>> 31);
        }
        return numbers;
    }

    /** The least number of bytes in a chunk that is not the last. */
    int shortest() {
        return shortest;
    }

    int longest() {
        return longest;
    }

    /** XXH3 with 64 bits. */
    static long sum(byte[] bytes, int from, int length) {
        return SUM.hashBytesToLong(bytes, from, length);
    }

    /**
     * Where the chunk ends that begins at {@code from}. There have to be {@link #longest} bytes, or
     * else as many as are left of the content.
     */
    int cut(byte[] bytes, int from, int end) {
        if (end - from <= shortest) {
            return end;
        }
        int last = Math.min(end, from + longest);
        int at = from + shortest - WINDOW;
        long[] gear = GEAR;
        long hash = 0;
        for (int first = from + shortest; at < first; at++) {
            hash = (hash << 1) + gear[bytes[at] & 0xff];
        }
        // Four at once: the loop's own work is half of it all otherwise.
        for (; at + 4 <= last; at += 4) {
            long one = (hash << 1) + gear[bytes[at] & 0xff];
            long two = (one << 1) + gear[bytes[at + 1] & 0xff];
            long three = (two << 1) + gear[bytes[at + 2] & 0xff];
            hash = (three << 1) + gear[bytes[at + 3] & 0xff];
            if ((one & mask) == 0) {
                return at + 1;
            } else if ((two & mask) == 0) {
                return at + 2;
            } else if ((three & mask) == 0) {
                return at + 3;
            } else if ((hash & mask) == 0) {
                return at + 4;
            }
        }
        for (; at < last; at++) {
            hash = (hash << 1) + gear[bytes[at] & 0xff];
            if ((hash & mask) == 0) {
                return at + 1;
            }
        }
        return last;
    }
}
