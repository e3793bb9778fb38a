package dev.landline.testing.attack;

import dev.landline.link.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends one byte after another, slowly, until nobody takes them any more. */
final class Trickle {

    private static final int MOST = 10_000;

    private final AtomicInteger sent = new AtomicInteger();

    private Trickle() {}

    static Trickle of(Link link, int value, Duration pause) {
        Trickle trickle = new Trickle();
        Thread.ofVirtual()
                .name("test-trickle")
                .start(() -> {
                    CountDownLatch never = new CountDownLatch(1);
                    try {
                        while (trickle.sent.get() < MOST) {
                            link.output().write(value);
                            trickle.sent.incrementAndGet();
                            var _ = never.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                        }
                    } catch (IOException | InterruptedException e) {
                        // Nobody takes them any more, which is what was to happen.
                    }
                });
        return trickle;
    }

    int sent() {
        return sent.get();
    }
}
