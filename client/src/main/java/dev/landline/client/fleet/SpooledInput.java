package dev.landline.client.fleet;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One stream for many readers, each of which gets all of it, at its own pace. It is read once, into
 * a temporary file that only this account can read, and not before the first reader is there. For
 * any thread.
 */
public final class SpooledInput implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    private final InputStream source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock:
    private Optional<Path> file = Optional.empty();
    private long written;
    private boolean complete;
    private boolean closed;
    private Optional<IOException> failure = Optional.empty();

    /**
     * Prepares it.
     *
     * @param source read to its end by a thread of its own; not closed
     */
    public SpooledInput(InputStream source) {
        this.source = source;
    }

    /**
     * A stream from the first byte on.
     *
     * @return reads what has come, and waits for more; the caller closes it; its methods throw what
     *     the source threw
     * @throws IOException where no temporary file can be made
     */
    public InputStream open() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the input is closed");
            }
            if (file.isEmpty()) {
                Path made = Files.createTempFile("landline-input-", ".spool");
                file = Optional.of(made);
                Thread.ofPlatform().daemon().name("landline-input").start(() -> pump(made));
            }
            return new Reader(new FileInputStream(file.get().toFile()));
        } finally {
            lock.unlock();
        }
    }

    private void pump(Path target) {
        byte[] chunk = new byte[CHUNK];
        try (OutputStream output = Files.newOutputStream(target)) {
            int count;
            while ((count = source.read(chunk)) >= 0) {
                output.write(chunk, 0, count);
                if (!add(count)) {
                    return;
                }
            }
            end(Optional.empty());
        } catch (IOException e) {
            end(Optional.of(e));
        }
    }

    private boolean add(int count) {
        lock.lock();
        try {
            written += count;
            changed.signalAll();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void end(Optional<IOException> why) {
        lock.lock();
        try {
            complete = why.isEmpty();
            failure = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Bytes that are there behind a position.
     *
     * @return 0 at the end
     */
    private long await(long position) throws IOException {
        lock.lock();
        try {
            while (position == written && !complete && failure.isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                throw new IOException("the input is closed");
            }
            if (position == written && failure.isPresent()) {
                throw new IOException(failure.get().getMessage(), failure.get());
            }
            return written - position;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for input");
        } finally {
            lock.unlock();
        }
    }

    /** Removes the file. Readers that are not at the end get an exception. */
    @Override
    public void close() throws IOException {
        Optional<Path> made;
        lock.lock();
        try {
            closed = true;
            made = file;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (made.isPresent()) {
            Files.deleteIfExists(made.get());
        }
    }

    private final class Reader extends InputStream {

        private final FileInputStream input;
        private long position;

        Reader(FileInputStream input) {
            this.input = input;
        }

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
            long there = await(position);
            if (there == 0) {
                return -1;
            }
            int count = input.read(target, offset, (int) Math.min(there, length));
            if (count < 0) {
                throw new IOException("the temporary file of the input was cut");
            }
            position += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }
}
