package dev.landline.delta;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a chunk of a basis by its sum. The places depend on a secret number, so that no description
 * can be made whose chunks all want the same one.
 */
final class ChunkIndex {

    private final BasisDescription basis;
    private final long secret = ThreadLocalRandom.current().nextLong();

    /** Open addressing, at most half full: 1 + the chunk's number, or 0. */
    private final int[] slots;

    /** Where each chunk begins. */
    private final long[] offsets;

    ChunkIndex(BasisDescription basis) {
        this.basis = basis;
        this.slots = new int[2 * Integer.highestOneBit(Math.max(1, 2 * basis.chunks() - 1))];
        this.offsets = new long[basis.chunks()];
        long offset = 0;
        for (int chunk = 0; chunk < offsets.length; chunk++) {
            offsets[chunk] = offset;
            offset += basis.chunkLength(chunk);
            int slot = slot(basis.sum(chunk));
            if (slots[slot] == 0) { // Of chunks that are equal the first one serves for all.
                slots[slot] = chunk + 1;
            }
        }
    }

    /** The first chunk with that sum and length; -1 where there is none. */
    int find(long sum, int length) {
        int chunk = slots[slot(sum)] - 1;
        return chunk >= 0 && basis.chunkLength(chunk) == length ? chunk : -1;
    }

    long offset(int chunk) {
        return offsets[chunk];
    }

    /** Where that sum is, or would be. */
    private int slot(long sum) {
        long mixed = (sum ^ secret) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        int slot = (int) (mixed >>> 32) & (slots.length - 1);
        while (slots[slot] != 0 && basis.sum(slots[slot] - 1) != sum) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
