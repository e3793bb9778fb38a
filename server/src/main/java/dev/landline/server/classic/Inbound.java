package dev.landline.server.classic;

import dev.landline.link.Link;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends, read by a thread of its own, so that its leaving is noticed while a command
 * runs. What one read brought stays together. A few pieces are kept; then the client has to wait.
 */
final class Inbound implements AutoCloseable {

    /** How a client left. */
    enum Gone {
        /** It has closed its side, and may still listen. */
        CLOSED,
        /** The connection is broken. */
        BROKEN
    }

    private static final int READ = 64 * 1024;
    private static final int MOST_WAITING = 16;
    private static final byte[] END = {};

    private final Link link;
    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(MOST_WAITING);
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private @Nullable Gone gone;
    private @Nullable Consumer<Gone> watcher;

    private final Thread thread;

    // For the one thread that takes:
    private byte[] current = END;
    private int position;
    private boolean ended;

    Inbound(Link link, String name) {
        this.link = link;
        this.thread = Thread.ofVirtual().name("landline-" + name + "-read").start(this::readLoop);
    }

    private void readLoop() {
        byte[] buffer = new byte[READ];
        try {
            try {
                int count;
                while ((count = link.input().read(buffer)) >= 0) {
                    pieces.put(Arrays.copyOf(buffer, count));
                }
                left(Gone.CLOSED);
            } catch (IOException e) {
                left(Gone.BROKEN);
            }
            pieces.put(END);
        } catch (InterruptedException e) {
            left(Gone.BROKEN); // Closed here.
        }
    }

    private void left(Gone how) {
        Consumer<Gone> told;
        lock.lock();
        try {
            gone = how;
            told = watcher;
        } finally {
            lock.unlock();
        }
        if (told != null) {
            told.accept(how);
        }
    }

    /**
     * Says who is told when the client leaves, whatever still waits to be taken.
     *
     * @param next called once, on the thread that reads, or at once where the client has left; must
     *     not block. Null for nobody
     */
    void watch(@Nullable Consumer<Gone> next) {
        Gone already;
        lock.lock();
        try {
            watcher = next;
            already = gone;
        } finally {
            lock.unlock();
        }
        if (already != null && next != null) {
            next.accept(already);
        }
    }

    /**
     * What one read brought, or what is left of it.
     *
     * @return null where the client sends no more
     */
    byte @Nullable [] next() throws InterruptedException {
        if (position == current.length && !ended) {
            take(pieces.take());
        }
        return ended ? null : takeRest();
    }

    /** The same, for one that has to come soon. */
    byte[] next(Duration patience) throws IOException, InterruptedException {
        if (!await(patience)) {
            throw new EOFException("the client has left");
        }
        return takeRest();
    }

    private byte[] takeRest() {
        byte[] rest = Arrays.copyOfRange(current, position, current.length);
        position = current.length;
        return rest;
    }

    /** Puts a piece back, to be taken next. */
    void unread(byte[] piece) {
        current = piece;
        position = 0;
    }

    /**
     * The same bytes as a stream, for what is framed. A wait for more ends after a time with a
     * {@link SocketTimeoutException}.
     */
    InputStream stream(Duration patience) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                try {
                    if (!await(patience)) {
                        return -1;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                }
                int count = Math.min(length, current.length - position);
                System.arraycopy(current, position, target, offset, count);
                position += count;
                return count;
            }
        };
    }

    /** Waits for bytes; false where the client sends no more. */
    private boolean await(Duration patience) throws IOException, InterruptedException {
        if (position == current.length && !ended) {
            byte[] piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (piece == null) {
                throw new SocketTimeoutException(
                        "nothing came from the client for " + patience.toSeconds() + " s");
            }
            take(piece);
        }
        return !ended;
    }

    private void take(byte[] piece) {
        current = piece;
        position = 0;
        ended |= piece.length == 0;
    }

    /** Ends the thread, once the link is closed. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
