package dev.landline.flow;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Keeps bytes on the heap, small pieces gathered in pages. */
public final class MemoryStore implements ReplayStore {

    private static final int PAGE = 8 * 1024;

    /**
     * Pages by the offset of their first byte; guarded by this. A page is filled up to its limit.
     */
    private final TreeMap<Long, ByteBuffer> pages = new TreeMap<>();

    /** Makes an empty one. */
    public MemoryStore() {}

    @Override
    public synchronized long put(long offset, byte[] bytes) {
        Map.Entry<Long, ByteBuffer> last = pages.lastEntry();
        if (last != null && room(last.getValue()) >= bytes.length) {
            ByteBuffer page = last.getValue();
            int end = page.limit();
            page.limit(end + bytes.length).put(end, bytes);
        } else if (bytes.length < PAGE / 2) {
            pages.put(offset, ByteBuffer.allocate(PAGE).put(0, bytes).limit(bytes.length));
        } else {
            pages.put(offset, ByteBuffer.wrap(bytes));
        }
        return pages.firstKey();
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
