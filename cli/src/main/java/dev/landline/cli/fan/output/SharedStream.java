package dev.landline.cli.fan.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A standard stream that many hosts write to, a whole piece at a time. Once it is broken nothing is
 * written any more, and somebody is told. For any thread.
 */
public final class SharedStream {

    private final OutputStream stream;
    private final Consumer<Runnable> turns;
    private final Runnable onBroken;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private Optional<IOException> failure = Optional.empty();

    /**
     * Shares a stream.
     *
     * @param turns runs what writes when nothing is in its way on the screen
     * @param onBroken called once, when writing has failed
     */
    public SharedStream(OutputStream stream, Consumer<Runnable> turns, Runnable onBroken) {
        this.stream = stream;
        this.turns = turns;
        this.onBroken = onBroken;
    }

    /** Writes a piece. */
    public void write(byte[] bytes, int offset, int length) {
        turns.accept(() -> {
            boolean broken = false;
            lock.lock();
            try {
                if (failure.isEmpty()) {
                    stream.write(bytes, offset, length);
                }
            } catch (IOException e) {
                failure = Optional.of(e);
                broken = true;
            } finally {
                lock.unlock();
            }
            if (broken) {
                onBroken.run();
            }
        });
    }

    /** What writing has failed with. */
    public Optional<IOException> failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }
}
