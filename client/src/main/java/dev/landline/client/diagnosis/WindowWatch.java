package dev.landline.client.diagnosis;

import dev.landline.engine.FrameListener;
import dev.landline.wire.Frame;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Sees how windows grow, and for how long a sender waits for them. One stream at a time. */
final class WindowWatch implements FrameListener {

    private final FrameListener next;
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong largest = new AtomicLong();
    private final AtomicLong still = new AtomicLong();

    WindowWatch(FrameListener next) {
        this.next = next;
    }

    /** Begins anew, for another stream. */
    void reset() {
        first.set(0);
        largest.set(0);
        still.set(0);
    }

    long first() {
        return first.get();
    }

    long largest() {
        return largest.get();
    }

    Duration stoodStill() {
        return Duration.ofNanos(still.get());
    }

    @Override
    public void frame(boolean outgoing, Frame frame) {
        next.frame(outgoing, frame);
        if (frame instanceof Frame.Window window) {
            saw(window.limit() - window.consumed());
        } else if (frame instanceof Frame.Open open) {
            saw(open.windows().orElse(Map.of()));
        } else if (frame instanceof Frame.Opened opened) {
            saw(opened.windows());
        }
    }

    private void saw(Map<String, Long> windows) {
        windows.values().forEach(this::saw);
    }

    private void saw(long window) {
        first.compareAndSet(0, window);
        largest.accumulateAndGet(window, Math::max);
    }

    @Override
    public void ended(boolean outgoing) {
        next.ended(outgoing);
    }

    @Override
    public Runnable standsStill(int ch, String stream) {
        Runnable theirs = next.standsStill(ch, stream);
        long began = System.nanoTime();
        return () -> {
            still.addAndGet(System.nanoTime() - began);
            theirs.run();
        };
    }
}
