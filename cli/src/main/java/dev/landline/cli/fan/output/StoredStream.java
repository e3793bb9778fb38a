package dev.landline.cli.fan.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts what is written into blocks and keeps their numbers. */
final class StoredStream extends OutputStream {

    private static final int FIRST = 1024;

    private final BlockStore store;
    private final List<Integer> blocks = new ArrayList<>(1);
    private byte[] block = new byte[0];
    private int length;

    StoredStream(BlockStore store) {
        this.store = store;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int position = offset;
        int left = count;
        while (left > 0) {
            int some = Math.min(left, BlockStore.BLOCK - length);
            if (block.length < length + some) {
                int room = Math.max(length + some, Math.max(FIRST, 2 * block.length));
                block = Arrays.copyOf(block, Math.min(room, BlockStore.BLOCK));
            }
            System.arraycopy(bytes, position, block, length, some);
            length += some;
            position += some;
            left -= some;
            if (length == BlockStore.BLOCK) {
                cut();
            }
        }
    }

    private void cut() throws IOException {
        blocks.add(store.add(block, length));
        length = 0;
    }

    @Override
    public void close() throws IOException {
        if (length > 0) {
            cut();
        }
        block = new byte[0];
    }

    /** The numbers of the blocks; all of them once it is closed. */
    List<Integer> blocks() {
        return List.copyOf(blocks);
    }

    /** How many bytes they have together. */
    long size() {
        return blocks.stream().mapToLong(store::length).sum();
    }
}
