package dev.landline.delta;

import java.io.IOException;
import java.util.Objects;

/**
 * The sender's pass through the new version of a file. For one thread at a time. Besides the
 * description it keeps an index of up to 24 bytes for each chunk, and a buffer of 256 KiB to 16
 * MiB.
 *
 * <p>Sums are short, and whoever has made the description can lie: where the hash of the whole file
 * turns out wrong, the file has to be sent again without a difference.
 */
public final class DeltaScan {

    /** Takes the new version in pieces. */
    public interface Output {

        /**
         * Bytes that the basis does not have.
         *
         * @param bytes holds them until this method returns
         * @param offset where they begin in the array
         * @param length how many, 1 or more
         * @throws IOException where they cannot be sent
         * @throws InterruptedException where the thread is to stop
         */
        void literal(byte[] bytes, int offset, int length) throws IOException, InterruptedException;

        /**
         * Bytes to take from the basis.
         *
         * @param from where they begin in the basis
         * @param length how many, 1 or more; no other copy follows that begins where this one ends
         * @throws IOException where this cannot be sent
         * @throws InterruptedException where the thread is to stop
         */
        void copy(long from, long length) throws IOException, InterruptedException;
    }

    private static final int NOTHING = -1;

    private final BasisDescription basis;
    private final Chunker chunker;
    private final ChunkIndex index;

    /** From {@code start} to {@code end}: not sent; from {@code next}: not looked at either. */
    private final byte[] buffer;

    private int start;
    private int next;
    private int end;

    /** The chunk of the basis that comes behind the last one that was found. */
    private int expected = NOTHING;

    private long copyFrom;
    private long copyLength;
    private boolean ended;

    /**
     * Begins a pass.
     *
     * @param basis what the other side has
     */
    public DeltaScan(BasisDescription basis) {
        this.basis = basis;
        this.chunker = basis.chunker();
        this.index = new ChunkIndex(basis);
        this.buffer = new byte[Math.max(2 * chunker.longest(), 1 << 18)];
    }

    /**
     * Goes on with the new version. Every byte of it comes out once and in order.
     *
     * @param bytes holds those that follow the ones before
     * @param offset where they begin in the array
     * @param length how many, 0 or more
     * @param out what is known by now, which need not reach to the last byte
     * @throws IOException from the output; the pass is over then
     * @throws InterruptedException from the output; the pass is over then
     */
    public void add(byte[] bytes, int offset, int length, Output out)
            throws IOException, InterruptedException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (ended) {
            throw new IllegalStateException("expected nothing after the end, got more bytes");
        }
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, buffer.length - end);
            System.arraycopy(bytes, offset + done, buffer, end, count);
            done += count;
            end += count;
            if (end == buffer.length) {
                look(chunker.longest(), out);
                sendLiteral(out);
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                next = 0;
                start = 0;
            }
        }
    }

    /**
     * Ends the pass.
     *
     * @param out all that is left
     * @throws IOException from the output
     * @throws InterruptedException from the output
     */
    public void end(Output out) throws IOException, InterruptedException {
        if (!ended) {
            ended = true;
            look(1, out);
            sendLiteral(out);
            sendCopy(out);
        }
    }

    /** Takes chunks while there are so many bytes that no border can lie behind them. */
    private void look(int least, Output out) throws IOException, InterruptedException {
        while (end - next >= least) {
            int chunk = NOTHING;
            int length = 0;
            if (isExpected()) {
                chunk = expected;
                length = basis.chunkLength(chunk);
            } else {
                length = chunker.cut(buffer, next, end) - next;
                chunk = index.find(Chunker.sum(buffer, next, length), length);
            }
            if (chunk == NOTHING) {
                expected = NOTHING;
            } else {
                expected = chunk + 1;
                sendLiteral(out);
                copy(chunk, length, out);
                start += length;
            }
            next += length;
        }
    }

    /**
     * Whether the basis goes on in the same way, which takes much less time than to look for it.
     */
    private boolean isExpected() {
        if (expected == NOTHING || expected == basis.chunks()) {
            return false;
        }
        int length = basis.chunkLength(expected);
        return length <= end - next && Chunker.sum(buffer, next, length) == basis.sum(expected);
    }

    private void copy(int chunk, int length, Output out) throws IOException, InterruptedException {
        long from = index.offset(chunk);
        if (from != copyFrom + copyLength) {
            sendCopy(out);
        }
        if (copyLength == 0) {
            copyFrom = from;
        }
        copyLength += length;
    }

    private void sendCopy(Output out) throws IOException, InterruptedException {
        if (copyLength > 0) {
            long length = copyLength;
            copyLength = 0;
            out.copy(copyFrom, length);
        }
    }

    private void sendLiteral(Output out) throws IOException, InterruptedException {
        if (next > start) {
            sendCopy(out);
            int from = start;
            start = next;
            out.literal(buffer, from, next - from);
        }
    }
}
