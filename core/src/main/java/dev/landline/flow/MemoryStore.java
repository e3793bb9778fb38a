package dev.landline.flow;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Keeps bytes on the heap, small pieces gathered in pages. */
public final class MemoryStore implements ReplayStore {

    private static final int SMALLEST = 8 * 1024;
    private static final int LARGEST = 64 * 1024;

    /**
     * Pages by the offset of their first byte; guarded by this. A page is filled up to its limit.
     */
    private final TreeMap<Long, ByteBuffer> pages = new TreeMap<>();

    /** Makes an empty one. */
    public MemoryStore() {}

    @Override
    public synchronized long put(long offset, ByteBuffer bytes) {
        long position = offset;
        while (bytes.hasRemaining()) {
            ByteBuffer page = page(position, bytes.remaining());
            int end = page.limit();
            int count = Math.min(bytes.remaining(), room(page));
            page.limit(end + count).put(end, bytes, bytes.position(), count);
            bytes.position(bytes.position() + count);
            position += count;
        }
        return pages.firstKey();
    }

    /** The page to go on in. Where much comes each is larger, for it is sent in as large pieces. */
    private ByteBuffer page(long offset, int wanted) {
        Map.Entry<Long, ByteBuffer> last = pages.lastEntry();
        if (last != null && room(last.getValue()) > 0) {
            return last.getValue();
        }
        int next = last == null ? wanted : Math.max(wanted, 2 * last.getValue().capacity());
        ByteBuffer page = ByteBuffer.allocate(Math.clamp(next, SMALLEST, LARGEST)).limit(0);
        pages.put(offset, page);
        return page;
    }

    private static int room(ByteBuffer page) {
        return page.capacity() - page.limit();
    }

    @Override
    public synchronized ByteBuffer get(long offset, int most) {
        Map.Entry<Long, ByteBuffer> found = pages.floorEntry(offset);
        if (found == null || offset - found.getKey() >= found.getValue().limit()) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer page = found.getValue();
        int start = (int) (offset - found.getKey());
        return page.slice(start, Math.min(most, page.limit() - start));
    }

    /** Whole pages only. */
    @Override
    public synchronized void forget(long below) {
        Map.Entry<Long, ByteBuffer> first = pages.firstEntry();
        while (first != null && first.getKey() + first.getValue().limit() <= below) {
            if (room(first.getValue()) > 0 && pages.size() == 1) {
                return; // it is still being filled
            }
            pages.pollFirstEntry();
            first = pages.firstEntry();
        }
    }

    @Override
    public synchronized void close() {
        pages.clear();
    }
}
