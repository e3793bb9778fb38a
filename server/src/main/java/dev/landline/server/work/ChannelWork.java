package dev.landline.server.work;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.LandlineException;
import dev.landline.engine.ChannelEvent;
import dev.landline.engine.ServerChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of a channel on a platform thread of its own, and hears meanwhile what the client
 * wants: the end of the channel ends its streams, and interrupts the work. A platform thread,
 * because work that computes without ever waiting would take a virtual thread's carrier from all
 * others.
 */
public final class ChannelWork {

    private final ServerChannel channel;
    private final Thread worker;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** What is done. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @throws Exception where it fails
         */
        void run() throws Exception;
    }

    /**
     * What to do about work that takes long.
     *
     * @param time how long it may take
     * @param overdue what the client is told then
     * @param grace how long it may go on after it was interrupted until the client is told that the
     *     channel has ended
     */
    public record Patience(
            Optional<Duration> time, Supplier<ChannelException> overdue, Duration grace) {}

    /**
     * Takes work, and does not begin it.
     *
     * @param thread the name of the thread
     * @param channel the channel that it belongs to
     * @param work what to do
     */
    public ChannelWork(String thread, ServerChannel channel, Work work) {
        this.channel = channel;
        this.worker =
                Thread.ofPlatform()
                        .daemon()
                        .name(thread)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(() -> perform(work));
    }

    private void perform(Work work) {
        try {
            work.run();
        } catch (Throwable e) {
            failure.set(e);
        } finally {
            channel.done();
        }
    }

    /**
     * Begins the work and waits until it is done, however long it takes.
     *
     * @return what it failed with; null where it did not
     * @throws InterruptedException if the thread is interrupted; the work is then too
     */
    public @Nullable Throwable run() throws InterruptedException {
        try {
            worker.start();
            awaitEnd(null);
            awaitDone();
            return failure.get();
        } finally {
            worker.interrupt();
        }
    }

    /**
     * The same with a limit. Where the work heeds no interrupt, the client is told, and this goes
     * on to wait.
     *
     * @param patience the limit
     * @return what it failed with; null where it did not
     * @throws InterruptedException if the thread is interrupted; the work is then too
     */
    public @Nullable Throwable run(Patience patience) throws InterruptedException {
        try {
            worker.start();
            LandlineException end = awaitEnd(patience);
            if (end != null && !awaitDone(patience.grace())) {
                abandon(end);
                awaitDone();
            }
            return failure.get();
        } finally {
            worker.interrupt();
        }
    }

    /**
     * Waits until the work is done, or was interrupted because the channel has ended.
     *
     * @return what it ended with; null where the work is done
     */
    private @Nullable LandlineException awaitEnd(@Nullable Patience patience)
            throws InterruptedException {
        Optional<Duration> time = patience == null ? Optional.empty() : patience.time();
        long deadline = System.nanoTime() + time.map(Duration::toNanos).orElse(0L);
        while (true) {
            ChannelEvent event =
                    time.isEmpty()
                            ? channel.nextEvent()
                            : channel.nextEvent(Duration.ofNanos(deadline - System.nanoTime()));
            switch (event) {
                case null -> {
                    if (patience != null) {
                        channel.cut(patience.overdue().get()); // an End, unless one came first
                        time = Optional.empty();
                    }
                }
                case ChannelEvent.End(LandlineException cause) -> {
                    worker.interrupt(); // its streams have ended, if it looks at them
                    return cause;
                }
                case ChannelEvent.Done _ -> {
                    worker.join();
                    return null;
                }
                case ChannelEvent.Signal _, ChannelEvent.Resize _ -> {}
            }
        }
    }

    private boolean awaitDone(Duration most) throws InterruptedException {
        return worker.join(most);
    }

    private void awaitDone() throws InterruptedException {
        worker.join();
    }

    private void abandon(LandlineException end) throws InterruptedException {
        if (end instanceof ChannelException cause) {
            try {
                channel.abandon(cause);
            } catch (ConnectionException e) {
                // Nobody is left to hear it.
            }
        }
    }
}
