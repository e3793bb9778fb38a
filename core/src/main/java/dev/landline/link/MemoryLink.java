package dev.landline.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A link within one process, for tests and for embedding both ends. Bounded as a socket is. */
public final class MemoryLink implements Link {

    private final Pipe incoming;
    private final Pipe outgoing;
    private final String remote;

    private MemoryLink(Pipe incoming, Pipe outgoing, String remote) {
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.remote = remote;
    }

    /**
     * Two ends of one link.
     *
     * @param one the first end
     * @param other the second end
     */
    public record Pair(MemoryLink one, MemoryLink other) {}

    /**
     * Makes a link.
     *
     * @param capacity how many bytes each direction holds before a writer waits
     * @return both ends
     */
    public static Pair pair(int capacity) {
        Pipe there = new Pipe(capacity);
        Pipe back = new Pipe(capacity);
        return new Pair(
                new MemoryLink(back, there, "memory"), new MemoryLink(there, back, "memory"));
    }

    @Override
    public InputStream input() {
        return incoming.source;
    }

    @Override
    public OutputStream output() {
        return outgoing.sink;
    }

    @Override
    public String remote() {
        return remote;
    }

    @Override
    public void finish() {
        outgoing.finish();
        incoming.abandon();
    }

    @Override
    public void abort() {
        outgoing.finish();
        incoming.abandon();
    }

    /** One direction: a ring of bytes. */
    private static final class Pipe {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final byte[] ring;
        private int start;
        private int size;
        private boolean finished;
        private boolean abandoned;
        final InputStream source = new Source();
        final OutputStream sink = new Sink();

        Pipe(int capacity) {
            ring = new byte[capacity];
        }

        void finish() {
            lock.lock();
            try {
                finished = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** What still lies in the ring stays readable by nobody; writers get an exception. */
        void abandon() {
            lock.lock();
            try {
                abandoned = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private final class Source extends InputStream {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                lock.lock();
                try {
                    while (size == 0 && !finished && !abandoned) {
                        changed.awaitUninterruptibly();
                    }
                    if (abandoned) {
                        throw new IOException("link closed");
                    }
                    if (size == 0) {
                        return -1;
                    }
                    int count = Math.min(Math.min(length, size), ring.length - start);
                    System.arraycopy(ring, start, target, offset, count);
                    start = (start + count) % ring.length;
                    size -= count;
                    changed.signalAll();
                    return count;
                } finally {
                    lock.unlock();
                }
            }
        }

        private final class Sink extends OutputStream {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                lock.lock();
                try {
                    int done = 0;
                    while (done < length) {
                        while (size == ring.length && !finished && !abandoned) {
                            changed.awaitUninterruptibly();
                        }
                        if (finished || abandoned) {
                            throw new IOException("link closed");
                        }
                        int at = (start + size) % ring.length;
                        int room = Math.min(ring.length - size, ring.length - at);
                        int count = Math.min(room, length - done);
                        System.arraycopy(source, offset + done, ring, at, count);
                        size += count;
                        done += count;
                        changed.signalAll();
                    }
                } finally {
                    lock.unlock();
                }
            }
        }
    }
}
