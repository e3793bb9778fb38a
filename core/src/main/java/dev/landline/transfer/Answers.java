package dev.landline.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver has answered and the sender has not looked at yet. A thread of its own reads
 * them, so that a sender that is busy with a file never makes a receiver wait.
 */
final class Answers implements AutoCloseable {

    /** Each entry is answered a bounded number of times, so this many never wait in earnest. */
    private static final int MOST = 4 * Outstanding.MOST;

    /** Nor do so many bytes of descriptions: this is twice what may be wanted. */
    private static final long MOST_BYTES = 2 * Sender.MOST_WANTED_BYTES;

    /**
     * An answer.
     *
     * @param message what it says
     * @param body what came with it
     */
    record Answer(ReceiverMessage message, ByteBuffer body) {}

    private final InputStream stream;
    private final MessageInput input;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock:
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();
    private long bytes;
    private boolean ended;
    private boolean closed;
    private @Nullable IOException failure;

    private Answers(InputStream stream) {
        this.stream = stream;
        this.input = new MessageInput(stream);
    }

    /**
     * Begins to read.
     *
     * @param thread the name of the thread that does
     * @param stream the answers
     */
    static Answers read(String thread, InputStream stream) {
        Answers answers = new Answers(stream);
        Thread.ofVirtual().name(thread).start(answers::read);
        return answers;
    }

    private void read() {
        IOException why = null;
        try {
            ReceiverMessage message;
            while ((message = input.fromReceiver()) != null) {
                if (!put(new Answer(message, ByteBuffer.wrap(input.body())))) {
                    return;
                }
            }
        } catch (IOException e) {
            why = e;
        } finally {
            lock.lock();
            try {
                ended = true;
                failure = why;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean put(Answer answer) {
        lock.lock();
        try {
            while ((answers.size() >= MOST || bytes >= MOST_BYTES) && !closed) {
                changed.awaitUninterruptibly();
            }
            answers.add(answer);
            bytes += answer.body().capacity();
            changed.signalAll();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** The next answer; null where there is none yet, or the end. */
    @Nullable Answer poll() throws IOException {
        lock.lock();
        try {
            return take();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is an answer, or there will be none any more. */
    boolean isWaiting() {
        lock.lock();
        try {
            return !answers.isEmpty() || ended;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Answer take() throws IOException {
        Answer answer = answers.poll();
        if (answer == null && failure != null) {
            throw failure;
        }
        if (answer != null) {
            bytes -= answer.body().capacity();
        }
        changed.signalAll();
        return answer;
    }

    /** The next answer, waiting for it; null at the end. */
    @Nullable Answer next() throws IOException {
        lock.lock();
        try {
            while (answers.isEmpty() && !ended) {
                changed.await();
            }
            return take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an answer");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        stream.close();
    }
}
