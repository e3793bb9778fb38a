package dev.landline.cli.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Standard input that is a terminal's: somebody always waits there for the next line, and whoever
 * has a question to the person gets it from them.
 */
final class AnswerableInput extends InputStream {

    private final InputStream stdin;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private boolean isRead;
    private @Nullable CompletableFuture<Optional<String>> question;

    AnswerableInput(InputStream stdin) {
        this.stdin = stdin;
    }

    /** The next line, or its want; no future where nobody reads the input. */
    Optional<CompletableFuture<Optional<String>>> nextLine() {
        lock.lock();
        try {
            if (!isRead) {
                return Optional.empty();
            }
            question = new CompletableFuture<>();
            return Optional.of(question);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        reads(true);
        while (true) {
            int count = stdin.read(target, offset, length);
            if (count < 0) {
                reads(false);
            }
            CompletableFuture<Optional<String>> asked = takeQuestion();
            if (asked == null) {
                return count;
            }
            asked.complete(
                    count < 0
                            ? Optional.empty()
                            : Optional.of(
                                    new String(target, offset, count, StandardCharsets.UTF_8)));
            if (count < 0) {
                return count;
            }
        }
    }

    private void reads(boolean now) {
        lock.lock();
        try {
            isRead = now;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable CompletableFuture<Optional<String>> takeQuestion() {
        lock.lock();
        try {
            CompletableFuture<Optional<String>> asked = question;
            question = null;
            return asked;
        } finally {
            lock.unlock();
        }
    }
}
